"""Chapters: series of meetings, and what people learned in them."""

from typing import Any

from services.reporting.domain import sentences
from services.reporting.domain.chapters.tables import WITHHELD_NOTE, Json, chapter, table
from services.reporting.domain.figures import Figures
from services.reporting.domain.french import count, decimal, percent, typeset
from services.reporting.domain.skills import Progress
from services.reporting.domain.workshops import Series

_SERIES = [
    *(("Parcours", "text"), ("Première", "day"), ("Dernière", "day"), ("Séances", "count"), ("Inscrits", "count")),
    *(("Déjà connus", "count"), ("Nouveaux", "count"), ("Présence", "ratio")),
]
_SKILLS = [
    *(("Parcours", "text"), ("Grille", "text"), ("Personnes", "count")),
    *(("Avant", "score"), ("Après", "score"), ("Écart", "score")),
]


def series_chapter(figures: Figures) -> Json:
    found = figures.activity.series
    longest = sorted(found, key=lambda row: (-row.held, -row.enrolled))[:3]
    withheld = any(row.known is None for row in found)
    told = [*(_told_of_series(row) for row in longest), WITHHELD_NOTE if withheld else ""]
    rows = [_series_row(row) for row in found]
    return chapter("series", "Parcours", told, [table("series", "Parcours avec au moins une séance", _SERIES, rows)])


def _series_row(row: Series) -> list[Any]:
    days = [row.first_day.isoformat(), row.last_day.isoformat()]
    return [row.title, *days, row.held, row.enrolled, row.known, row.new, row.presence.rate]


def _told_of_series(row: Series) -> str:
    known = ""
    if row.known is not None and row.new is not None:
        known = f", {row.known} déjà connues du réseau et {row.new}\u00a0nouvelles"
    rate = f" ; présence de {percent(row.presence.rate)}" if row.presence.rate is not None else ""
    enrolled = count(row.enrolled, "personne inscrite", "personnes inscrites")
    return f"« {row.title} » : {count(row.held, 'séance')}, {enrolled}{known}{rate}."


def skills_chapter(figures: Figures) -> Json:
    found = figures.skills
    rows = [
        [row.label, row.grid, row.paired, _float(row.before), _float(row.after), _gain(row.before, row.after)]
        for row in found.series
    ]
    caption = "Moyennes sur 20, mêmes personnes avant et après"
    means = table("skills", caption, _SKILLS, rows, chart=_skills_chart(found.series))
    waiting = count(found.waiting, "personne a une note", "personnes ont une note")
    told = f"{waiting} avant et pas encore de note après." if found.waiting else ""
    return chapter("skills", "Compétences avant et après", [sentences.progress(figures), told], [means])


def _skills_chart(series: list[Progress]) -> Json | None:
    known = [(row.label, row.before, row.after) for row in series if row.before is not None and row.after is not None]
    if not known:
        return None
    told = " ; ".join(f"{label} : de {decimal(before)} à {decimal(after)}" for label, before, after in known)
    rows = [{"series": label, "before": float(before), "after": float(after)} for label, before, after in known]
    return {"form": "skills", "alt": typeset(f"Moyenne sur 20 avant et après : {told}."), "rows": rows}


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _gain(before: Any, after: Any) -> float | None:
    return None if before is None or after is None else float(after - before)
