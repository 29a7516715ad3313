from services.sessions.models.series import Series
from services.sessions.queries.series import count_series
from services.sessions.queries.structures import find_structures
from shared.events.directory import StructureMerged, StructureSaved
from shared.ids import new_id
from shared.messaging.envelope import Envelope


def hear(network, clock, structure_id, version, label="Médiathèque", status="active"):
    event = StructureSaved(
        structure_id=structure_id,
        version=version,
        label=label,
        commune="Épernay",
        commune_code="51230",
        address="",
        status=status,
    )
    body = Envelope.wrap(event, tenant_id=network.id, at=clock.now()).dump()
    assert network.subject.service.consumer().receive([body]) == []


def names(network):
    with network.uow(read_only=True) as uow:
        return [structure.name for structure in find_structures(uow).items]


def test_the_newest_news_of_a_structure_win_whatever_the_order(network, clock):
    structure_id = new_id()

    hear(network, clock, structure_id, 2, "Médiathèque centrale")
    hear(network, clock, structure_id, 1)

    assert names(network) == ["Médiathèque centrale, Épernay"]


def test_news_fill_the_placeholder_that_a_series_made(network, workshops, clock):
    structure_id = new_id()
    workshops.series(structure_id=structure_id)
    assert names(network) == []

    hear(network, clock, structure_id, 1)

    assert names(network) == ["Médiathèque, Épernay"]


def test_an_archived_structure_is_no_longer_proposed(network, clock):
    structure_id = new_id()
    hear(network, clock, structure_id, 1)

    hear(network, clock, structure_id, 2, status="archived")

    assert names(network) == []


def test_series_are_found_by_title_facilitator_and_place(network, workshops, clock):
    structure_id = new_id()
    hear(network, clock, structure_id, 1)
    workshops.series(structure_id=structure_id, facilitators="Samira Ott")
    workshops.series(title="Découvrir Internet")

    with network.uow(read_only=True) as uow:
        found = {text: count_series(uow, text) for text in ("epernay", "OTT tablette", "decouvrir", "", "vélo")}

    assert found == {"epernay": 1, "OTT tablette": 1, "decouvrir": 1, "": 2, "vélo": 0}


def test_series_take_place_at_the_structure_that_theirs_was_merged_into(network, workshops, clock):
    gone, stays = new_id(), new_id()
    series = workshops.series(structure_id=gone)

    event = StructureMerged(structure_id=gone, version=2, into_id=stays)
    body = Envelope.wrap(event, tenant_id=network.id, at=clock.now()).dump()
    assert network.subject.service.consumer().receive([body]) == []

    with network.uow(read_only=True) as uow:
        assert uow.get(Series, series).structure_id == stays
