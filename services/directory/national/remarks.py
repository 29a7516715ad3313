"""What the schema lets through but a reader must hear of: doubts, and values that would harm us and are left out."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from services.directory.domain.national_schema import Value
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.national import sirets

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_URL = re.compile(r"https?://[^\s/.]+\.[^\s]+", re.IGNORECASE)


def is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def is_url(text: str) -> bool:
    """An address of the web: no other scheme may become a link on our pages."""
    return bool(_URL.fullmatch(text))


Doubt = tuple[str, str]
"""Column, and the end of a French sentence."""


def doubts(values: Mapping[str, Value], today: date) -> tuple[dict[str, Value], list[Doubt]]:
    """The values without those that cannot be used, and what to say about the line.

    ``values`` are by column name, well-formed for the schema.
    """
    kept, said = dict(values), []
    for name, is_good, fault in _LISTS:
        said += _sift(kept, name, is_good, fault)
    said += _coordinates(kept)
    said += _suspicions(kept, today)
    return kept, said


def _sift(values: dict[str, Value], name: str, is_good: Callable[[str], bool], fault: str) -> Iterator[Doubt]:
    value = values.get(name)
    if not value:
        return
    parts = value if isinstance(value, tuple) else (str(value),)
    good = tuple(part for part in parts if is_good(part))
    for part in parts:
        if part not in good:
            yield name, f"« {part} » {fault}"
    values[name] = good if isinstance(value, tuple) else "".join(good)


_NO_URL = "n’est pas une adresse web : laissée de côté"
_LISTS: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("courriels", is_email, "n’est pas une adresse e-mail : laissée de côté"),
    ("site_web", is_url, _NO_URL),
    ("fiche_acces_libre", is_url, _NO_URL),
    ("prise_rdv", is_url, _NO_URL),
)


def _coordinates(values: dict[str, Value]) -> Iterator[Doubt]:
    """WGS84 degrees, as the schema's description asks; a half pair or projected metres put nothing on a map."""
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if latitude is None and longitude is None:
        return
    if _within(latitude, 90) and _within(longitude, 180):
        return
    for name in ("latitude", "longitude"):
        if name in values:
            values[name] = None
    yield "latitude", f"« {latitude}, {longitude} » ne situe rien en degrés : le lieu ne sera pas sur la carte"


def _within(number: Value, bound: float) -> bool:
    return isinstance(number, float) and -bound <= number <= bound


def _suspicions(values: Mapping[str, Value], today: date) -> Iterator[Doubt]:
    pivot, updated_on = values.get("pivot"), values.get("date_maj")
    if isinstance(pivot, str) and (doubt := sirets.doubt(pivot)):
        yield "pivot", f"« {pivot} » {doubt}"
    if isinstance(updated_on, date) and updated_on > today:
        yield "date_maj", f"« {updated_on.isoformat()} » est dans l’avenir"
    typologies = values.get("typologie") or ()
    for code in typologies if isinstance(typologies, tuple) else ():
        if code not in TYPOLOGIES:
            yield "typologie", f"« {code} » n’est pas un code connu, il est gardé tel quel"
