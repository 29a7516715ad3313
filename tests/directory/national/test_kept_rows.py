from dataclasses import replace
from datetime import date

import orjson
import pytest

from services.directory.domain.import_plan import Row
from services.directory.files.reading import read_file
from services.directory.national.kept_rows import FORMAT, dump_rows, load_rows
from services.directory.national.mapped_table import mapped_table
from services.directory.national.recognition import proposed_mapping, table_at_once, with_proposed_terms
from services.directory.national.rows import Context, read_rows
from tests.factories.national_files import a_file, a_line
from tests.factories.network_tables import places
from tests.factories.odd_tables import as_csv
from tests.factories.people_tables import MAPPING, a_place, people_table

CONTEXT = Context(department="01", today=date(2026, 4, 15))


def rows_of(data: bytes, mapping=None) -> list[Row]:
    source = read_file(data)
    table = None if mapping else table_at_once(source)
    chosen = mapping or with_proposed_terms(source, proposed_mapping(source, CONTEXT.today))
    reading = read_rows(table or mapped_table(source, chosen), CONTEXT, always={"status": "active"})
    assert reading.refused == []
    return reading.rows


@pytest.mark.parametrize(
    ("data", "mapping"),
    [
        (a_file([a_line(1), a_line(2, services="", courriels="", latitude="", longitude="")]), None),
        (as_csv(), None),
        (places({"Nb de postes": "4"}, {"Publier": "NON"}), None),
        (people_table(a_place(1), a_place(2, named=False)), MAPPING),
    ],
    ids=["national", "somebody's own", "the network's own fields", "with people"],
)
def test_rows_come_back_as_the_preview_read_them(data, mapping):
    rows = rows_of(data, mapping)

    back = load_rows(dump_rows(rows))

    assert back == [replace(row, remarks=()) for row in rows]


def test_rows_kept_by_another_version_are_none():
    kept = orjson.loads(dump_rows(rows_of(a_file([a_line(1)]))))

    assert load_rows(orjson.dumps([FORMAT + 1, *kept[1:]])) is None
