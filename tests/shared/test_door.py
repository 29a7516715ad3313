"""The door of every route, tried on the people of the sessions service."""

import re

import pytest
from sqlalchemy import event, func, select, update

from services.sessions.models.person import Person
from shared.ids import new_id
from shared.roles import Role

NEW = "/ateliers/marne/personnes/nouvelle"
ANSWERS = {"first_name": "Jeanne", "last_name": "Labat"}
API = "/api/v1/sessions/networks/marne/people"


@pytest.fixture
def network(sessions):
    return sessions.network("marne")


def people(network) -> int:
    with network.uow(read_only=True) as uow:
        return uow.session.scalars(select(func.count()).select_from(Person)).one()


def test_a_visitor_is_sent_to_sign_in_and_comes_back_after(sessions, network):
    answer = sessions.client().get(NEW + "?q=a")

    assert answer.status_code == 302
    assert answer.location == "/compte/connexion?suite=%2Fateliers%2Fmarne%2Fpersonnes%2Fnouvelle%3Fq%3Da"


def test_a_program_without_a_token_is_told_so(sessions, network):
    answer = sessions.app.test_client().get(API)

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "urn:maillage:sign_in_needed"


def test_a_member_without_the_role_is_refused_in_words(network):
    answer = network.client(Role.FUNDER).get(NEW)

    assert answer.status_code == 403
    assert "Demandez à un administrateur" in answer.text


def test_for_a_member_of_another_network_this_one_does_not_exist(sessions, network):
    stranger = sessions.network("aube").client(Role.ADMINISTRATOR)

    real, imaginary = stranger.get(NEW), stranger.get(NEW.replace("marne", "jamais"))

    assert real.status_code == imaginary.status_code == 404
    assert "marne" not in real.text.lower().replace("/marne/", "")


def test_an_address_that_leads_nowhere_does_not_show_a_member_as_a_stranger(sessions, network):
    member, visitor = network.client(Role.MEDIATOR), sessions.client()

    lost, unknown = (one.get("/ateliers/marne/nulle-part") for one in (member, visitor))

    assert lost.status_code == unknown.status_code == 404
    assert ("Mon compte" in lost.text, "Se connecter" in lost.text) == (True, False)
    assert ("Mon compte" in unknown.text, "Se connecter" in unknown.text) == (False, True)


def test_who_comes_before_the_news_of_their_joining_is_told_to_try_again(sessions, network, clock):
    stranger = sessions.client(new_id())

    at_once = stranger.get(NEW + "?q=a")
    elsewhere = stranger.get(NEW.replace("marne", "jamais"))
    clock.advance(minutes=2)
    later = stranger.get(NEW)

    assert at_once.status_code == elsewhere.status_code == later.status_code == 404
    assert f'href="{NEW}?q=a">Réessayer<' in at_once.text
    assert "Réessayer" in elsewhere.text, "a network that does not exist is answered alike"
    assert "Réessayer" not in later.text


def test_a_form_without_its_token_is_not_accepted_but_keeps_what_was_typed(network):
    client = network.client(Role.MEDIATOR)
    client.environ_base.pop("HTTP_X_CSRFTOKEN")

    answer = client.post(NEW, data=ANSWERS)

    assert answer.status_code == 409
    assert 'value="Jeanne"' in answer.text
    assert people(network) == 0


