"""Webhooks: a subscription, and signed calls to a real server."""

import json
import time

from shared.events.sessions import WorkshopHeld
from shared.ids import new_id
from tests.factories.networks import open_network
from tests.factories.webhooks import add_structure, log_of, signatures_of, subscribe


def test_a_fact_is_told_once_signed_in_the_standard_way(program, base, receiver, bus):
    webhook = subscribe(program, base, receiver)
    add_structure(program, base)
    before = int(time.time())

    bus.settle()

    ((headers, body),) = receiver.heard
    assert headers["webhook-signature"] == signatures_of(headers, body, webhook["secret"])
    assert before <= int(headers["webhook-timestamp"]) <= time.time()
    assert json.loads(body)["type"] == "directory.structure_saved.v1"
    assert json.loads(body)["data"]["label"] == "Médiathèque"
    (entry,) = log_of(program, base, webhook)
    assert (entry["state"], entry["status"], entry["answer"]) == ("delivered", 200, "Reçu.")


def test_people_never_travel(program, base, receiver, bus, marne):
    subscribe(program, base, receiver, "sessions.workshop_held.v1")
    counts = {"present": 2, "late": 0, "excused": 0, "absent": 1, "walk_ins": 0}
    held = WorkshopHeld(
        workshop_date_id=new_id(),
        version=1,
        series_id=new_id(),
        title="Mail",
        kind="atelier",
        structure_id=None,
        held_on=marne.directory.database.clock.now().date(),
        people=["pseudonyme-1", "pseudonyme-2"],
        **counts,
    )
    with marne.uow() as uow:
        uow.publish(held)

    bus.settle()

    assert json.loads(receiver.heard[0][1])["data"]["present"] == 2
    assert b"pseudonyme" not in receiver.heard[0][1]


def test_an_administrator_adds_tries_stops_and_replays_on_screen(marne, receiver, bus):
    browser, root = marne.client(), f"/annuaire/{marne.slug}/webhooks"
    form = {"label": "Carte", "url": receiver.url, "events": ["directory.structure_saved.v1"]}
    page = browser.post(f"{root}/nouveau", data=form).location
    first = browser.get(page).text
    assert "whsec_" in first
    assert "whsec_" not in browser.get(page).text

    browser.post(f"{page}/essai")
    bus.settle()

    shown = browser.get(page).text
    assert "reçu" in shown and "Reçu." in shown
    (replay,) = {part.split('"')[0] for part in shown.split('action="')[1:] if "renvoi" in part.split('"')[0]}
    browser.post(replay)
    bus.settle()
    assert [json.loads(body)["type"] for _, body in receiver.heard] == ["webhook.test"] * 2
    assert "Arrêté par un administrateur" in browser.get(browser.post(f"{page}/arret").location).text
    assert "Webhooks" in browser.get(browser.post(f"{page}/suppression").location).text


def test_a_changed_secret_signs_beside_the_old_one_for_a_day(program, base, receiver, bus, clock, marne):
    webhook = subscribe(program, base, receiver)

    changed = program.post(f"{base}/webhooks/{webhook['id']}/secret")
    add_structure(program, base)
    bus.settle()
    clock.advance(days=1)
    program = marne.seen.program("administrator")  # the other's token lasts a day
    add_structure(program, base)
    bus.settle()

    old, new = webhook["secret"], changed.json["secret"]
    assert old != new and changed.headers["Cache-Control"] == "no-store"
    (first, body), (later, last_body) = receiver.heard
    assert first["webhook-signature"] == f"{signatures_of(first, body, new)} {signatures_of(first, body, old)}"
    assert later["webhook-signature"] == signatures_of(later, last_body, new)
    assert "secret" not in program.get(f"{base}/webhooks/{webhook['id']}").json


def test_the_new_secret_is_shown_once_on_screen_and_the_change_is_in_the_journal(marne, program, base, receiver):
    webhook, browser = subscribe(program, base, receiver), marne.client()

    page = browser.get(browser.post(f"/annuaire/{marne.slug}/webhooks/{webhook['id']}/secret").location).text

    assert "whsec_" in page and "L’ancien signe encore" in page
    assert "whsec_" not in browser.get(f"/annuaire/{marne.slug}/webhooks/{webhook['id']}").text
    journal = browser.get(f"/annuaire/{marne.slug}/journal").text
    assert "Secret changé" in journal and "whsec_" not in journal


def test_a_stopped_webhook_sends_neither_trials_nor_replays_until_it_starts_again(program, base, receiver, bus):
    webhook = subscribe(program, base, receiver)
    address = f"{base}/webhooks/{webhook['id']}"
    add_structure(program, base)
    bus.settle()
    (entry,) = log_of(program, base, webhook)
    program.post(f"{address}/stop")

    refused = [program.post(f"{address}/{what}") for what in ("test", f"deliveries/{entry['id']}/replay")]

    assert [one.status_code for one in refused] == [409, 409]
    assert refused[0].json["type"] == "urn:maillage:webhook_stopped"
    program.post(f"{address}/start")
    bus.settle()
    assert len(receiver.heard) == 1


