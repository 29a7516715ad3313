"""Letters, messages and quarterly meetings of a network."""
