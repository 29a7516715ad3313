"""Chapter: workshops of every kind, week by week and structure by structure."""

from datetime import date

from services.reporting.domain import sentences, words
from services.reporting.domain.chapters.tables import WITHHELD_NOTE, Json, chapter, table
from services.reporting.domain.figures import Figures
from services.reporting.domain.french import count, day, number, tenth, typeset
from services.reporting.domain.workshops import Audience

_AUDIENCE = [("Séances", "count"), ("Personnes", "count"), ("Participations", "count")]


def activity_chapter(figures: Figures) -> Json:
    found = figures.activity
    kinds = [[words.kind_label(r.key), r.held, r.structures, r.people, r.participations] for r in found.kinds]
    total = ["Ensemble", found.total.held, found.total.structures, found.total.people, found.total.participations]
    columns = [("Temps", "text"), _AUDIENCE[0], ("Structures", "count"), *_AUDIENCE[1:]]
    by_kind = table("kinds", "Ateliers et autres temps tenus", columns, kinds, total=total if len(kinds) > 1 else None)
    withheld = any(row.people is None for row in [*found.kinds, *found.structures])
    note = WITHHELD_NOTE if withheld else ""
    told = [_told(figures), sentences.presence(figures), note]
    return chapter("activity", "Ateliers et autres temps", told, [by_kind, _weeks(figures), _structures(figures)])


def _told(figures: Figures) -> str:
    total = figures.activity.total
    if not total.held or not total.people:
        return ""
    participations = total.participations or 0
    times = f" ; chaque personne est venue {tenth(participations / total.people)} fois en moyenne"
    known = "" if figures.activity.anonymous else times
    return f"Une séance a réuni en moyenne {tenth(participations / total.held)} personnes{known}."


def _weeks(figures: Figures) -> Json | None:
    weeks = figures.activity.weeks
    if not any(week.participations for week in weeks):
        return None
    kinds = figures.activity.kinds
    rows = [(week.begin, _split(week.participations, kinds)) for week in weeks]
    names = list(rows[0][1])
    return table(
        "weeks",
        "Participations par semaine",
        [("Semaine du", "day"), *((name, "count") for name in names)],
        [[begin.isoformat(), *counts.values()] for begin, counts in rows],
        chart={
            "form": "weeks",
            "alt": _weeks_told(rows),
            "rows": [
                {"week": begin.isoformat(), "kind": name, "value": counts[name]}
                for begin, counts in rows
                for name in names
            ],
        },
    )


def _split(participations: dict[str, int], kinds: list[Audience]) -> dict[str, int]:
    """By kind, unless a kind is withheld: its weeks would add up to what must not be known."""
    if any(row.people is None for row in kinds):
        return {"Ensemble": sum(participations.values())}
    return {words.kind_label(row.key): participations.get(row.key, 0) for row in kinds}


def _weeks_told(rows: list[tuple[date, dict[str, int]]]) -> str:
    begin, counts = max(rows, key=lambda row: sum(row[1].values()))
    most = count(sum(counts.values()), "participation")
    return typeset(f"Participations par semaine ; la plus fréquentée est celle du {day(begin)}, avec {most}.")


def _structures(figures: Figures) -> Json | None:
    found = figures.activity.structures
    shown = [row for row in found if row.participations]
    chart = None
    if len(shown) > 1:
        first = shown[0]
        alt = f"Participations par structure ; la première est {first.key}, avec {number(first.participations or 0)}."
        chart = {
            "form": "structures",
            "alt": typeset(alt),
            "rows": [{"structure": row.key, "value": row.participations} for row in shown[:12]],
        }
    rows = [[row.key, row.held, row.people, row.participations] for row in found]
    return table("by_structure", "Par structure d’accueil", [("Structure", "text"), *_AUDIENCE], rows, chart=chart)
