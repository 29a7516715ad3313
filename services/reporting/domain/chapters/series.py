"""Chapters: series of meetings, and what people learned in them."""

from typing import Any

from services.reporting.domain import sentences
from services.reporting.domain.chapters.tables import Json, chapter, table
from services.reporting.domain.figures import Figures
from services.reporting.domain.french import count, decimal, percent, typeset
from services.reporting.domain.workshops import Series


def series_chapter(figures: Figures) -> Json:
    found = figures.activity.series
    columns = [
        ("Parcours", "text"),
        ("Première", "day"),
        ("Dernière", "day"),
        ("Séances", "count"),
        ("Inscrits", "count"),
        ("Déjà connus", "count"),
        ("Nouveaux", "count"),
        ("Présence", "ratio"),
    ]
    rows = [
        [
            row.title,
            row.first_day.isoformat(),
            row.last_day.isoformat(),
            row.held,
            row.enrolled,
            row.known,
            row.new,
            row.presence.rate,
        ]
        for row in found
    ]
    told = [_told_of_series(row) for row in found] if len(found) <= 3 else []
    return chapter("series", "Parcours", told, [table("series", "Parcours avec au moins une séance", columns, rows)])


def _told_of_series(row: Series) -> str:
    known = ""
    if row.known is not None and row.new is not None:
        known = f", {row.known} déjà connues du réseau et {row.new}\u00a0nouvelles"
    rate = f" ; présence de {percent(row.presence.rate)}" if row.presence.rate is not None else ""
    enrolled = count(row.enrolled, "personne inscrite", "personnes inscrites")
    return f"« {row.title} » : {count(row.held, 'séance')}, {enrolled}{known}{rate}."


def skills_chapter(figures: Figures) -> Json:
    found = figures.skills
    columns = [
        ("Parcours", "text"),
        ("Grille", "text"),
        ("Personnes", "count"),
        ("Avant", "score"),
        ("Après", "score"),
        ("Écart", "score"),
    ]
    rows = [
        [row.label, row.grid, row.paired, _float(row.before), _float(row.after), _gain(row.before, row.after)]
        for row in found.series
    ]
    told = [
        f"{row.label} : de {decimal(row.before)} à {decimal(row.after)}"
        for row in found.series
        if row.before and row.after
    ]
    chart = None
    if told:
        points = [
            {"series": row.label, "before": float(row.before), "after": float(row.after)}
            for row in found.series
            if row.before is not None and row.after is not None
        ]
        chart = {
            "form": "skills",
            "alt": typeset(f"Moyenne sur 20 avant et après : {' ; '.join(told)}."),
            "rows": points,
        }
    waiting = (
        count(found.waiting, "personne a une note", "personnes ont une note") + " avant et pas encore de note après."
    )
    lines = [sentences.progress(figures), waiting if found.waiting else ""]
    return chapter(
        "skills",
        "Compétences avant et après",
        lines,
        [table("skills", "Moyennes sur 20, mêmes personnes avant et après", columns, rows, chart=chart)],
    )


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _gain(before: Any, after: Any) -> float | None:
    return None if before is None or after is None else float(after - before)
