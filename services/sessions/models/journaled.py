"""What the journal of workshops and equipment follows, and in which words.

The people helped have no name here: the journal outlives the record that may have to be erased. The marks of a sheet
are not told one by one when they are first set: a sheet of thirty people would be thirty lines that say what the sheet
says. It is one line, for each time it is saved, under the name of who saved it. A mark that is corrected or taken away
afterwards has its own line, with what it was. Scores are told one by one, for nothing else remembers who entered them,
and moves of recharges too, without their note, in which a person may be named; their ledger adds what they amount to.
"""

from sqlalchemy.orm import object_session

from services.sessions.domain.ledger import Kind as Move
from services.sessions.models.assessment import Assessment
from services.sessions.models.attendance import Attendance
from services.sessions.models.base import Base
from services.sessions.models.credit import CreditEntry, CreditStock
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.item import Item, ItemKind, ItemStatus
from services.sessions.models.loan import Loan, LoanOutcome
from services.sessions.models.person import Person
from services.sessions.models.purchase import Purchase
from services.sessions.models.series import Kind, Series
from services.sessions.models.sim_card import SimCard, SimReception
from services.sessions.models.workshop_date import WorkshopDate
from shared.journal import Noun

_MOMENTS = {"before": "avant le parcours", "after": "après le parcours"}
_MARKS = {"present": "présente", "late": "en retard", "excused": "excusée", "absent": "absente"}
_STATUSES = {"planned": "prévue", "held": "tenue", "cancelled": "annulée"}


def _stock(entry: CreditEntry) -> str:
    """The name of the stock that moved, while the entry is being written."""
    session = object_session(entry)
    stock = session and session.get(CreditStock, (entry.tenant_id, entry.stock_id))
    return stock.label if stock else ""


_WORKSHOPS = {
    Series.__tablename__: Noun(
        name="Parcours",
        label=lambda series: series.title,
        fields={"title": "Titre", "kind": "Type", "room": "Salle", "facilitators": "Animation", "capacity": "Places"},
        terms={"kind": {kind.value: kind.label for kind in Kind}},
        path="/ateliers/{network}/parcours/{id}",
    ),
    WorkshopDate.__tablename__: Noun(
        name="Séance",
        fields={
            "starts_at": "Début",
            "ends_at": "Fin",
            "status": "État",
            "cancelled_because": "Motif",
            "attendance_saved_at": "Présences notées",
        },
        terms={"status": _STATUSES},
        path="/ateliers/{network}/seances/{id}/presences",
    ),
    Attendance.__tablename__: Noun(
        name="Présence",
        fields={"mark": "Présence", "is_walk_in": "Venue sans être attendue"},
        terms={"mark": _MARKS},
        is_born_untold=True,
        leaves_values=True,
    ),
    Assessment.__tablename__: Noun(
        name="Évaluation",
        label=lambda assessment: _MOMENTS[assessment.moment],
        fields={"score": "Note sur 20", "grid": "Grille"},
    ),
    Enrolment.__tablename__: Noun(name="Inscription", fields={"enrolled_on": "Inscrite", "cancelled_on": "Annulée"}),
    Person.__tablename__: Noun(
        name="Personne accompagnée",
        fields={"first_name": "Prénom", "last_name": "Nom", "phone": "Téléphone", "email": "E-mail"},
        private=frozenset({"first_name", "last_name", "phone", "email"}),
        path="/ateliers/{network}/personnes/{id}",
    ),
}
_EQUIPMENT = {
    Item.__tablename__: Noun(
        name="Matériel",
        label=lambda item: item.tag,
        fields={"tag": "Étiquette", "kind": "Type", "model": "Modèle", "serial": "Numéro de série", "status": "État"}
        | {"structure_id": "Structure qui le garde"},
        paths={"structure_id": "/annuaire/{network}/structures/{id}"},
        terms={
            "kind": {kind.value: kind.label for kind in ItemKind},
            "status": {status.value: status.label for status in ItemStatus},
        },
        path="/materiel/{network}/materiels/{id}",
    ),
    Loan.__tablename__: Noun(
        name="Prêt",
        fields={"lent_on": "Prêté", "due_on": "À rendre", "returned_on": "Rendu", "outcome": "Retour"},
        terms={"outcome": {outcome.value: outcome.label for outcome in LoanOutcome}},
        path="/materiel/{network}/prets/{id}",
    ),
    Purchase.__tablename__: Noun(
        name="Achat ou don",
        label=lambda purchase: purchase.label,
        fields={"label": "Nom", "funder": "Financeur", "amount_cents": "Montant (centimes)", "purchased_on": "Date"},
        path="/materiel/{network}/achats/{id}",
    ),
    SimReception.__tablename__: Noun(
        name="Réception de cartes SIM",
        label=lambda reception: reception.operator,
        fields={"operator": "Opérateur", "quantity": "Nombre", "received_on": "Date"},
    ),
    SimCard.__tablename__: Noun(
        name="Carte SIM",
        label=lambda card: card.iccid,
        fields={"operator": "Opérateur", "given_on": "Donnée"},
        path="/materiel/{network}/cartes-sim/{id}",
    ),
    CreditEntry.__tablename__: Noun(
        name="Recharges",
        label=lambda entry: f"{_stock(entry)}{' (annulation)' if entry.reverses_id else ''}",
        fields={"kind": "Mouvement", "quantity": "Nombre", "moved_on": "Date"},
        terms={"kind": {move.value: move.label for move in Move}},
    ),
}

Base.nouns.update(_WORKSHOPS | _EQUIPMENT)
