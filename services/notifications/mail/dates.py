"""Dates and hours as people say them in French."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

UNBROKEN = "\u00a0"


def day(instant: datetime, zone: ZoneInfo) -> str:
    """« mardi 3 mars 2026 »"""
    return format_date(instant.astimezone(zone).date(), "EEEE d MMMM y", locale="fr")


def hour(instant: datetime, zone: ZoneInfo) -> str:
    """« 14 h » or « 14 h 30 », with spaces that do not break."""
    local = instant.astimezone(zone)
    minutes = f"{UNBROKEN}{local.minute:02}" if local.minute else ""
    return f"{local.hour}{UNBROKEN}h{minutes}"


def span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """« mardi 3 mars 2026, de 14 h à 16 h 30 »; the last day too when it is another one."""
    start, end = day(starts_at, zone), day(ends_at, zone)
    until = hour(ends_at, zone) if start == end else f"{end}, {hour(ends_at, zone)}"
    return f"{start}, de {hour(starts_at, zone)} à {until}"
