"""What the hours of the structures say at this instant: conditions for a query."""

from sqlalchemy import ColumnElement, Select, func, literal, select

from services.directory.models.structure import Structure
from services.directory.opening import Place, Timetables
from services.directory.queries.whole_network import remembered
from shared.text_array import TextArray
from shared.unit_of_work import UnitOfWork


def is_open(uow: UnitOfWork) -> ColumnElement[bool]:
    """At this instant; doubtful hours are not.

    « IS TRUE » keeps the texts, some thousands in a large network, in a hashed subplan. Compared with an array or
    joined, they are looked through one by one for each row once PostgreSQL prepares the statement for any texts.
    """
    return Structure.opening_hours.in_(_each(_timetables(uow).open_at(uow.now))).is_(True)


def has_no_known_hours(uow: UnitOfWork) -> ColumnElement[bool]:
    """None, or a text from which nothing can be computed."""
    return Structure.opening_hours.in_(_each(_timetables(uow).known)).is_not(True)


def _timetables(uow: UnitOfWork) -> Timetables:
    query = select(Structure.opening_hours).where(Structure.opening_hours != "").distinct()
    place = Place(uow.zone, uow.network.department)
    return remembered(uow, place, lambda: Timetables(uow.session.scalars(query), place))


def _each(texts: list[str]) -> Select:
    return select(func.unnest(literal(texts, TextArray())))
