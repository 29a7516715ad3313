"""The pages of a list are the same, whichever way they are read."""

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import defer

from services.directory.models.structure import Structure
from shared.web.pagination import paginate
from tests.factories.structures import a_structure

KEYS = (Structure.commune_key, Structure.label_key, Structure.id)
LABELS = ["Mairie", "Mairie", "Centre social", "Mairie", "Médiathèque", "Espace", "Espace"]


@pytest.fixture
def network(directory):
    network = directory.network()
    for number, label in enumerate(LABELS):
        a_structure(network, label=label, commune=("Reims", "Épernay")[number % 2])
    return network


def pages(uow, *, limit, start=None, back=False, **options):
    """Identifiers page by page, in the order in which a reader meets them."""
    cursor, met = start, []
    while True:
        page = paginate(uow, select(Structure), *KEYS, cursor=cursor, limit=limit, **options)
        met.append([item["id"] if options.get("columns") else item.id for item in page.items])
        cursor = page.previous if back else page.next
        if cursor is None:
            return met, page


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "options", [{"counted": True}, {"columns": [Structure.id]}, {"counted": True, "columns": [Structure.id]}]
)
def test_forwards_and_backwards_every_way_of_reading_meets_the_same(network, options, descending):
    with network.uow(read_only=True) as uow:
        plain, last = pages(uow, limit=2, descending=descending)
        same, last_of_them = pages(uow, limit=2, descending=descending, **options)
        start = last.previous
        backwards, _ = pages(uow, limit=2, start=start, back=True, descending=descending, **options)

    assert same == plain
    assert [one for page in plain for one in page] == list(dict.fromkeys(one for page in plain for one in page))
    assert (last_of_them.next, last_of_them.previous) == (last.next, last.previous)
    assert backwards == plain[-2::-1]
    assert last_of_them.count == (len(LABELS) if options.get("counted") else None)


def test_what_a_query_says_of_its_objects_holds_for_a_page_with_its_count(network):
    query = select(Structure).options(defer(Structure.summary))

    with network.uow(read_only=True) as uow:
        page = paginate(uow, query, *KEYS, counted=True)

        assert all("summary" in inspect(structure).unloaded for structure in page.items)
