"""Chapter: the life of the network."""

from services.reporting.domain import sentences
from services.reporting.domain.chapters.tables import Json, chapter, table
from services.reporting.domain.figures import Figures
from services.reporting.domain.french import count


def life_chapter(figures: Figures) -> Json:
    found = figures.life
    columns = [
        ("Date", "day"),
        ("Rencontre", "text"),
        ("Invités", "count"),
        ("Ont dit oui", "count"),
        ("Présents", "count"),
        ("Structures", "count"),
    ]
    rows = [[m.day.isoformat(), m.title, m.invited, m.accepted, m.people, m.structures] for m in found.meetings]
    members, structures = count(found.members, "membre"), count(found.structures, "structure")
    state = f"Le réseau compte {members} et {structures} dans son annuaire."
    lines = [sentences.meetings(figures), sentences.letters(figures), state]
    return chapter("life", "Vie du réseau", lines, [table("meetings", "Rencontres du réseau", columns, rows)])
