"""When a meeting takes place, as people say it in French."""

from datetime import datetime, tzinfo

from shared.web.formats import clock, day


def span(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> str:
    """« mardi 3 mars 2026, de 14 h à 16 h 30 »; the last day too when it is another one."""
    first, last = day(starts_at, zone), day(ends_at, zone)
    until = clock(ends_at, zone) if first == last else f"{last}, {clock(ends_at, zone)}"
    return f"{first}, de {clock(starts_at, zone)} à {until}"


__all__ = ["day", "span"]
