"""Placing structures that have an address and no coordinates, from what a geocoder answers."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.geocoder import Found, is_sure
from services.directory.errors import PlacedMeanwhile
from services.directory.models.geocoding import APPLIED, DOUBTFUL, REFUSED, UNKNOWN, Geocoding
from services.directory.models.structure import Structure
from services.directory.queries.geocodings import ASKED, UNASKED, Unplaced
from shared.actor import Actor
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


def place_as_known(uow: UnitOfWork, unplaced: Unplaced) -> bool:
    """From what was answered for the same address before; False when it has never been asked in this network."""
    query = select(Geocoding).where(Geocoding.asked == unplaced.asked).order_by(Geocoding.asked_at.desc()).limit(1)
    known = uow.session.scalars(query).one_or_none()
    if known is None:
        return False
    # what somebody refused for one structure may be right for its neighbour: it is asked, not applied
    state = DOUBTFUL if known.state == REFUSED else known.state
    names = ("score", "latitude", "longitude", "commune_code", "found")
    _remember(uow, unplaced, {name: getattr(known, name) for name in names} | {"state": state})
    return True


def keep_answer(uow: UnitOfWork, unplaced: Unplaced, found: Found | None) -> None:
    """A sure answer places the structure, another one is proposed, none is remembered."""
    if found is None:
        nothing = {"state": UNKNOWN, "score": None, "latitude": None, "longitude": None}
        return _remember(uow, unplaced, {**nothing, "commune_code": "", "found": ""})
    values = {"score": found.score, "latitude": found.latitude, "longitude": found.longitude}
    values |= {"commune_code": found.commune_code, "found": found.label}
    return _remember(uow, unplaced, {**values, "state": APPLIED if is_sure(unplaced.question, found) else DOUBTFUL})


def confirm(uow: UnitOfWork, actor: Actor, *, geocoding_id: UUID) -> Geocoding:
    """« C’est bien là ». Raises PlacedMeanwhile when the structure has coordinates, or another address."""
    known, structure = _locked(uow, geocoding_id)
    if known.state == APPLIED and structure.latitude == known.latitude:
        return known
    if structure.latitude is not None or known.latitude is None or _asked(structure) != known.asked:
        raise PlacedMeanwhile
    known.state = APPLIED
    _place(uow, structure, known)
    return known


def refuse(uow: UnitOfWork, actor: Actor, *, geocoding_id: UUID) -> Geocoding:
    """« Ce n’est pas là » : not proposed again for this address. Raises PlacedMeanwhile."""
    known, _ = _locked(uow, geocoding_id)
    if known.state not in (DOUBTFUL, REFUSED):
        raise PlacedMeanwhile
    known.state = REFUSED
    return known


def propose_again(uow: UnitOfWork, actor: Actor, *, geocoding_id: UUID) -> Geocoding:
    """Takes back :func:`confirm` and :func:`refuse`. Raises PlacedMeanwhile."""
    known, structure = _locked(uow, geocoding_id)
    if known.state == UNKNOWN:
        raise PlacedMeanwhile
    if known.state == APPLIED:
        if (structure.latitude, structure.longitude) != (known.latitude, known.longitude):
            raise PlacedMeanwhile
        _change(uow, structure, {"latitude": None, "longitude": None})
    known.state = DOUBTFUL
    return known


def _locked(uow: UnitOfWork, geocoding_id: UUID) -> tuple[Geocoding, Structure]:
    known = uow.get(Geocoding, geocoding_id)
    structure = uow.get(Structure, known.structure_id, lock=True)  # always first, as in :func:`_remember`
    uow.session.refresh(known, with_for_update=True)
    return known, structure


def _remember(uow: UnitOfWork, unplaced: Unplaced, values: dict[str, Any]) -> None:
    """Does nothing when the structure has changed, or was placed, since it was looked at."""
    uow.get(Structure, unplaced.structure_id, lock=True)
    here = select(Structure, Geocoding).outerjoin(Geocoding, Geocoding.structure_id == Structure.id)
    here = here.where(UNASKED, Structure.id == unplaced.structure_id, ASKED.in_([unplaced.asked]))
    row = uow.session.execute(here.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return
    structure, known = row
    if known is None:
        known = Geocoding(id=new_id(), structure_id=structure.id)
        uow.session.add(known)
    elif structure.latitude is not None:
        _forget_place(structure, known)
    for name, value in {**values, "asked": unplaced.asked, "asked_at": uow.now}.items():
        setattr(known, name, value)
    if known.state == APPLIED:
        _place(uow, structure, known)
    elif uow.session.is_modified(structure):
        _change(uow, structure, {})
    uow.session.flush()


def _forget_place(structure: Structure, known: Geocoding) -> None:
    """The place that was found for the address of before, with its INSEE code if that came with it."""
    structure.latitude = structure.longitude = None
    if structure.commune_code == known.commune_code:
        structure.commune_code = ""


def _place(uow: UnitOfWork, structure: Structure, known: Geocoding) -> None:
    values: dict[str, Any] = {"latitude": known.latitude, "longitude": known.longitude}
    if not structure.commune_code and known.commune_code:
        values["commune_code"] = known.commune_code
    _change(uow, structure, values)


def _change(uow: UnitOfWork, structure: Structure, values: dict[str, Any]) -> None:
    """Nobody vouches for the record by this: ``updated_on`` stays."""
    structure.change(values, uow.now)
    uow.session.flush()
    uow.publish(structure.snapshot())


def _asked(structure: Structure) -> str:
    return f"{structure.address}, {structure.postcode} {structure.commune}"
