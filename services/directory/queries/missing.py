"""What a record may still lack, and how the records that lack it are found."""

from sqlalchemy import ColumnElement, func

from services.directory.models.structure import Structure
from services.directory.queries.hours_now import has_no_known_hours
from services.directory.queries.referents import has_no_referent
from shared.unit_of_work import UnitOfWork

MISSING = {
    "services": "un service",
    "typologies": "un type de structure",
    "fees": "les frais",
    "access_modes": "une manière d’y accéder",
    "support_modes": "un accompagnement proposé",
    "stages": "une étape du parcours",
    "equipment": "un équipement sur place",
    "hours": "des horaires",
    "referent": "un référent",
    "place": "une adresse localisée",
}
"""« Il manque … ». Publics and care are not among them: a record that names none of them is complete."""


def lacks(uow: UnitOfWork, what: str) -> ColumnElement[bool]:
    """``what``: a key of :data:`MISSING`."""
    if what == "hours":
        return has_no_known_hours(uow)
    if what == "referent":
        return has_no_referent(uow)
    if what == "place":
        return Structure.latitude.is_(None)
    return func.cardinality(getattr(Structure, what)) == 0