def test_a_form_from_another_site_is_refused(network):
    answer = network.client(Role.MEDIATOR).post(NEW, data=ANSWERS, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert people(network) == 0


def test_a_form_sent_twice_acts_once_and_answers_twice_the_same(network):
    client = network.client(Role.MEDIATOR)
    form = {**ANSWERS, "idempotency_key": str(new_id())}

    first, second = client.post(NEW, data=form), client.post(NEW, data=form)

    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.status_code == 303
    assert people(network) == 1


def test_a_command_repeated_with_its_key_answers_with_what_it_made(network):
    program, headers = network.program(Role.MEDIATOR), {"Idempotency-Key": "une-fois"}

    first, second = (program.post(API, json=ANSWERS, headers=headers) for _ in range(2))

    assert first.status_code == second.status_code == 201
    assert first.json == second.json
    assert people(network) == 1


def test_a_key_that_served_elsewhere_is_refused(network):
    program, headers = network.program(Role.MEDIATOR), {"Idempotency-Key": "une-fois"}
    made = program.post(API, json=ANSWERS, headers=headers).json

    answer = program.put(f"{API}/{made['id']}", json=ANSWERS, headers=headers)

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:maillage:idempotency_key_reused"


def test_a_key_that_comes_back_with_another_body_is_refused_and_nothing_is_made(network):
    program, headers = network.program(Role.MEDIATOR), {"Idempotency-Key": "une-fois"}
    program.post(API, json=ANSWERS, headers=headers)

    answer = program.post(API, json={**ANSWERS, "first_name": "Louise"}, headers=headers)

    assert (answer.status_code, answer.json["type"]) == (422, "urn:maillage:idempotency_key_reused")
    assert people(network) == 1


def test_a_page_sent_changed_from_the_browser_s_past_keeps_what_was_typed_and_may_be_sent_again(network):
    client, key = network.client(Role.MEDIATOR), str(new_id())
    client.post(NEW, data={**ANSWERS, "idempotency_key": key})

    changed = client.post(NEW, data={**ANSWERS, "first_name": "Louise", "idempotency_key": key})

    assert changed.status_code == 409
    assert "Cette page a déjà été envoyée" in changed.text
    assert 'value="Louise"' in changed.text
    assert people(network) == 1
    (fresh,) = set(re.findall(r'name="idempotency_key" value="([^"]+)"', changed.text[changed.text.index("<main") :]))
    client.post(NEW, data={**ANSWERS, "first_name": "Louise", "idempotency_key": fresh})
    assert people(network) == 2


def test_a_key_kept_before_bodies_were_compared_still_answers(network):
    program, headers = network.program(Role.MEDIATOR), {"Idempotency-Key": "une-fois"}
    first = program.post(API, json=ANSWERS, headers=headers)
    with network.uow() as uow:
        uow.session.connection().execute(update(uow.plumbing.idempotency).values(asked=""))

    assert program.post(API, json=ANSWERS, headers=headers).json == first.json


def test_who_must_show_a_key_is_told_how(network):
    stranger = network.subject.app.test_client()

    none, wrong = stranger.get(API), stranger.get(API, headers={"Authorization": "Bearer mlg_faux"})

    assert none.status_code == wrong.status_code == 401
    assert none.headers["WWW-Authenticate"] == 'Bearer realm="Maillage"'
    assert wrong.headers["WWW-Authenticate"] == 'Bearer realm="Maillage", error="invalid_token"'


def test_the_word_before_a_key_is_read_in_any_case(network):
    program = network.program(Role.MEDIATOR)
    program.environ_base["HTTP_AUTHORIZATION"] = program.environ_base["HTTP_AUTHORIZATION"].replace("Bearer", "bearer")

    assert program.get(API).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
def test_a_body_that_is_no_json_is_refused_for_what_it_is(network, kind):
    answer = network.program(Role.MEDIATOR).post(API, data="first_name=Jeanne", content_type=kind)

    assert (answer.status_code, answer.mimetype) == (415, "application/problem+json")


def test_what_the_database_cannot_hold_is_refused_in_words(network):
    client, program = network.client(Role.MEDIATOR), network.program(Role.MEDIATOR)

    page = client.post(NEW, data={**ANSWERS, "first_name": "Jea\0nne"})
    sent = program.post(API, json={**ANSWERS, "first_name": "Jea\0nne"})
    asked = [client.get(f"/materiel/{network.slug}/prets?q=%00"), program.get(API.replace(network.slug, "a%00b"))]

    assert [one.status_code for one in (page, sent, *asked)] == [422] * 4
    assert "caractère invisible" in page.text
    assert sent.json["type"] == "urn:maillage:unwritable"
    assert people(network) == 0


def test_a_wrong_computation_of_ours_is_not_told_as_a_fault_of_who_typed(sessions, network):
    client, engine = network.client(Role.MEDIATOR), sessions.database.engine

    def divide(connection, cursor, statement, parameters, context, executemany):
        return statement.replace("count(", "1 / 0 * count("), parameters

    event.listen(engine, "before_cursor_execute", divide, retval=True)
    try:
        answer = client.get(f"/ateliers/{network.slug}/personnes")
    finally:
        event.remove(engine, "before_cursor_execute", divide)

    assert answer.status_code == 500
    assert "de notre côté" in answer.text


def test_a_refused_command_may_be_sent_again_with_the_same_key(network):
    program, headers = network.program(Role.MEDIATOR), {"Idempotency-Key": "une-fois"}

    refused = program.post(API, json={"first_name": "Jeanne"}, headers=headers)
    accepted = program.post(API, json=ANSWERS, headers=headers)

    assert (refused.status_code, accepted.status_code) == (422, 201)
    assert refused.json["errors"] == {"last_name": ["Ce champ est à remplir."]}


def test_an_old_identity_is_renewed_before_a_page_is_shown(network, clock):
    client = network.client(Role.MEDIATOR)
    clock.advance(minutes=11)

    answer = client.get(NEW)

    assert answer.status_code == 302
    assert answer.location.startswith("/compte/renouveler?suite=")


def test_what_was_typed_for_an_hour_is_still_accepted(network, clock):
    client = network.client(Role.MEDIATOR)
    clock.advance(minutes=65)

    assert client.post(NEW, data=ANSWERS).status_code == 303


def test_a_member_who_left_is_refused_at_once(sessions, network):
    member = network.member(Role.MEDIATOR)
    client = sessions.client(member.account_id)
    table = sessions.database.plumbing.member
    with network.uow() as uow:
        left = update(table).where(table.c.account_id == member.account_id).values(active=False)
        uow.session.connection().execute(left)

    assert client.get(NEW).status_code == 404


def test_a_page_says_what_browsers_may_do_with_it(network):
    headers = network.client(Role.MEDIATOR).get(NEW).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_an_action_keeps_its_identifier_in_the_events_that_follow(network):
    program = network.program(Role.ADMINISTRATOR)
    purchase = {"label": "Don", "funder": "Maison", "amount_cents": 1, "purchased_on": "2026-01-01"}

    program.post(API.replace("people", "purchases"), json=purchase, headers={"X-Request-ID": "demande-0001"})

    (_, body) = network.subject.outgoing()[-1]
    assert body["correlationid"] == "demande-0001"


def test_an_answer_costs_two_statements_besides_its_own(sessions, network):
    program, said = network.program(Role.MEDIATOR), []
    program.get(API)  # takes some requests of this minute, for the next ones too
    event.listen(sessions.database.engine, "before_cursor_execute", lambda *given: said.append(given[2].split()[1]))

    answer = program.get(API)

    assert answer.status_code == 200
    assert [word.split(".")[0] for word in said] == ["network_copy", "api_token_copy", "person"]
