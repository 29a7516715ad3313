"""Where a coming date of the network is shown: in the service that owns it, for those whom it lets in."""

from services.directory.models.agenda_entry import MEETING, AgendaEntry
from shared.actor import Actor
from shared.roles import STAFF


def path_of(entry: AgendaEntry, actor: Actor, slug: str) -> str | None:
    """None where the page would refuse the actor: a funder sees that a workshop takes place, but not its page."""
    if entry.kind == MEETING:
        return f"/rencontres/{slug}/{entry.id}"
    if not actor.roles & STAFF:
        return None
    return f"/ateliers/{slug}/parcours/{entry.series_id}" if entry.series_id else f"/ateliers/{slug}/"
