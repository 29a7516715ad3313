"""The network, its members, invitations and keys, as a program sees them."""

import pytest

from tests.factories.networks import open_network


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def program(marne):
    return marne.seen.program("administrator")


@pytest.fixture
def base(marne):
    return f"/api/v1/directory/networks/{marne.slug}"


def test_the_network_is_described(program, base):
    answer = program.get(base)

    assert answer.status_code == 200
    assert (answer.json["slug"], answer.json["time_zone"]) == ("reseau-de-la-marne", "Europe/Paris")


def test_settings_are_changed_or_refused_field_by_field(program, base):
    form = {"label": "Marne numérique", "colour": "#204060", "sender_name": "La Marne"}

    assert program.put(f"{base}/settings", json=form).json["label"] == "Marne numérique"
    refused = program.put(f"{base}/settings", json={**form, "colour": "#ffffff"})
    assert refused.status_code == 422
    assert refused.mimetype == "application/problem+json"
    assert list(refused.json["errors"]) == ["colour"]


def test_members_are_listed_page_by_page(program, base, marne):
    for number in range(3):
        marne.join(f"m{number}@asso.org", "mediator")

    first = program.get(f"{base}/members?limit=3").json
    second = program.get(f"{base}/members", query_string={"limit": 3, "cursor": first["next"]}).json

    assert (len(first["items"]), len(second["items"]), second["next"]) == (3, 1, None)
    assert first["items"][0]["email"] == "nadia@ville.fr"


def test_a_member_s_roles_change_and_the_member_is_removed(program, base, marne):
    member = f"{base}/members/{marne.membership_id(marne.join('paul@asso.org', 'mediator'))}"

    assert program.put(f"{member}/roles", json={"roles": ["funder"]}).json["roles"] == ["funder"]
    assert program.put(f"{member}/roles", json={"roles": ["king"]}).status_code == 422
    assert program.post(f"{member}/removal").json["status"] == "left"
    assert program.post(f"{member}/removal").status_code == 409
    assert program.get(member).json["status"] == "left"


def test_the_last_administrator_is_refused_by_code(program, base, marne):
    member = f"{base}/members/{marne.membership_id(marne.administrator)}"

    answer = program.post(f"{member}/removal")

    assert (answer.status_code, answer.json["type"]) == (409, "urn:maillage:last_administrator")


def test_an_invitation_lives_through_its_states(program, base):
    made = program.post(f"{base}/invitations", json={"email": "Paul@Asso.org", "roles": ["mediator"]})
    invitation = f"{base}/invitations/{made.json['id']}"

    assert (made.status_code, made.json["email"]) == (201, "paul@asso.org")
    assert "digest" not in made.json
    again = program.post(f"{base}/invitations", json={"email": "paul@asso.org", "roles": ["mediator"]})
    assert again.json["type"] == "urn:maillage:invitation_already_open"
    assert program.post(f"{invitation}/reminder").status_code == 200
    assert program.post(f"{invitation}/cancellation").json["cancelled_at"] is not None
    assert program.get(invitation).json["cancelled_at"] is not None
    assert len(program.get(f"{base}/invitations").json["items"]) == 1


def test_a_command_sent_twice_happens_once(program, base):
    key = {"Idempotency-Key": "the-same"}
    form = {"email": "paul@asso.org", "roles": ["mediator"]}

    answers = [program.post(f"{base}/invitations", json=form, headers=key) for _ in range(2)]

    assert answers[0].json == answers[1].json
    assert len(program.get(f"{base}/invitations").json["items"]) == 1


def test_the_secret_of_a_key_is_given_once(program, base):
    form = {"label": "Tableur", "roles": ["mediator"], "expires_on": "2026-06-30"}
    key = {"Idempotency-Key": "the-same"}

    made = program.post(f"{base}/api-tokens", json=form, headers=key)
    again = program.post(f"{base}/api-tokens", json=form, headers=key)

    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    assert made.json["secret"].startswith("maillage_")
    assert (again.status_code, again.text) == (201, "")
    (listed,) = program.get(f"{base}/api-tokens").json["items"]
    assert "secret" not in listed
    assert program.post(f"{base}/api-tokens/{listed['id']}/revocation").json["revoked_at"] is not None
    assert program.get(f"{base}/api-tokens/{listed['id']}").status_code == 200


def test_a_program_of_another_network_finds_nothing(directory, marne, base):
    aisne = open_network(directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")
    foreign = aisne.seen.program("administrator")
    member = marne.membership_id(marne.administrator)

    assert foreign.get(base).status_code in (401, 404)
    own = f"/api/v1/directory/networks/{aisne.slug}"
    assert foreign.get(f"{own}/members/{member}").status_code == 404


def test_a_program_without_the_role_is_refused(marne, base):
    program = marne.seen.program("mediator")

    assert program.get(f"{base}/members").status_code == 403
    assert program.post(f"{base}/invitations", json={"email": "a@b.fr", "roles": ["funder"]}).status_code == 403
