"""One person asks what the network keeps of them, or that it be erased: every service looks, and answers by event."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from services.directory.models.personal import PERSONAL, PersonalRequest
from services.directory.models.referent import Referent
from services.directory.personal_errors import NamesakesPossible, NotAllFound, NothingKnownOfPerson
from services.directory.usecases.members import announce_again
from shared.actor import Actor
from shared.events.directory import PersonalDataAsked
from shared.ids import new_id
from shared.messaging.tasks import TaskName
from shared.personal_data import ERASE, ERASED_NAME, FIND, Who, answer_to
from shared.sealing import seal, unseal
from shared.unit_of_work import UnitOfWork

ERASE_IMPORT_FILES = TaskName("erase_import_files")
"""A file that names referents would bring back whoever has just been erased."""
KEPT = timedelta(days=30)
"""What was found is forgotten after this time, and with it who asked."""
TELL_APART = ("email", "phone", "contact", "referent_email", "recipient", "birth_year")


def ask(uow: UnitOfWork, actor: Actor, *, secret_key: str, **known: str) -> PersonalRequest:
    """Raises NothingKnownOfPerson."""
    if not any(known.values()):
        raise NothingKnownOfPerson({"email": ["Donnez une adresse, un téléphone ou un nom."]})
    request = PersonalRequest(id=new_id(), action=FIND, sealed_who=seal(secret_key, Who(**known).dump()), answers={})
    request.asked_at, request.asked_by = uow.now, actor.account_id
    uow.session.add(request)
    uow.session.flush()
    _start(uow, request, secret_key)
    return request


def erase(uow: UnitOfWork, *, request_id: UUID, secret_key: str, same_person: bool = False) -> PersonalRequest:
    """Raises NotAllFound until every service has said what it keeps: nobody erases what they have not seen.

    ``same_person``: who has looked says that all of it is one person's. Raises NamesakesPossible without, when only a
    name was given.
    """
    request = uow.get(PersonalRequest, request_id, lock=True)
    if request.action == ERASE:
        return request
    if request.missing:
        raise NotAllFound
    who = who_of(request, secret_key=secret_key)
    if who.is_a_name_only and not same_person:
        raise NamesakesPossible(who.full_name)
    request.action, request.erase_asked_at = ERASE, uow.now
    _start(uow, request, secret_key)
    return request


def keep_answer(uow: UnitOfWork, service: str, event: Any) -> None:
    """Of a request that may have been forgotten meanwhile."""
    request = uow.session.get(PersonalRequest, (uow.tenant_id, event.request_id), with_for_update=True)
    if request is not None:
        answer = {"counts": event.counts, "kept": event.kept, "document": event.document}
        request.keep_answer(service, event.action, answer)


def documents(request: PersonalRequest, *, secret_key: str) -> dict[str, dict[str, Any]]:
    """Service → what it keeps of the person, in plain."""
    found = {service: answers[FIND]["document"] for service, answers in request.answers.items() if FIND in answers}
    return {service: json.loads(unseal(secret_key, text)) for service, text in found.items() if text}


def told_apart(request: PersonalRequest, *, secret_key: str) -> list[str]:
    """The addresses, telephones and years of birth that were found: of one person there are few."""
    rows = [
        row for lists in documents(request, secret_key=secret_key).values() for one in lists.values() for row in one
    ]
    return sorted({str(row[name]) for row in rows for name in TELL_APART if row.get(name)})


def who_of(request: PersonalRequest, *, secret_key: str) -> Who:
    return Who.load(unseal(secret_key, request.sealed_who))


def forget_old_requests(uow: UnitOfWork) -> None:
    uow.session.execute(delete(PersonalRequest).where(PersonalRequest.asked_at < uow.now - KEPT))


def _start(uow: UnitOfWork, request: PersonalRequest, secret_key: str) -> None:
    answer, _ = answer_to(uow, PERSONAL, request.sealed_who, request.action, secret_key=secret_key)
    action = answer.pop("action")
    request.keep_answer("directory", action, answer)
    if action == ERASE:
        _tell_who_is_no_referent(uow)
        uow.enqueue(ERASE_IMPORT_FILES, tenant_id=str(uow.tenant_id))
    uow.publish(PersonalDataAsked(request_id=request.id, action=action, who=request.sealed_who))


def _tell_who_is_no_referent(uow: UnitOfWork) -> None:
    """Who was just erased as referent of a structure may not amend its record any more."""
    erased = (Referent.removed_at == uow.now, Referent.name == ERASED_NAME, Referent.membership_id.is_not(None))
    for membership_id in uow.session.scalars(select(Referent.membership_id).where(*erased).distinct()).all():
        announce_again(uow, membership_id)
