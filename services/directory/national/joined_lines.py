"""Several lines about one structure, such as one line per service or per referent, made into one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.directory.domain.import_plan import Remark, Row
from services.directory.domain.national_schema import Value
from services.directory.domain.network_columns import EVERY_BY_ATTRIBUTE
from services.directory.domain.search_text import plain
from services.directory.domain.weekly_hours import parse_hours, write_hours
from services.directory.national import sirets
from services.directory.national.own_words import shown

_APART = ("pivot", "latitude", "longitude", "postcode")
"""Two structures when these differ."""
_SAME = ("label", "commune", "address")
_LONG = ("description", "shared_content")
_COMPARED = 50
"""Remarks: of a structure on thousands of lines, each line is not compared with all that was said."""
_NOTHING = (None, "", (), sirets.PLACEHOLDER)


def are_one(first: Row, other: Row) -> bool:
    """Whether nothing but its offer, its hours and its people tells one line from the other."""
    named = all(plain(str(first.values[name])) == plain(str(other.values[name])) for name in _SAME)
    return named and not any(_differ(first.values.get(name), other.values.get(name)) for name in _APART)


def joined_rows(first: Row, other: Row) -> Row:
    """Lists, hours and long texts are put together; of what has room for one, ``first``'s stays and that is told."""
    values: dict[str, Value] = dict(first.values)
    remarks = [*first.remarks, _joined(first, other)]
    for name, value in other.values.items():
        values[name] = _together(name, values.get(name), value)
        if name not in _SAME and not _is_kept(values[name], value, name):
            remarks.append(_told(first, other, name))
    contacts = [*first.contacts, *(one for one in other.contacts if one not in first.contacts)]
    return replace(first, values=values, remarks=[*remarks, *_new_repairs(first, other)], contacts=contacts)


def _together(name: str, kept: Value, value: Value) -> Value:
    if not _differ(kept, value):
        return value if kept in _NOTHING else kept
    if isinstance(kept, tuple) and isinstance(value, tuple):
        return tuple(dict.fromkeys((*kept, *value)))
    if name == "updated_on":
        return max(kept, value)  # type: ignore[type-var]
    if name == "opening_hours":
        return _hours_together(str(kept), str(value))
    if name in _LONG and str(value) not in str(kept):
        return f"{kept}\n{value}"
    return kept


def _hours_together(kept: str, value: str) -> str:
    """Weeks add up; of what no table of a week can show, each text is a line of its own."""
    one, other = parse_hours(kept), parse_hours(value)
    if one is None or other is None:
        return kept if one or other or value in kept else f"{kept}\n{value}"
    week = tuple(tuple(sorted({*here, *there})) for here, there in zip(one.week, other.week, strict=True))
    return write_hours(replace(one, week=week))


def _differ(kept: Value, value: Value) -> bool:
    return kept not in _NOTHING and value not in _NOTHING and kept != value


def _is_kept(now: Any, value: Any, name: str) -> bool:
    if value in _NOTHING or now == value or name in ("updated_on", *_LONG):
        return True
    if isinstance(value, tuple):
        return set(value) <= set(now)
    return name == "opening_hours" and (value in now or None not in (parse_hours(value), parse_hours(now)))


def _joined(first: Row, other: Row) -> Remark:
    said = f"même structure que la ligne {first.line} (nom, commune, adresse), réunies en une fiche"
    return Remark(other.line, "", f"Ligne {other.line} : {said}.")


def _told(first: Row, other: Row, name: str) -> Remark:
    column = EVERY_BY_ATTRIBUTE[name].name if name in EVERY_BY_ATTRIBUTE else name
    left, kept = (shown(column, str(row.values.get(name))) for row in (other, first))
    said = f"« {left} » n’est pas repris, la ligne {first.line} dit « {kept} »"
    return Remark(other.line, column, f"Ligne {other.line}, {column} : {said}.")


def _new_repairs(first: Row, other: Row) -> list[Remark]:
    """What was said of the same cell of the first line is not said again of each that follows."""
    known: Mapping[str, None] = {_bare(one): None for one in first.remarks[:_COMPARED]}
    return [one for one in other.remarks if _bare(one) not in known]


def _bare(remark: Remark) -> str:
    return remark.sentence.removeprefix(f"Ligne {remark.line}")