def test_a_call_is_replayed_from_its_own_log_only(program, base, receiver, bus):
    webhook, other = subscribe(program, base, receiver), subscribe(program, base, receiver, "sessions.workshop_held.v1")
    add_structure(program, base)
    bus.settle()
    (entry,) = log_of(program, base, webhook)

    answer = program.post(f"{base}/webhooks/{other['id']}/deliveries/{entry['id']}/replay")

    assert answer.status_code == 404


def test_the_form_says_why_an_address_is_refused(start):
    marne = open_network(start("directory"))
    form = {"label": "Carte", "url": "https://127.0.0.1/", "events": ["directory.structure_saved.v1"]}

    answer = marne.client().post(f"/annuaire/{marne.slug}/webhooks/nouveau", data=form)

    assert answer.status_code == 422
    assert "réseau privé" in answer.text
    assert 'value="Carte"' in answer.text


def test_every_public_fact_is_an_event_that_the_directory_hears_and_its_fields_exist():
    from dataclasses import fields

    from services.directory.consumers import handlers
    from services.directory.domain.public_facts import PUBLIC_FACTS
    from shared.events import event_class

    for name, (_, told) in PUBLIC_FACTS.items():
        known = event_class(name)
        assert known is not None
        assert name in handlers.names
        assert set(told) <= {field.name for field in fields(known)}, name
        assert not {"person", "people_pseudonyms", "pdf_key", "download_link"} & set(told)


def test_another_address_keeps_the_secret_the_log_and_what_waits(program, base, receiver, bus, clock, directory):
    webhook = subscribe(program, base, receiver)
    receiver.status = 500
    add_structure(program, base)
    bus.settle()
    receiver.status = 200

    changed = program.patch(f"{base}/webhooks/{webhook['id']}", json={"url": f"{receiver.url}&nouveau=1"})
    clock.advance(seconds=6)
    directory.service.ticks.run_all()
    bus.settle()

    assert (changed.status_code, changed.json["events"], changed.json["failing_since"]) == (
        200,
        webhook["events"],
        None,
    )
    (first, _), (second, body) = receiver.heard
    assert second["webhook-signature"] == signatures_of(second, body, webhook["secret"])
    (entry,) = log_of(program, base, webhook)
    assert (entry["state"], entry["message_id"]) == ("delivered", first["webhook-id"])
    assert receiver.paths == ["/ici?cle=1", "/ici?cle=1&nouveau=1"]


def test_an_administrator_changes_a_webhook_on_screen_and_sees_what_is_sent(marne, program, base, receiver, bus):
    webhook, browser = subscribe(program, base, receiver), marne.client()
    address = f"/annuaire/{marne.slug}/webhooks/{webhook['id']}"
    form = {"label": "Carte", "url": receiver.url, "events": ["sessions.workshop_held.v1"]}

    refused = browser.post(f"{address}/modifier", data={**form, "url": "ftp://exemple.fr"})
    browser.post(f"{address}/modifier", data=form)
    browser.post(f"{address}/essai")
    page = browser.get(address).text

    assert refused.status_code == 422 and 'value="ftp://exemple.fr"' in refused.text
    assert "Les présences d’une séance sont comptées" in page
    assert "webhook-id: msg_" in page and "&#34;type&#34;: &#34;webhook.test&#34;" in page
    assert "Carte" in browser.get(f"/annuaire/{marne.slug}/journal").text


def test_everything_that_was_given_up_leaves_again_at_once(program, base, receiver, bus, marne):
    webhook = subscribe(program, base, receiver)
    address = f"{base}/webhooks/{webhook['id']}"
    for _ in range(3):
        program.post(f"{address}/test")
    program.post(f"{address}/stop")
    bus.settle()
    refused = program.post(f"{address}/deliveries/replay-failed")
    program.post(f"{address}/start")
    shown = marne.client().get(f"/annuaire/{marne.slug}/webhooks/{webhook['id']}").text

    again = program.post(f"{address}/deliveries/replay-failed")
    bus.settle()

    assert (refused.status_code, again.status_code, again.json) == (409, 202, {"replayed": 3})
    assert "Renvoyer tout ce qui est abandonné" in shown
    assert [entry["state"] for entry in log_of(program, base, webhook)] == ["delivered"] * 3
    assert program.post(f"{address}/deliveries/replay-failed").json == {"replayed": 0}


def test_the_documentation_says_what_each_fact_carries(program):
    from services.directory.domain.public_facts import PUBLIC_FACTS

    shapes = program.get("/api/v1/directory/openapi.json").json["components"]["schemas"]

    said = shapes["Webhook"]["properties"]["events"]["description"]
    for name, (label, told) in PUBLIC_FACTS.items():
        assert f"`{name}` : {label}" in said and all(f"`{field}`" in said for field in told)
    assert "webhook-signature" in shapes["WebhookDelivery"]["properties"]["body"]["description"]
