"""Where a diagnosis leads, and how many there were."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from services.directory.domain.diagnosis import FORMER_CODES, VERSION, Result
from services.directory.domain.distances import Point, metres_between
from services.directory.domain.network_vocabulary import STAGES
from services.directory.domain.search_text import commune_key
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
    offers_stage: bool
    """The structure says that it does what is recommended."""


def list_fitting(uow: UnitOfWork, result: Result, commune: str) -> list[Near]:
    """Structures that do what is recommended, or offer one of its themes, the best first.

    Those that say they do this stage come before those that say nothing of stages, and these before those that say
    they do others; then a theme offered counts, then being in the commune, then distance.
    """
    offers, does = Structure.services.overlap(list(result.themes)), Structure.stages.overlap([result.stage])
    place = (Structure.commune_key, Structure.latitude, Structure.longitude)
    query = select(Structure.id, *place, Structure.stages, offers.label("offers")).order_by(Structure.label_key)
    rows = uow.session.execute(query.where(Structure.status == ACTIVE, or_(offers, does))).all()
    centre, key = centre_of(uow, Wanted(commune=commune.strip())), commune_key(commune)
    far = {row.id: _distance(centre, row.latitude, row.longitude) for row in rows}

    def rank(row: Any) -> tuple[Any, ...]:
        away = (row.commune_key != key, far[row.id] is None, far[row.id] or 0)
        return (_rank_of_stage(row.stages, result.stage), not row.offers, *away)

    chosen = sorted(rows, key=rank)[:SHOWN]
    reachable = structures_with_recipients(uow, [row.id for row in chosen])
    return [
        Near(uow.get(Structure, row.id), far[row.id], row.id in reachable, result.stage in row.stages) for row in chosen
    ]


def _rank_of_stage(stages: Sequence[str], wanted: str) -> int:
    if wanted in stages:
        return 0
    return 2 if stages else 1


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
    counts: Counter[str] = Counter()
    for code, count in uow.session.execute(query.group_by(DiagnosisTally.stage)):
        counts[FORMER_CODES.get(code, code)] += int(count)
    return [(label, counts[code]) for code, label in STAGES.items() if code in counts]
