"""How a network stands. Whatever the door, the clock and the public pages do with it is decided by these words."""

OPEN = "open"
CLOSING = "closing"
"""Closes on a day that everybody knows: used as before by its members, shown to the public no more."""
CLOSED = "closed"
"""Nobody enters; erased after a grace, unless the operator opens it again."""
SUSPENDED = "suspended"

ANY = frozenset({OPEN, CLOSING, CLOSED, SUSPENDED})
NOT_CLOSED = ANY - {CLOSED}
"""What the law asks is done in suspended ones too; a closed one is erased as a whole."""
LIVING = frozenset({OPEN, CLOSING})
"""Members enter, and the clock works."""
