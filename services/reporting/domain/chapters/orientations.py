"""Chapter: people sent from one structure to another."""

from services.reporting.domain import sentences
from services.reporting.domain.chapters.tables import WITHHELD_NOTE, Json, chapter, table
from services.reporting.domain.figures import Figures

_COUNTS = [("Orientations", "count"), ("Personnes", "count")]


def orientations_chapter(figures: Figures) -> Json:
    found = figures.orientations
    outcomes = [[row.key, row.sent, row.people] for row in found.outcomes]
    receivers = [[row.key, row.sent, row.people] for row in found.receivers]
    told = [sentences.orientations(figures), sentences.sent_again(figures), WITHHELD_NOTE if found.is_withheld else ""]
    tables: list[Json | None] = [
        table("orientation_outcomes", "Ce que les orientations ont donné", [("Issue", "text"), *_COUNTS], outcomes),
        table("orientation_receivers", "Structures qui ont reçu", [("Structure", "text"), *_COUNTS], receivers),
    ]
    return chapter("orientations", "Orientations", told, tables)
