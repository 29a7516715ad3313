"""Which acts on the directory the journal tells, and what it keeps to itself."""

from datetime import date

import pytest
from sqlalchemy import select

from services.directory.domain.links import Site
from services.directory.models.duplicate_pair import DuplicatePair
from services.directory.models.geocoding import APPLIED, DOUBTFUL, Geocoding
from services.directory.usecases import api_tokens, locating, merging, offers, record_checks, structures, webhooks
from shared.actor import Actor
from shared.ids import new_id
from shared.roles import Role
from tests.factories.networks import open_network
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.reading import told

NADIA = Actor(None, "Nadia Benali", frozenset({Role.ADMINISTRATOR}))
SITE = Site("http://localhost", "x" * 32)


@pytest.fixture
def network(directory):
    return directory.network()


def as_nadia(network, act, **arguments):
    with network.uow() as uow:
        uow.act_as(NADIA)
        return act(uow, NADIA, **arguments)


def test_what_a_network_says_of_a_place_beside_the_schema_is_told(network):
    known = a_structure(network)
    said = {"stages": ["training"], "equipment": ["printer"], "computers": 3, "shared_content": "Fiches"}

    as_nadia(network, structures.change_structure, structure_id=known.id, **said)

    changes = told(network, "structure")[-1][3]
    assert {name: changes[name] for name in said} == {
        "stages": [[], ["training"]],
        "equipment": [[], ["printer"]],
        "computers": [None, 3],
        "shared_content": ["", "Fiches"],
    }


def test_a_merge_says_into_what_and_the_page_leads_there(directory):
    marne = open_network(directory)
    kept, merged = a_structure(marne.seen), a_structure(marne.seen, label="MEDIATHEQUE DES TILLEULS")

    as_nadia(marne, merging.merge_structures, kept_id=kept.id, merged_id=merged.id)

    changes = [line[3] for line in told(marne, "structure") if line[2] == merged.label][-1]
    assert changes["merged_into_id"] == [None, str(kept.id)]
    page = marne.client().get(f"/annuaire/{marne.slug}/journal").text
    assert f'Réunie avec : <a href="/annuaire/{marne.slug}/structures/{kept.id}">' in page


def test_an_offer_taken_away_is_told_with_what_it_was(network):
    known = a_structure(network)
    offer = as_nadia(network, offers.add_offer, structure_id=known.id, theme="Tablettes", audience="", schedule="Lundi")

    as_nadia(network, offers.change_offer, offer_id=offer.id, schedule="Le mardi")
    as_nadia(network, offers.remove_offer, offer_id=offer.id)

    label = "Tablettes, Médiathèque des Tilleuls"
    assert told(network, "offer") == [
        ("Nadia Benali", "created", label, {"theme": [None, "Tablettes"], "schedule": [None, "Lundi"]}),
        ("Nadia Benali", "changed", label, {"schedule": ["Lundi", "Le mardi"]}),
        ("Nadia Benali", "removed", label, {"theme": ["Tablettes", None], "schedule": ["Le mardi", None]}),
    ]


def test_a_subscription_is_told_without_its_address_or_its_secret(network):
    made = {"label": "Site", "url": "https://example.org/hook/s3cret", "events": ["directory.structure_saved.v1"]}
    webhook = as_nadia(network, webhooks.create_webhook, **made, secret_key="k" * 32)
    with network.uow() as uow:
        uow.act_as(NADIA)
        webhooks.disable_webhook(uow, webhook_id=webhook.id)

    created, stopped = told(network, "webhook")

    assert (created[1:3], created[3]["url"]) == (("created", "Site"), None)
    assert stopped[3]["disabled_because"] == ["", "Arrêté par un administrateur."]
    assert "s3cret" not in str((created, stopped)) and webhook.secret not in str((created, stopped))


def test_what_a_referent_answers_is_told_without_their_address(network):
    known = a_structure(network)
    a_referent(network, known.id, email="lea@ville.fr")
    check = as_nadia(network, record_checks.ask_again, site=SITE, structure_id=known.id)
    with network.uow() as uow:
        record_checks.confirm(uow, uow.get(record_checks.RecordCheck, check.id))

    asked, answered = told(network, "record_check")

    assert (asked[:3], list(asked[3])) == (("Nadia Benali", "created", known.label), ["sent_at"])
    assert answered[3]["answer"] == [None, "still_right"]
    assert "lea@ville.fr" not in str((asked, answered))


def test_pairs_found_by_thousands_are_not_told_but_what_is_decided_of_one_is(network):
    a_structure(network), a_structure(network, label="MEDIATHEQUE DES TILLEULS")
    with network.uow() as uow:
        merging.search_duplicates(uow)
        pair = uow.session.scalars(select(DuplicatePair)).one()

    as_nadia(network, merging.call_different, pair_id=pair.id)

    [(who, action, label, changes)] = told(network, "duplicate_pair")
    assert (who, action, changes) == ("Nadia Benali", "changed", {"state": ["proposed", "different"]})
    assert sorted(label.split(" et ")) == ["MEDIATHEQUE DES TILLEULS", "Médiathèque des Tilleuls"]


def test_an_address_is_told_once_somebody_says_where_it_is(network):
    asked = "1 rue Neuve, 51100 Reims"
    known = a_structure(network)
    with network.uow() as uow:
        values = {"asked": asked, "asked_at": uow.now, "state": DOUBTFUL, "score": 0.5}
        found = Geocoding(id=new_id(), structure_id=known.id, latitude=49.25, longitude=4.03, **values)
        uow.session.add(found)

    as_nadia(network, locating.confirm, geocoding_id=found.id)

    assert told(network, "geocoding") == [("Nadia Benali", "changed", known.label, {"state": [DOUBTFUL, APPLIED]})]


def test_a_key_of_the_interface_is_told_with_what_it_is_limited_to(directory):
    marne = open_network(directory)
    made = {"label": "Site", "roles": ["animator"], "scopes": ["structures:read"]}

    as_nadia(marne, api_tokens.create_api_token, **made, expires_on=date(2026, 12, 31))

    assert told(marne, "api_token")[-1][3]["scopes"] == [None, ["structures:read"]]
