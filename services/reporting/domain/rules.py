"""What a network has as long as it has not chosen its own."""

from dataclasses import dataclass

SMALL_NUMBER = 5
LINK_DAYS = 30
"""Days during which the link of a mail downloads a report without signing in."""


@dataclass(frozen=True)
class Rules:
    grace_days: int = 5
    """Days after the end of a quarter before its report is made: the last attendance sheets come in."""
    review_days: int = 7
    """Days after which a draft that nobody has published publishes itself."""
    small_number: int = SMALL_NUMBER
    """In a table, fewer people than this would point at somebody."""
