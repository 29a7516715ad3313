"""What the network shows to everybody."""

from typing import TYPE_CHECKING

from services.directory.models.publication import Publication
from services.directory.usecases import published_files
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage


def change_publication(
    uow: UnitOfWork, actor: Actor, storage: "Storage", *, is_site_open: bool, licence: str
) -> Publication:
    """``licence``: a code of :mod:`services.directory.domain.licences`, or empty to withdraw the files."""
    chosen = uow.session.get(Publication, (uow.tenant_id, uow.tenant_id), with_for_update=True)
    if chosen is None:
        chosen = Publication.unchosen()
        chosen.id, chosen.changed_at = uow.tenant_id, uow.now
        uow.session.add(chosen)
        uow.session.flush()  # so that the journal tells the choice as a change of what was
    chosen.is_site_open, chosen.licence = is_site_open, licence
    chosen.version += 1
    chosen.changed_at = uow.now
    uow.session.flush()
    if not chosen.are_files_open:
        published_files.forget(storage, uow.tenant_id)
    return chosen
