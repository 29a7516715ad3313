"""The mailbox page of standalone mode."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from services.notifications.gateways.email import mailer_from
from services.notifications.models import Contact
from services.notifications.usecases import meetings
from shared.ids import new_id
from shared.messaging.local import LocalBus


@pytest.fixture
def standalone(start):
    yield start("notifications", mail="mailbox")
    mailer_from.cache_clear()


@pytest.fixture
def visitor(standalone, clock):
    network = standalone.network()
    with network.uow() as uow:
        contact = Contact(id=new_id(), version=1, email="ana@example.org", is_active=True, roles=[])
        contact.display_name = "Ana"
        uow.session.add(contact)
        uow.session.flush()
        starts = clock.now() + timedelta(days=20)
        meetings.plan_meeting(uow, title="Rencontre", starts_at=starts, ends_at=starts + timedelta(hours=1), place="Ay")
    LocalBus([standalone.service.party()]).settle()
    return standalone.client()


def test_a_mail_is_listed_shown_and_its_calendar_downloaded(visitor):
    listed = visitor.get("/_demo/courriels/").text
    path = re.search(r'href="(/_demo/courriels/[^"]+\.eml)"', listed).group(1)

    shown = visitor.get(path).text
    html = visitor.get(f"{path}/html")
    calendar = visitor.get(f"{path}/pieces/0")

    assert "Ana &lt;ana@example.org&gt;" in listed
    assert "rencontre.ics" in shown
    assert "http://localhost/rencontres/marne/reponse/" in html.text
    assert "sandbox" in html.headers["Content-Security-Policy"]
    assert b"METHOD:REQUEST" in calendar.data
    assert "Rencontre" not in visitor.get("/_demo/courriels/?q=personne").text.split("</form>")[-1]


def test_links_work_whatever_port_the_installation_had_when_the_letter_was_written(visitor, standalone):
    path = re.search(r'href="(/_demo/courriels/[^"]+\.eml)"', visitor.get("/_demo/courriels/").text).group(1)
    letter = Path(standalone.service.runtime.settings.mailbox_folder) / path.rpartition("/")[2]
    letter.write_bytes(letter.read_bytes().replace(b"http://localhost/", b"http://localhost:34445/"))

    text, html = visitor.get(path).text, visitor.get(f"{path}/html").text

    assert ":34445" not in text + html
    assert "http://localhost/rencontres/marne/reponse/" in text and "http://localhost/rencontres/marne/reponse/" in html


@pytest.mark.parametrize("name", ["..%2Fsecret", "nothing.eml", "00000000000000000000-000000000000.eml"])
def test_only_mails_of_the_folder_can_be_read(visitor, name):
    assert visitor.get(f"/_demo/courriels/{name}").status_code == 404


def test_without_the_mailbox_the_page_does_not_exist(notifications):
    assert notifications.client().get("/_demo/courriels/").status_code == 404
