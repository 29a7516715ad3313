"""What the receiving side answers, and what time does."""

from datetime import datetime
from uuid import UUID

from services.directory.domain import orientations as rules
from services.directory.models.orientation import Orientation
from services.directory.queries import orientations as queries
from services.directory.queries.networks import answer_days_of
from services.directory.usecases import orientation_news as news
from services.directory.usecases.orientations import close
from shared.actor import SYSTEM, Actor
from shared.errors import Forbidden, Invalid
from shared.unit_of_work import UnitOfWork


def accept_orientation(
    uow: UnitOfWork, actor: Actor, *, orientation_id: UUID, public_url: str, note: str = ""
) -> Orientation:
    """Raises Forbidden, OrientationOver."""
    orientation = _get(uow, actor, orientation_id)
    _say_yes(uow, orientation, rules.ACCEPTED)
    _tell(uow, actor, orientation, "L’orientation est acceptée.", public_url=public_url, note=note)
    return orientation


def decline_orientation(
    uow: UnitOfWork, actor: Actor, *, orientation_id: UUID, reason: str, public_url: str
) -> Orientation:
    """``reason`` is told to the sender. Raises Forbidden, OrientationOver."""
    orientation = _get(uow, actor, orientation_id)
    orientation.reason = reason
    orientation.become(rules.DECLINED, uow.today)
    orientation.answered_on = orientation.answered_on or uow.today
    news.announce_answer(uow, orientation, rules.DECLINED)
    _tell(uow, actor, orientation, "L’orientation est déclinée.", public_url=public_url, note=reason)
    return orientation


def give_appointment(
    uow: UnitOfWork, actor: Actor, *, orientation_id: UUID, starts_at: datetime, place: str, public_url: str
) -> Orientation:
    """Says yes when nobody had; may be moved. ``starts_at``: aware. Raises Forbidden, OrientationOver, Invalid."""
    orientation = _get(uow, actor, orientation_id)
    if starts_at < uow.now:
        raise Invalid({"day": ["Donnez une date à venir."]})
    if orientation.state == rules.SENT:
        _say_yes(uow, orientation, rules.ACCEPTED)
    orientation.become(rules.APPOINTED, uow.today)
    orientation.appointment_at, orientation.appointment_place = starts_at, place
    local = starts_at.astimezone(uow.zone)
    sentence = f"Un rendez-vous est donné pour le {local:%d/%m/%Y} à {local:%H} h {local:%M}."
    _tell(uow, actor, orientation, sentence, public_url=public_url)
    return orientation


def note_meeting(
    uow: UnitOfWork, actor: Actor, *, orientation_id: UUID, public_url: str, note: str = ""
) -> Orientation:
    """The person has come. Raises Forbidden, OrientationOver."""
    orientation = _get(uow, actor, orientation_id)
    orientation.become(rules.MET, uow.today)
    _tell(uow, actor, orientation, "La personne a été rencontrée.", public_url=public_url, note=note)
    return orientation


def close_orientation(
    uow: UnitOfWork, actor: Actor, *, orientation_id: UUID, outcome: str, public_url: str, note: str = ""
) -> Orientation:
    """Raises Forbidden, OrientationOver. What nobody had accepted was accepted, since it was dealt with."""
    orientation = _get(uow, actor, orientation_id)
    if orientation.state == rules.SENT:
        _say_yes(uow, orientation, rules.ACCEPTED)
    sentence = f"C’est terminé : {rules.OUTCOMES[outcome][0].lower()}{rules.OUTCOMES[outcome][1:]}."
    close(uow, actor, orientation, outcome, sentence=sentence, public_url=public_url, note=note)
    return orientation


def expire_unanswered(uow: UnitOfWork, public_url: str) -> int:
    """Those that nobody has answered in the network's time, where it is. Doing it twice changes nothing."""
    days = answer_days_of(uow)
    query = queries.unanswered(uow.today, days).with_for_update(skip_locked=True, of=Orientation)
    waiting = uow.session.scalars(query).all()
    for orientation in waiting:
        orientation.become(rules.EXPIRED, uow.today)
        sentence = f"Sans réponse depuis {days} jours : l’orientation a pris fin."
        news.note_step(uow, SYSTEM, orientation, sentence)
        news.announce_end(uow, orientation, rules.EXPIRED)
        news.tell_sender(uow, orientation, sentence, public_url)
    return len(waiting)


def erase_old_people(uow: UnitOfWork) -> int:
    """Name, contact and words about the person, and the names of the professionals, 180 days after the end."""
    ended = uow.session.scalars(queries.to_erase(uow.today).with_for_update(skip_locked=True, of=Orientation)).all()
    for orientation in ended:
        orientation.erase_everybody(uow.today)
    return len(ended)


def _get(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> Orientation:
    orientation = uow.get(Orientation, orientation_id, lock=True)
    if not queries.may_answer(actor, orientation):
        raise Forbidden
    return orientation


def _say_yes(uow: UnitOfWork, orientation: Orientation, state: str) -> None:
    orientation.become(state, uow.today)
    orientation.answered_on = uow.today
    news.announce_answer(uow, orientation, rules.ACCEPTED)


def _tell(
    uow: UnitOfWork, actor: Actor, orientation: Orientation, sentence: str, *, public_url: str, note: str = ""
) -> None:
    news.note_step(uow, actor, orientation, news.in_whose_words(actor, orientation, sentence), note)
    if not queries.is_sender(actor, orientation):
        news.tell_sender(uow, orientation, sentence, public_url)
