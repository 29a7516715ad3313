"""How long links, sessions and tokens last."""

from datetime import datetime, timedelta

SIGN_IN_LINK = timedelta(minutes=15)
SIGN_UP_LINK = timedelta(hours=24)
"""Longer than a sign-in: the first administrator often passes the message on to a colleague."""
INVITATION = timedelta(days=14)
EMAIL_CHANGE_LINK = timedelta(hours=24)
EMAIL_CHANGE_UNDONE = timedelta(days=7)
"""How long the address of before may take the account back: a week's absence, and not a door left open."""
EMAIL_CHANGE_KEPT = INVITATION + timedelta(days=1)
"""An invitation sent to the address of before leads to the account as long as its link works."""
SENDER_LINK = timedelta(days=7)
"""A shared mailbox is not read every day."""
SESSION_IDLE = timedelta(days=30)
SESSION_ABSOLUTE = timedelta(days=90)
API_TOKEN_LONGEST = timedelta(days=366)


def session_is_alive(*, started_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
    """A session ends 30 days after its last use, and 90 days after it began whatever its use."""
    return now - last_seen_at < SESSION_IDLE and now - started_at < SESSION_ABSOLUTE


REMOVAL_UNDONE = timedelta(hours=1)
"""How long a removal can be undone without the person being asked again."""

IMPORT_FILE = timedelta(days=30)
"""An import's file and the detail of its lines, after it was applied, or sent in vain. Undoing needs neither."""
