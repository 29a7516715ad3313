"""Where a structure is, given by hand: two numbers, or none."""

from collections.abc import Mapping
from typing import Any

COORDINATES = ("latitude", "longitude")


def faults_of_place(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """By the field to fill in; empty when both are there, or neither."""
    given = [name for name in COORDINATES if values.get(name) is not None]
    if len(given) != 1:
        return {}
    (known,) = given
    (missing,) = set(COORDINATES) - {known}
    alone = in_french(values[known])
    return {missing: [f"Donnez aussi la {missing} : la {known} seule ({alone}) ne place rien. Ou effacez la {known}."]}


def in_french(degrees: float | None) -> str:
    """Every digit that is stored, so that a form saved as it was moves nothing."""
    return "" if degrees is None else str(degrees).replace(".", ",")
