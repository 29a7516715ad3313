"""What the network shows to everybody."""

from services.directory.models.publication import Publication
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


def change_publication(uow: UnitOfWork, actor: Actor, *, is_site_open: bool, licence: str) -> Publication:
    """``licence``: a code of :mod:`services.directory.domain.licences`, or empty to withdraw the files."""
    chosen = uow.session.get(Publication, (uow.tenant_id, uow.tenant_id), with_for_update=True)
    if chosen is None:
        chosen = Publication(id=uow.tenant_id, version=0, changed_at=uow.now)
        uow.session.add(chosen)
    chosen.is_site_open, chosen.licence = is_site_open, licence
    chosen.version += 1
    chosen.changed_at = uow.now
    uow.session.flush()
    return chosen
