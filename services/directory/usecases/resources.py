"""What members share: proposed, moderated, taken back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.lifetimes import REMOVAL_UNDONE
from services.directory.domain.resources import NOT_OF, faults
from services.directory.files.shareable import Shareable
from services.directory.models.resource import Resource
from services.directory.queries.resources import get_own, get_visible
from services.directory.usecases.resource_news import tell_refusal
from shared.actor import Actor
from shared.errors import Invalid, NotFound
from shared.ids import new_id
from shared.messaging.tasks import TaskName
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage

ERASE_FILE = TaskName("erase_resource_file")
"""After the commit: a file is not lost by a transaction that fails."""
NO_FILE = {"file_key": "", "file_name": "", "file_type": "", "file_size": 0}


def propose_resource(
    uow: UnitOfWork,
    actor: Actor,
    storage: "Storage",
    *,
    moderates: bool,
    kind: str,
    upload: Shareable | None = None,
    **values: Any,
) -> Resource:
    """``values``: attributes of :class:`Resource`. Who moderates publishes at once. Raises Invalid."""
    resource = Resource.begin(kind, actor, uow.now)
    _fill(uow, resource, storage, values, upload)
    if moderates:
        resource.publish()
    uow.session.add(resource)
    uow.session.flush()
    return resource


def change_resource(
    uow: UnitOfWork,
    actor: Actor,
    storage: "Storage",
    *,
    moderates: bool,
    resource_id: UUID,
    upload: Shareable | None = None,
    changed_at: datetime | None = None,
    **values: Any,
) -> Resource:
    """What its author changes is read again before others see it. ``changed_at``: of what the actor has read.

    Raises Forbidden, Invalid, ChangedMeanwhile.
    """
    resource = get_own(uow, actor, resource_id, moderates=moderates, lock=True)
    resource.refuse_when_changed(changed_at)
    if _fill(uow, resource, storage, values, upload) and not moderates:
        resource.propose_again()
    uow.session.flush()
    return resource


def publish_resource(
    uow: UnitOfWork, actor: Actor, *, resource_id: UUID, changed_at: datetime | None = None
) -> Resource:
    """Also what was refused or hidden. ``changed_at``: of what the actor has read. Raises ChangedMeanwhile."""
    resource = get_visible(uow, actor, resource_id, moderates=True, lock=True)
    resource.refuse_when_changed(changed_at)
    resource.publish()
    return resource


def refuse_resource(
    uow: UnitOfWork,
    actor: Actor,
    *,
    resource_id: UUID,
    reason: str,
    public_url: str,
    changed_at: datetime | None = None,
) -> Resource:
    """Its author is told why, and may mend it. Raises ResourceNotWaiting, ChangedMeanwhile as for publishing."""
    resource = get_visible(uow, actor, resource_id, moderates=True, lock=True)
    resource.refuse_when_changed(changed_at)
    resource.refuse(reason)
    tell_refusal(uow, resource, public_url)
    return resource


def hide_resource(uow: UnitOfWork, actor: Actor, *, resource_id: UUID) -> Resource:
    """Raises ResourceNotWaiting."""
    resource = get_visible(uow, actor, resource_id, moderates=True, lock=True)
    resource.hide()
    return resource


def remove_resource(uow: UnitOfWork, actor: Actor, *, moderates: bool, resource_id: UUID) -> Resource:
    """By its author or who moderates. It can come back for an hour, then it is erased. Raises Forbidden."""
    resource = get_own(uow, actor, resource_id, moderates=moderates, lock=True)
    resource.remove(actor, uow.now)
    return resource


def restore_resource(uow: UnitOfWork, actor: Actor, *, moderates: bool, resource_id: UUID) -> Resource:
    """Undoes :func:`remove_resource`. Raises NotFound when that was not just now, NotTheirRemoval."""
    resource = uow.get(Resource, resource_id, lock=True)
    if not moderates and not resource.belongs_to(actor):
        raise NotFound
    if resource.removed_at is not None:
        if not resource.can_come_back(uow.now):
            raise NotFound
        resource.come_back(actor, moderates=moderates)
    return resource


def erase_removed(uow: UnitOfWork) -> None:
    """What was removed and cannot come back any more, with its file."""
    over = Resource.removed_at < uow.now - REMOVAL_UNDONE
    for resource in uow.session.scalars(select(Resource).where(over).with_for_update(skip_locked=True)):
        _erase_file(uow, resource)
        uow.session.delete(resource)


def _fill(
    uow: UnitOfWork, resource: Resource, storage: "Storage", values: dict[str, Any], upload: Shareable | None
) -> bool:
    """Whether anything changed. A link takes the place of a file, and the other way round. Raises Invalid."""
    values = {name: value for name, value in values.items() if name not in NOT_OF[resource.kind]}
    if upload is not None and values.get("url") == resource.url:
        values["url"] = ""
    told = {name: values.get(name, getattr(resource, name)) for name in ("url", "theme", "licence", "systems")}
    keeps_file = bool(resource.file_key) and not told["url"]
    wrong = faults(resource.kind, has_file=upload is not None or keeps_file, **told)
    if wrong:
        raise Invalid(wrong)
    if not keeps_file:
        values |= NO_FILE
    if upload is not None:
        values |= _keep_file(uow, storage, upload)
    changed = any(getattr(resource, name) != value for name, value in values.items())
    if changed:
        if values.get("file_key", resource.file_key) != resource.file_key:
            _erase_file(uow, resource)
        resource.change(values, uow.now)
    return changed


def _keep_file(uow: UnitOfWork, storage: "Storage", upload: Shareable) -> dict[str, Any]:
    key = f"{uow.tenant_id}/resources/{new_id()}.{upload.kind.extension}"
    storage.put(key, upload.data, upload.kind.media_type)
    size = len(upload.data)
    return {"file_key": key, "file_name": upload.name, "file_type": upload.kind.media_type, "file_size": size}


def _erase_file(uow: UnitOfWork, resource: Resource) -> None:
    if resource.file_key:
        uow.enqueue(ERASE_FILE, tenant_id=str(uow.tenant_id), key=resource.file_key)
