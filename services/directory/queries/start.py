"""How far a new network has come."""

from typing import Any

from sqlalchemy import Select, select

from services.directory.domain.start import CODES, Guide, state_of
from services.directory.models.agenda_entry import MEETING, WORKSHOP, AgendaEntry
from services.directory.models.invitation import Invitation
from services.directory.models.network import Network
from services.directory.queries.charters import current_version
from services.directory.queries.members import count_active_members
from services.directory.queries.publication import get_publication
from services.directory.queries.structures import count_structures
from shared.unit_of_work import UnitOfWork


def get_guide(uow: UnitOfWork) -> Guide:
    network = uow.get(Network, uow.tenant_id)
    return _guide(uow, network, structures=count_structures(uow), members=count_active_members(uow))


def find_shown_guide(uow: UnitOfWork, *, structures: int, members: int) -> Guide | None:
    """For the first page, which has counted both: nothing more is asked once the guide is hidden."""
    network = uow.get(Network, uow.tenant_id)
    guide = None if network.start_hidden else _guide(uow, network, structures=structures, members=members)
    return guide if guide and guide.is_shown else None


def _guide(uow: UnitOfWork, network: Network, *, structures: int, members: int) -> Guide:
    done = {
        "import": structures > 1,  # the pilot one is there from the first day
        "members": members > 1 or _exists(uow, select(Invitation.id)),
        "workshop": _exists(uow, select(AgendaEntry.id).where(AgendaEntry.kind == WORKSHOP)),
        "meeting": _exists(uow, select(AgendaEntry.id).where(AgendaEntry.kind == MEETING)),
        "site": get_publication(uow).is_site_open,
        "charter": current_version(uow) is not None,
        "logo": network.logo != "",
    }
    states = {code: state_of(code, done=done[code], skipped=network.start_skipped) for code in CODES}
    return Guide(states, network.start_hidden)


def _exists(uow: UnitOfWork, query: Select[Any]) -> bool:
    return uow.session.scalar(query.limit(1)) is not None
