"""What an event is: a frozen fact, versioned in its name, written as CloudEvents 1.0."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Self, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import marshmallow
from marshmallow import EXCLUDE, Schema

Json = dict[str, Any]

_SCALARS: dict[type, type[marshmallow.fields.Field]] = {
    str: marshmallow.fields.String,
    int: marshmallow.fields.Integer,
    bool: marshmallow.fields.Boolean,
    UUID: marshmallow.fields.UUID,
    date: marshmallow.fields.Date,
    datetime: marshmallow.fields.AwareDateTime,
}


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact of the past. Subclasses are the protocol: one class, one name, one version.

    Unknown fields are ignored when reading, a field may be added with a default; any other change is a new
    class with the next version, published beside the old one until nobody listens to it.
    """

    name: ClassVar[str]
    """Routing key and CloudEvents ``type``, such as ``directory.structure_saved.v1``."""

    @property
    def subject(self) -> str:
        """Identifier of the thing the fact is about: by convention, the first field."""
        return str(getattr(self, _first_field(type(self))))

    def dump(self) -> Json:
        plain = _plain_fields(type(self))
        if plain is None:
            return cast(Json, schema_of(type(self)).dump(self))
        return {name: write(getattr(self, name)) for name, write in plain}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Self:
        """Raises marshmallow's ValidationError, naming each wrong field."""
        return _build(cls, cast(Json, schema_of(cls).load(data)))


@cache
def _first_field(cls: type) -> str:
    return fields(cls)[0].name


@cache
def schema_of(cls: type) -> Schema:
    """The marshmallow schema that follows from a dataclass's annotations."""
    hints = _hints(cls)
    members = {field.name: _field(hints[field.name], required=_is_required(field)) for field in fields(cls)}
    return Schema.from_dict(members, name=cls.__name__)(unknown=EXCLUDE)


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: lambda text: text,
    int: lambda number: number,
    bool: lambda truth: truth,
    int | None: lambda number: number,
    str | None: lambda text: text,
    list[str]: list,
    UUID: str,
    UUID | None: lambda one: None if one is None else str(one),
}
"""What is written as it is, five times faster than by way of the schema: an import announces 20,000 facts."""


@cache
def _plain_fields(cls: type) -> list[tuple[str, Callable[[Any], Any]]] | None:
    """None for an event that holds anything else."""
    hints = _hints(cls)
    named = [(field.name, hints[field.name]) for field in fields(cls)]
    return [(name, _PLAIN[hint]) for name, hint in named] if all(hint in _PLAIN for _, hint in named) else None


@cache
def _hints(cls: type) -> dict[str, Any]:
    """Annotations that are text are evaluated once, not at every event."""
    return get_type_hints(cls)


def _is_required(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _field(hint: Any, *, required: bool, allow_none: bool = False) -> marshmallow.fields.Field:
    origin, arguments = get_origin(hint), get_args(hint)
    options: dict[str, Any] = {"required": required, "allow_none": allow_none}
    if origin in (Union, UnionType):
        (inner,) = [argument for argument in arguments if argument is not type(None)]
        return _field(inner, required=required, allow_none=True)
    if origin in (list, tuple):
        return marshmallow.fields.List(_field(arguments[0], required=True), **options)
    if dict in (origin, hint):
        return marshmallow.fields.Dict(**options)
    if hint is Decimal:
        return marshmallow.fields.Decimal(as_string=True, **options)
    if is_dataclass(hint):
        return marshmallow.fields.Nested(lambda: schema_of(hint), **options)
    return _SCALARS[hint](**options)


def _build(cls: type, data: Mapping[str, Any]) -> Any:
    hints = _hints(cls)
    return cls(**{key: _value(hints[key], value) for key, value in data.items()})


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _value(next(a for a in arguments if a is not type(None)), value)
    if origin in (list, tuple):
        return origin(_value(arguments[0], item) for item in value)
    return _build(hint, value) if isinstance(hint, type) and is_dataclass(hint) else value
