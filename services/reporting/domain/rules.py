"""Delays that a network has as long as it has not chosen its own."""

GRACE_DAYS = 5
"""Days after the end of a quarter before its report is made: the last attendance sheets come in."""

REVIEW_DAYS = 7
"""Days after which a draft that nobody has published publishes itself."""

LINK_DAYS = 30
"""Days during which the link of a mail downloads a report without signing in."""
