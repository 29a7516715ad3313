"""What a network has chosen."""

from sqlalchemy import select

from services.directory.domain.freshness import Thresholds
from services.directory.domain.orientations import ANSWER_DAYS
from services.directory.models.network import Network
from shared.unit_of_work import UnitOfWork


def thresholds_of(uow: UnitOfWork) -> Thresholds:
    """Months after which the network's records grow old."""
    query = select(Network.watch_months, Network.check_months, Network.refresh_months)
    chosen = uow.session.execute(query).one_or_none()
    return Thresholds(*chosen) if chosen else Thresholds()


def answer_days_of(uow: UnitOfWork) -> int:
    """Days after which an orientation that nobody has answered is over."""
    return uow.session.scalar(select(Network.answer_days)) or ANSWER_DAYS
