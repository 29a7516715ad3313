"""20,000 structures brought in as the product does, against who only checks or only writes them; a report as a PDF."""

import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row
from sqlalchemy import insert, select

from services.directory.usecases.bulk import TABLE
from services.directory.usecases.imports import apply_import, preview_import, read_import
from services.reporting.documents.charts import with_charts
from services.reporting.documents.pdf import write_pdf
from services.reporting.domain.figures import figures
from services.reporting.domain.report import Heading, write_report
from shared.actor import SYSTEM
from shared.ids import new_id
from shared.staging import staged
from shared.testing.subject import NetworkUnderTest
from tests.bench.ground import Ground
from tests.bench.measures import Measure, in_turn, seconds
from tests.factories.national_files import a_file, a_line
from tests.reporting.examples import QUARTER, the_quarter

STRUCTURES = 20_000
EMPTY_PAGE = b'#set document(title: "Vide")\n#set text(lang: "fr")\nRien.'
MEMORY_ALLOWED = 512
"""Mebibytes of the whole process, libraries included."""


def measure(place: Ground) -> Iterator[Measure]:
    name = f"import of {STRUCTURES} structures, preview and apply"
    pairs = [(seconds_of_import(place, slug), _seconds_of_checking(place.folder)) for slug in ("import", "again")]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours, checking = (min(times) for times in zip(*pairs, strict=True))
    yield Measure(name, ours, checking, "s", "frictionless validate of the same file")
    yield Measure(f"{name}: memory at most", memory, MEMORY_ALLOWED, "MiB", "what is allowed")
    with place.bare("directory") as connection:
        limit, ours = _copy(connection), _write(place, connection)
    yield Measure("the same rows through COPY, with the wall", ours, limit, "s", "COPY, INSERT, no wall")
    yield _pdf()


def seconds_of_import(place: Ground, slug: str) -> float:
    network = place.service("directory").network(slug, department="64")
    storage = network.subject.service.runtime.storage
    data = _file()

    def bring_in() -> None:
        with network.uow() as uow:
            preview = preview_import(uow, SYSTEM, storage, file_name="structures.csv", data=data)
        with network.uow() as uow:
            read_import(uow, storage, import_id=preview.id, told=lambda _: None)
        with network.uow() as uow:
            applied = apply_import(uow, SYSTEM, storage, import_id=preview.id)
        if applied.created_count != STRUCTURES:
            raise RuntimeError(f"{applied.created_count} structures of {STRUCTURES}")

    return seconds(bring_in)


def _file() -> bytes:
    return a_file(a_line(number) for number in range(STRUCTURES))


def _seconds_of_checking(folder: Path) -> float:
    from frictionless import Resource, validate

    from tests.factories.table_schema import table_schema

    path = folder / "structures.csv"
    path.write_bytes(_file())
    schema = table_schema()

    def check() -> None:
        report = validate(Resource(path=path.name, basepath=str(folder), schema=schema))
        if not report.valid or report.tasks[0].stats["rows"] != STRUCTURES:
            raise RuntimeError(str(report.to_summary()))

    return seconds(check)


def _copy(connection: psycopg.Connection) -> float:
    """The rows that the import made, staged and inserted into an unprotected table with the same columns and keys."""
    connection.execute("CREATE TABLE bare (LIKE structure INCLUDING ALL)")
    network = connection.execute("SELECT tenant_id FROM structure LIMIT 1").fetchone()
    query = f"COPY (SELECT * FROM structure WHERE tenant_id = '{network[0]}') TO STDOUT" if network else ""
    with connection.cursor().copy(query) as copy:
        rows = b"".join(copy)

    def copy_in() -> None:
        with connection.transaction():
            connection.execute("CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT * FROM structure WITH NO DATA")
            with connection.cursor().copy("COPY staged FROM STDIN") as copy:
                copy.write(rows)
            connection.execute("INSERT INTO bare SELECT * FROM staged")

    return seconds(copy_in)


def _write(place: Ground, connection: psycopg.Connection) -> float:
    """The database's part of applying: the rows that the import made, as Python values, into the walled table."""
    network: NetworkUnderTest = place.service("directory").network("rows", department="64")
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute("SELECT * FROM structure WHERE tenant_id = (SELECT tenant_id FROM structure LIMIT 1)")
        rows = [{**row, "tenant_id": network.id, "id": new_id()} for row in cursor]

    def write() -> None:
        with network.uow() as uow:
            source = staged(uow.session, TABLE, list(rows[0]), (list(row.values()) for row in rows))
            uow.session.execute(insert(TABLE).from_select(list(source.c.keys()), select(*source.c)))

    return seconds(write)


def _pdf() -> Measure:
    import typst

    colour, at = "#0b6e4f", datetime(2026, 10, 6, 4, tzinfo=UTC)
    heading = Heading("Réseau de la Marne", "51", colour, QUARTER, 1, at, ZoneInfo("Europe/Paris"))
    facts = the_quarter()
    now, before = (figures(facts, quarter.begin, quarter.end) for quarter in (QUARTER, QUARTER.previous))

    def write() -> None:
        write_pdf(with_charts(write_report(heading, now, before, None), colour))

    ours, limit = in_turn(write, lambda: typst.compile(EMPTY_PAGE, ignore_system_fonts=True), rounds=3)
    return Measure("quarterly report, charts and PDF", ours * 1000, limit * 1000, "ms", "an empty page by Typst")
