"""What the journal of letters and meetings follows, and in which words."""

from services.notifications.models.base import Base
from services.notifications.models.meeting import Meeting
from services.notifications.models.newsletter import LABELS, Newsletter
from shared.journal import Noun

Base.nouns.update(
    {
        Newsletter.__tablename__: Noun(
            name="Lettre",
            label=lambda letter: letter.subject,
            fields={"subject": "Objet", "body": "Texte", "state": "État", "recipients": "Destinataires"},
            private=frozenset({"body"}),
            terms={"state": LABELS},
            path="/lettres/{network}/{id}",
        ),
        Meeting.__tablename__: Noun(
            name="Rencontre",
            label=lambda meeting: meeting.title,
            fields={
                "title": "Titre",
                "starts_at": "Début",
                "ends_at": "Fin",
                "place": "Lieu",
                "status": "État",
                "people": "Personnes venues",
                "structures": "Structures venues",
            },
            terms={"status": {"planned": "prévue", "held": "tenue", "cancelled": "annulée"}},
            path="/rencontres/{network}/{id}",
        ),
    }
)
