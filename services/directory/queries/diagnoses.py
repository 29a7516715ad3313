"""Where a diagnosis leads, and how many there were."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from services.directory.domain.diagnosis import STAGES, VERSION
from services.directory.domain.distances import Point, metres_between
from services.directory.domain.search_text import plain
from services.directory.models.diagnosis_tally import DiagnosisTally
from services.directory.models.structure import ACTIVE, Structure
from services.directory.queries.recipients import structures_with_recipients
from services.directory.queries.structures import Wanted, centre_of
from shared.unit_of_work import UnitOfWork

SHOWN = 5


@dataclass(frozen=True)
class Near:
    """A structure that fits. ``kilometres`` is None when one of the two places is unknown."""

    structure: Structure
    kilometres: float | None
    reachable: bool
    """A referent can receive an orientation there."""


def list_fitting(uow: UnitOfWork, themes: Sequence[str], commune: str) -> list[Near]:
    """Structures that offer one of the themes: the commune's own first, then the nearest ones."""
    places = select(Structure.id, Structure.commune_key, Structure.latitude, Structure.longitude)
    rows = uow.session.execute(
        places.where(Structure.status == ACTIVE, Structure.services.overlap(list(themes))).order_by(Structure.label_key)
    ).all()
    centre, key = centre_of(uow, Wanted(commune=commune.strip())), plain(commune)
    far = {row.id: _distance(centre, row.latitude, row.longitude) for row in rows}
    chosen = sorted(rows, key=lambda row: (row.commune_key != key, far[row.id] is None, far[row.id] or 0))[:SHOWN]
    reachable = structures_with_recipients(uow, [row.id for row in chosen])
    return [Near(uow.get(Structure, row.id), far[row.id], row.id in reachable) for row in chosen]


def _distance(centre: Point | None, latitude: float | None, longitude: float | None) -> float | None:
    if centre is None or latitude is None or longitude is None:
        return None
    return metres_between(centre, Point(latitude, longitude)) / 1000


def count_this_year(uow: UnitOfWork) -> list[tuple[str, int]]:
    """(stage in French, how many), in the order of the stages."""
    begin = uow.today.replace(month=1, day=1)
    query = select(DiagnosisTally.stage, func.sum(DiagnosisTally.count)).where(
        DiagnosisTally.month >= begin, DiagnosisTally.questions_version == VERSION
    )
    counts = {row[0]: int(row[1]) for row in uow.session.execute(query.group_by(DiagnosisTally.stage))}
    return [(label, counts[code]) for code, (label, _) in STAGES.items() if code in counts]
