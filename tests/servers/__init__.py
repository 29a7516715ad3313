"""Real servers for the tests: throw-away, on private ports of the loopback, with a private folder."""
