"""No message is listed under a code name."""

from pathlib import Path

import pytest

from services.notifications import mail
from services.notifications.domain.kinds import LABELS
from services.notifications.models.message import NEWSLETTER_TRIAL

WRITTEN = {path.stem for path in (Path(mail.__file__).parent / "templates").glob("*.j2")} | {NEWSLETTER_TRIAL}


@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_every_message_that_can_be_written_has_a_french_name(kind):
    assert kind in LABELS, f"name « {kind} » in services/notifications/domain/kinds.py"


def test_no_name_is_kept_for_a_message_that_is_no_longer_written():
    assert set(LABELS) <= WRITTEN


def test_two_kinds_are_told_apart_by_their_names():
    assert len(set(LABELS.values())) == len(LABELS)
