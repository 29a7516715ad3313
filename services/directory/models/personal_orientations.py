"""Whom an orientation names: the person sent, the two professionals, and whoever wrote a line of its history."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, null, select
from sqlalchemy.orm import InstrumentedAttribute

from services.directory.domain import orientations as rules
from services.directory.models.account import Account
from services.directory.models.network import Network
from services.directory.models.orientation import Orientation, OrientationStep
from shared.actor import SYSTEM
from shared.personal_data import ERASED_NAME, NEVER, PersonalTable, day_of
from shared.unit_of_work import UnitOfWork


def _erase_person(orientation: Any, uow: UnitOfWork) -> None:
    for step in orientation.steps:
        step.note = ""
    orientation.erase_person(uow.today)


def _erase_referent(orientation: Any, _uow: UnitOfWork) -> None:
    orientation.erase_referent()


def _erase_sender(orientation: Any, _uow: UnitOfWork) -> None:
    orientation.erase_sender()


def _erase_author(step: Any, _uow: UnitOfWork) -> None:
    step.erase_author()


def address_of(account_id: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Of the account whose identifier stands in the row."""
    here = select(Account.email).where(Account.id == account_id)
    return here.correlate(account_id.class_).scalar_subquery()


def name_of(account_id: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    here = select(Account.display_name).where(Account.id == account_id)
    return here.correlate(account_id.class_).scalar_subquery()


_LAST_STEP = (
    select(func.max(OrientationStep.at))
    .where(OrientationStep.tenant_id == Orientation.tenant_id, OrientationStep.orientation_id == Orientation.id)
    .correlate(Orientation)
    .scalar_subquery()
)
_LAST_DAY_TO_ANSWER = (
    select(Orientation.sent_on + Network.answer_days)
    .select_from(Network)
    .where(Network.tenant_id == Orientation.tenant_id)
    .correlate(Orientation)
    .scalar_subquery()
)
"""One that is sent ends by itself on that day; the other open ones only when a member says so, however late: the person
is accompanied, and nobody else can know that it is over."""
_DAYS = (Orientation.sent_on, Orientation.answered_on, Orientation.ended_on)
_LAST_DAY = case(
    (Orientation.state == rules.SENT, _LAST_DAY_TO_ANSWER),
    (Orientation.state.in_(rules.OPEN), NEVER),
    else_=func.greatest(*_DAYS, day_of(Orientation.appointment_at), day_of(_LAST_STEP)),
)
"""Names serve until then. They go 180 days after the end, whatever the network's retention
(usecases/orientation_answers.py), or sooner when it is shorter."""
_LAST_DAY_OF_STEP = (
    select(_LAST_DAY)
    .where(Orientation.tenant_id == OrientationStep.tenant_id, Orientation.id == OrientationStep.orientation_id)
    .correlate(OrientationStep)
    .scalar_subquery()
)
_OF_THE_PERSON = frozenset({"person_label", "contact", "contact_kind", "birth_year", "need", "reason", "consent_on"})
_OF_THE_PERSON |= {"appointment_at", "appointment_place", "chain_id", "previous_id", "wished_delay", "themes"}

ORIENTATIONS = [
    PersonalTable(
        model=Orientation,
        label="Personnes orientées",
        columns=frozenset({"person_label", "contact", "birth_year"}),
        email=[Orientation.contact],
        phone=[Orientation.contact],
        full_name=[Orientation.person_label],
        last_contact=case((Orientation.erased_on.is_not(None), null()), else_=_LAST_DAY),
        erase=_erase_person,
    ),
    PersonalTable(
        model=Orientation,
        label="Référents nommés dans une orientation",
        columns=frozenset({"referent_label", "referent_email"}),
        others=_OF_THE_PERSON,
        email=[Orientation.referent_email],
        full_name=[Orientation.referent_label],
        last_contact=case((Orientation.referent_label == ERASED_NAME, null()), else_=_LAST_DAY),
        erase=_erase_referent,
    ),
    PersonalTable(
        model=Orientation,
        label="Orientations envoyées",
        columns=frozenset({"sender_label"}),
        others=_OF_THE_PERSON | {"referent_email"},
        email=[address_of(Orientation.sender_account_id)],
        full_name=[Orientation.sender_label],
        last_contact=case((Orientation.sender_label == ERASED_NAME, null()), else_=_LAST_DAY),
        erase=_erase_sender,
    ),
    PersonalTable(
        model=OrientationStep,
        label="Étapes des orientations",
        columns=frozenset({"by_label"}),
        others=frozenset({"note"}),
        email=[address_of(OrientationStep.by_account_id)],
        full_name=[OrientationStep.by_label],
        last_contact=case((OrientationStep.by_label.in_((ERASED_NAME, SYSTEM.label)), null()), else_=_LAST_DAY_OF_STEP),
        erase=_erase_author,
    ),
]
