"""Time zones of the departments as Outlook can read them.

Outlook shifts a meeting by an hour without VTIMEZONE and ignores the RDATE form that libraries generate; it needs one
rule per change of hour, from 1970, with RRULE (RFC 5545 3.6.5). Overseas departments have no summer time.
"""

from icalendar import Timezone

_PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""

_FIXED = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
TZNAME:{mark}
DTSTART:19700101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
"""

_OVERSEAS = {
    "America/Guadeloupe": ("AST", -4),
    "America/Martinique": ("AST", -4),
    "America/Cayenne": ("GFT", -3),
    "Indian/Reunion": ("RET", 4),
    "Indian/Mayotte": ("EAT", 3),
}


def vtimezone(name: str) -> Timezone | None:
    """The component of a zone we know, or None: the caller then writes the hours in UTC."""
    if name == "Europe/Paris":
        return _parsed(_PARIS)
    if name not in _OVERSEAS:
        return None
    mark, hours = _OVERSEAS[name]
    return _parsed(_FIXED.format(name=name, mark=mark, offset=f"{hours:+03}00"))


def _parsed(text: str) -> Timezone:
    component = Timezone.from_ical(text)
    assert isinstance(component, Timezone)
    return component
