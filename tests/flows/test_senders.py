"""From which address each letter leaves, read from a real mail server."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from services.notifications.gateways.email import mailer_from
from shared.testing.plugin import SERVICES, Platform
from tests.factories.networks import open_network, secret_of_last_message

OURS, INSTALLATION = "contact@marne.fr", "maillage@example.org"


@pytest.fixture
def platform(start, mail_server):
    mail = {"mail": "smtp", "smtp_host": mail_server.host, "smtp_port": mail_server.port, "sender_domains": "marne.fr"}
    platform = Platform({name: start(name, **mail) for name in SERVICES})
    yield platform
    hang_up(platform)


def hang_up(platform):
    mailer_from(platform["notifications"].service.runtime.settings).close()
    mailer_from.cache_clear()


def networks(platform):
    """Two networks, of which the first writes from an address of its own."""
    directory = platform["directory"]
    marne = open_network(directory)
    aisne = open_network(directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")
    marne.client().post(f"/annuaire/{marne.slug}/reglages/expediteur", data={"email": OURS})
    directory.client().post(f"/annuaire/{marne.slug}/expediteur/{secret_of_last_message(directory, OURS)}")
    platform.settle()
    return marne, aisne


def browser(platform, network, service="notifications"):
    return platform[service].client(network.administrator.account_id)


def plan_meeting(platform, network, clock):
    day = clock.now() + timedelta(days=20)
    form = {"title": "Rencontre", "day": day.date().isoformat(), "place": "Reims"}
    form |= {"starts_at": "14:00", "ends_at": "16:00"}
    answer = browser(platform, network).post(f"/rencontres/{network.slug}/nouvelle", data=form)
    assert answer.status_code == 303, answer.text
    platform.settle()
    return answer.location.rsplit("/", 1)[-1]


def last(mail_server):
    return mail_server.letters[-1]


def from_of(letter):
    return letter.message["From"].addresses[0].addr_spec


def organizer_of(letter):
    (part,) = [part for part in letter.message.walk() if part.get_content_type() == "text/calendar"]
    (event,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    return event["ORGANIZER"]


def withdraw_the_domain(platform):
    hang_up(platform)
    for name in SERVICES:
        platform[name].restart(sender_domains="")


def test_every_letter_of_the_network_leaves_from_its_address_and_those_of_others_do_not(platform, mail_server, clock):
    marne, aisne = networks(platform)
    mail_server.clear()

    for network in (marne, aisne):
        people = {"people": "zoe@example.org", "roles": ["mediator"]}
        network.client().post(f"/annuaire/{network.slug}/membres/inviter-plusieurs", data=people)
        platform.settle()
        plan_meeting(platform, network, clock)

    invited, meeting, other_invited, other_meeting = mail_server.letters
    assert [from_of(one) for one in (invited, meeting)] == [OURS, OURS]
    assert [from_of(one) for one in (other_invited, other_meeting)] == [INSTALLATION, INSTALLATION]


def test_what_cannot_be_delivered_comes_back_to_the_installation(platform, mail_server, clock):
    marne, _ = networks(platform)

    plan_meeting(platform, marne, clock)

    letter = last(mail_server)
    assert letter.sender == INSTALLATION, "SPF is checked against the envelope, and DSN go there"
    assert letter.message["Message-ID"].endswith("@example.org>"), "the same when the letter is tried again"


def test_newsletters_too(platform, mail_server):
    marne, _ = networks(platform)
    client, here = browser(platform, marne), f"/lettres/{marne.slug}"
    draft = client.post(f"{here}/nouvelle", data={"subject": "Mars", "body": "Bonjour à toutes et à tous."})

    client.post(f"{draft.location.removesuffix('/modifier')}/envoi")
    platform.settle()

    letter = last(mail_server)
    assert letter.message["Subject"] == "Mars" and from_of(letter) == OURS
    assert letter.message["List-Id"].endswith(".example.org>"), "filters of readers go on working"


def test_signing_in_stays_the_installations(platform, mail_server):
    networks(platform)

    platform["directory"].client().post("/compte/connexion", data={"email": "nadia@ville.fr"})
    platform.settle()

    assert last(mail_server).message["Subject"] == "Votre lien de connexion"
    assert from_of(last(mail_server)) == INSTALLATION


def test_a_calendar_answers_the_address_that_invited(platform, mail_server, clock):
    marne, _ = networks(platform)

    plan_meeting(platform, marne, clock)

    assert organizer_of(last(mail_server)) == f"mailto:{OURS}"
    assert "SENT-BY" not in organizer_of(last(mail_server)).params


def test_without_the_domain_letters_fall_back_and_the_organizer_of_a_meeting_stays(platform, mail_server, clock):
    marne, _ = networks(platform)
    meeting = plan_meeting(platform, marne, clock)
    withdraw_the_domain(platform)

    browser(platform, marne).post(f"/rencontres/{marne.slug}/{meeting}/annulation")
    platform.settle()

    cancelled = last(mail_server)
    assert from_of(cancelled) == INSTALLATION
    assert organizer_of(cancelled) == f"mailto:{OURS}", "calendars obey only who invited"
    assert organizer_of(cancelled).params["SENT-BY"] == f"mailto:{INSTALLATION}"


def test_a_meeting_planned_before_the_network_had_its_address_keeps_its_organizer(platform, mail_server, clock):
    directory = platform["directory"]
    marne = open_network(directory)
    platform.settle()
    meeting = plan_meeting(platform, marne, clock)
    marne.client().post(f"/annuaire/{marne.slug}/reglages/expediteur", data={"email": OURS})
    directory.client().post(f"/annuaire/{marne.slug}/expediteur/{secret_of_last_message(directory, OURS)}")
    platform.settle()

    browser(platform, marne).post(f"/rencontres/{marne.slug}/{meeting}/annulation")
    platform.settle()

    assert from_of(last(mail_server)) == OURS
    assert organizer_of(last(mail_server)) == f"mailto:{INSTALLATION}"
    assert organizer_of(last(mail_server)).params["SENT-BY"] == f"mailto:{OURS}"
