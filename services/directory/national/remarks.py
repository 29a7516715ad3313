"""What the schema lets through but a reader must hear of: doubts, and values that would harm us and are left out."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from services.directory.domain import lambert
from services.directory.domain.france import is_in_france
from services.directory.domain.national_schema import Value
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.national import sirets
from shared.web.formats import short_day

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_URL = re.compile(r"https?://[^\s/.]+\.[^\s]+", re.IGNORECASE)


def is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def is_url(text: str) -> bool:
    """An address of the web: no other scheme may become a link on our pages."""
    return bool(_URL.fullmatch(text))


def sifted(column: str, value: Value, today: date) -> tuple[Value, list[str]]:
    """The well-formed ``value`` without what cannot be used, and the ends of French sentences that say so."""
    if column == "pivot" and isinstance(value, str):
        return sirets.sifted(value)
    if column == "date_maj" and isinstance(value, date) and value > today:
        return value, [f"« {short_day(value)} » est dans l’avenir"]
    if column == "typologie" and isinstance(value, tuple):
        strangers = [code for code in value if code not in TYPOLOGIES]
        return value, [f"« {code} » n’est pas un code connu, il est gardé tel quel" for code in strangers]
    rule = _LISTS.get(column)
    return _sift(value, *rule) if rule and value else (value, [])


def _sift(value: Value, is_good: Callable[[str], bool], fault: str) -> tuple[Value, list[str]]:
    parts = value if isinstance(value, tuple) else (str(value),)
    good = tuple(part for part in parts if is_good(part))
    said = [f"« {part} » {fault}" for part in parts if part not in good]
    return (good if isinstance(value, tuple) else "".join(good)), said


_NO_URL = "n’est pas une adresse web : laissée de côté"
_LISTS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "courriels": (is_email, "n’est pas une adresse e-mail : laissée de côté"),
    "site_web": (is_url, _NO_URL),
    "fiche_acces_libre": (is_url, _NO_URL),
    "prise_rdv": (is_url, _NO_URL),
}


def located(latitude: Value, longitude: Value) -> tuple[tuple[Value, Value], str]:
    """The pair in WGS84 degrees, as the schema's description asks, and what to say about it if anything.

    Lambert-93 metres are converted, whichever of the two columns holds which, and degrees that are in France only the
    other way round are exchanged; what situates nothing is left out.
    """
    if latitude is None and longitude is None:
        return (None, None), ""
    if isinstance(latitude, float) and isinstance(longitude, float) and _are_degrees(latitude, longitude):
        return _located_in_france(latitude, longitude)
    for east, north in ((longitude, latitude), (latitude, longitude)):
        if isinstance(east, float) and isinstance(north, float) and lambert.looks_like(east, north):
            found = lambert.to_degrees(east, north)
            return found, f"« {east:.10g}, {north:.10g} » (Lambert-93) converti en degrés : {found[0]}, {found[1]}"
    return (None, None), f"« {_shown(latitude, longitude)} » ne situe rien en degrés : le lieu ne sera pas sur la carte"


def _located_in_france(latitude: float, longitude: float) -> tuple[tuple[Value, Value], str]:
    if is_in_france(latitude, longitude):
        return (latitude, longitude), ""
    shown = _shown(latitude, longitude)
    if is_in_france(longitude, latitude):
        return (longitude, latitude), f"« {shown} » : latitude et longitude étaient inversées"
    if latitude == longitude == 0:
        return (None, None), f"« {shown} » ne situe rien : le lieu ne sera pas sur la carte"
    return (latitude, longitude), f"« {shown} » n’est pas en France : vérifiez la position"


def _shown(latitude: Value, longitude: Value) -> str:
    return ", ".join("" if part is None else str(part) for part in (latitude, longitude))


def _are_degrees(latitude: float, longitude: float) -> bool:
    return -90 <= latitude <= 90 and -180 <= longitude <= 180
