"""A whole report as plain JSON, from figures: what is frozen in an edition and what every document is written from."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.reporting.domain.chapters import chapters
from services.reporting.domain.figures import Figures
from services.reporting.domain.french import UNKNOWN, count, day, number, show, typeset
from services.reporting.domain.measures import CATALOGUE, DEFINITIONS_VERSION, compared
from services.reporting.domain.periods import Quarter
from services.reporting.domain.sentences import summary

Json = dict[str, Any]


@dataclass(frozen=True)
class Heading:
    """What a report is about, beside its figures."""

    network: str
    department: str
    colour: str
    """``#rrggbb``."""
    quarter: Quarter
    edition: int
    produced_at: datetime
    zone: ZoneInfo
    logo: str = ""
    """Name of the picture (:mod:`shared.logos`)."""


def write_report(heading: Heading, now: Figures, previous: Figures | None, last_year: Figures | None) -> Json:
    """``previous`` and ``last_year``: figures of the quarters to compare with."""
    quarter = heading.quarter
    before, year = worth_comparing(previous), worth_comparing(last_year)
    measures = compared(now, before, year)
    return {
        "definitions": DEFINITIONS_VERSION,
        "title": "Rapport trimestriel",
        "network": heading.network,
        "department": heading.department,
        "colour": heading.colour,
        "logo": heading.logo,
        "period": {
            "slug": quarter.slug,
            "label": quarter.label,
            "begin": quarter.begin.isoformat(),
            "last_day": quarter.last_day.isoformat(),
        },
        "edition": heading.edition,
        "produced_at": heading.produced_at.isoformat(),
        "produced_on": day(heading.produced_at.astimezone(heading.zone).date()),
        "summary": summary(now, before, quarter.previous.label),
        "highlights": highlights(now),
        "measures": measures,
        "compared": {
            "previous": quarter.previous.label if before else None,
            "last_year": quarter.same_last_year.label if year else None,
        },
        "chapters": chapters(now),
        "aid": {"definitions": _definitions(), "completeness": completeness(now, heading)},
    }


def without_charts(report: Json) -> Json:
    """The same report without pictures: for programs."""
    return each_table(report, lambda table: {name: value for name, value in table.items() if name != "chart"})


def each_table(report: Json, change: Callable[[Json], Json]) -> Json:
    chapters = [{**chapter, "tables": [change(table) for table in chapter["tables"]]} for chapter in report["chapters"]]
    return {**report, "chapters": chapters}


def worth_comparing(figures: Figures | None) -> Figures | None:
    """None for a period in which nothing happened: a column of zeros would be read as a fall."""
    return None if figures is None or figures.is_empty else figures


def highlights(figures: Figures) -> list[Json]:
    """The six figures of the first page: ``{"code", "label", "value", "detail"}``, all text."""
    total, presence = figures.activity.total, figures.activity.presence
    values = {line["code"]: _shown(line) for line in compared(figures, None, None)}
    found = figures.equipment
    people = _paired(figures)
    paired = f"sur 20, {count(people, 'personne')}" if people else "pas encore d’évaluation avant et après"
    scores = f"{values['skills_before']} → {values['skills_after']}" if values["skills_before"] != UNKNOWN else UNKNOWN
    rows = [
        ("ateliers", "Ateliers tenus", values["ateliers"], f"dans {count(total.structures, 'structure')}"),
        ("people", "Personnes différentes", values["people"], count(total.participations or 0, "participation")),
        (
            "presence",
            "Taux de présence",
            values["presence"],
            f"{number(presence.came)} sur {number(presence.expected)} attendues",
        ),
        ("skills_after", "Compétences", scores, paired),
        (
            "funding",
            "Achats et dons",
            values["funding"],
            f"{count(found.items, 'matériel')}, {count(found.loans_open, 'prêt')} en cours",
        ),
        ("sims", "SIM et recharges", f"{values['sims']} + {values['recharges']}", "remises à des personnes"),
    ]
    return [
        {"code": code, "label": label, "value": value, "detail": typeset(detail)} for code, label, value, detail in rows
    ]


def changes(before: Json, after: Json) -> list[Json]:
    """Figures that differ between two editions: ``{"label", "before", "after"}``, all text."""
    known = {line["code"]: line for line in before["measures"]}
    pairs = [(known[line["code"]], line) for line in _lasting(after) if line["code"] in known]
    return [
        {"label": new["label"], "before": _shown(old), "after": _shown(new)}
        for old, new in pairs
        if old["value"] != new["value"]
    ]


def says_the_same(one: Json, other: Json) -> bool:
    """True when no figure and no table differs; pictures and dates of making do not count."""
    return _told(one) == _told(other)


def _lasting(report: Json) -> list[Json]:
    """Figures of the period: those of the day of making change by themselves."""
    lasting = {measure.code for measure in CATALOGUE if measure.has_history}
    return [line for line in report["measures"] if line["code"] in lasting]


def _told(report: Json) -> list[Any]:
    tables = [(table["rows"], table["total"]) for chapter in report["chapters"] for table in chapter["tables"]]
    values = [line["value"] for line in _lasting(report)]
    return json.loads(json.dumps([values, tables]))


def _paired(figures: Figures) -> int:
    return figures.skills.grids[0].paired if figures.skills.grids else 0


def _shown(line: Json) -> str:
    return UNKNOWN if line["value"] is None else show(line["value"], line["unit"])


def _definitions() -> list[Json]:
    return [{"term": measure.label, "text": typeset(measure.definition)} for measure in CATALOGUE]


def completeness(figures: Figures, heading: Heading) -> list[str]:
    """What the reader must know before trusting the figures."""
    at = heading.produced_at.astimezone(heading.zone)
    lines = [
        f"Chiffres établis avec ce qui avait été saisi jusqu’au {day(at.date())} à {at:%-H h %M}.",
        *_gaps(figures),
        f"Un nombre de personnes inférieur à {figures.small_number} dans un tableau n’est pas communiqué (« n.c. »), "
        "ni celui qui permettrait de le retrouver.",
    ]
    return [typeset(line) for line in lines]


def _gaps(figures: Figures) -> list[str]:
    missing, anonymous = figures.activity.without_attendance, figures.activity.anonymous
    unknown = figures.equipment.loans_unknown
    lines = ["Toutes les séances prévues ont leur feuille de présence."]
    if missing:
        lines = [
            count(missing, "séance prévue n’a", "séances prévues n’ont")
            + " pas de feuille de présence et ne "
            + ("compte pas." if missing == 1 else "comptent pas.")
        ]
    if anonymous:
        one, many = "participation est anonyme et n’entre", "participations sont anonymes et n’entrent"
        lines.append(f"{count(anonymous, one, many)} pas dans le nombre de personnes différentes.")
    if unknown:
        known = count(unknown, "fin de prêt est connue", "fins de prêt sont connues")
        lines.append(f"{known} sans le début du prêt.")
    return lines
