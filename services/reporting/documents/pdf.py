"""The report as a PDF, by Typst: tagged, PDF/UA-1, the same bytes for the same report.

The template asks for Libertinus, which is inside Typst: no font of the machine is used, so that a report looks the same
wherever it is made. Not checked by a validator of PDF/UA: Typst refuses to write what it knows to break the standard.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.reporting.domain.french import UNKNOWN, show
from services.reporting.domain.report import each_table

Json = dict[str, Any]

_TEMPLATE = Path(__file__).with_name("report.typ")


def write_pdf(report: Json, logo: bytes | None = None) -> bytes:
    """``report``: with its charts drawn."""
    import typst

    moment = datetime.fromisoformat(report["produced_at"]).astimezone(UTC)
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"report": json.dumps({**_in_words(report), "picture": list(logo or b"")}, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(moment.timestamp()),
    )


def _in_words(report: Json) -> Json:
    """Every value as text: the template only lays out."""
    return {**each_table(report, _table), "comparison": comparison(report)}


def _table(table: Json) -> Json:
    units = [column["unit"] for column in table["columns"]]
    total = [_row(table["total"], units)] if table["total"] else []
    return {**table, "rows": [_row(row, units) for row in table["rows"]] + total}


def _row(row: list[Any], units: list[str]) -> list[str]:
    return [
        value if isinstance(value, str) and unit != "day" else show(value, unit)
        for value, unit in zip(row, units, strict=True)
    ]


def comparison(report: Json) -> Json:
    """The table of all figures, in words: ``{"columns": […], "rows": [[…]]}``, without empty comparisons."""
    kept = ["value", *(name for name in ("previous", "last_year") if report["compared"][name])]
    heads = [report["period"]["label"], *(report["compared"][name] for name in kept[1:])]
    rows = [[line["label"], *(_figure(line, name) for name in kept)] for line in report["measures"]]
    return {"columns": ["Chiffre", *heads], "rows": rows}


def _figure(line: Json, name: str) -> str:
    return UNKNOWN if line[name] is None else show(line[name], line["unit"])
