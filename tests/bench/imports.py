"""5,000 structures brought in as the product does, against COPY of the same rows; and one report as a PDF."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import psycopg

from services.directory.usecases.imports import apply_import, preview_import
from services.reporting.documents.charts import with_charts
from services.reporting.documents.pdf import write_pdf
from services.reporting.domain.figures import figures
from services.reporting.domain.report import Heading, write_report
from shared.actor import SYSTEM
from tests.bench.ground import Ground
from tests.bench.measures import Measure, in_turn, seconds
from tests.factories.national_files import a_file, a_line
from tests.reporting.examples import QUARTER, the_quarter

STRUCTURES = 5000
EMPTY_PAGE = b'#set document(title: "Vide")\n#set text(lang: "fr")\nRien.'


def measure(place: Ground) -> Iterator[Measure]:
    ours = seconds_of_import(place)
    with place.bare("directory") as connection:
        limit = _copy(connection)
    yield Measure(f"import of {STRUCTURES} structures, preview and apply", ours, limit, "s", "COPY without the wall")
    yield _pdf()


def seconds_of_import(place: Ground) -> float:
    network = place.service("directory").network("import", department="64")
    storage = network.subject.service.runtime.storage
    data = a_file(a_line(number) for number in range(STRUCTURES))

    def bring_in() -> None:
        with network.uow() as uow:
            preview = preview_import(uow, SYSTEM, storage, file_name="structures.csv", data=data)
        with network.uow() as uow:
            applied = apply_import(uow, SYSTEM, storage, import_id=preview.id)
        if applied.created_count != STRUCTURES:
            raise RuntimeError(f"{applied.created_count} structures of {STRUCTURES}")

    return seconds(bring_in)


def _copy(connection: psycopg.Connection) -> float:
    """The rows that the import made, into an unprotected table with the same columns and key."""
    connection.execute("CREATE TABLE bare (LIKE structure INCLUDING INDEXES)")
    with connection.cursor().copy("COPY structure TO STDOUT") as copy:
        rows = b"".join(copy)

    def copy_in() -> None:
        with connection.cursor().copy("COPY bare FROM STDIN") as copy:
            copy.write(rows)

    return seconds(copy_in)


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
