"""Answers are written faster: of a list of fifty records, marshmallow alone takes more time than everything else.

Most fields give back what they are given: a text is a text, a number a number. Those values are taken over when their
type is exactly the field's; anything else goes marshmallow's way, so that what is written never differs.
"""

from typing import Any, NamedTuple

import marshmallow
from marshmallow import fields, missing

_TEXT = frozenset({str})


class _Place(NamedTuple):
    """``kind``: the type of the values that the field gives back unchanged, when there is one.

    ``attribute``: where the value is; None when the field finds it by itself.
    """

    key: str
    name: str
    attribute: str | None
    kind: type | None
    field: fields.Field[Any]


class QuickDump(marshmallow.Schema):
    """A schema whose objects have attributes; mappings and rows are dumped as ever."""

    def _init_fields(self) -> None:
        super()._init_fields()
        self._places = [_place(name, field) for name, field in self.dump_fields.items()]

    def _serialize(self, obj: Any, *, many: bool = False) -> Any:
        if many or hasattr(type(obj), "__getitem__"):
            return super()._serialize(obj, many=many)
        dumped: dict[str, Any] = {}
        held = getattr(obj, "__dict__", {})  # what a mapped object has loaded; anything else is asked of the object
        for key, name, attribute, kind, field in self._places:
            value: Any = held.get(attribute, missing)
            if value is missing and attribute is not None:
                value = getattr(obj, attribute, missing)
            if value is missing:
                value = field.serialize(name, obj, accessor=self.get_attribute)
            elif type(value) is not kind or (kind is list and not _TEXT.issuperset(map(type, value))):
                value = field._serialize(value, name, obj)
            if value is not missing:
                dumped[key] = value
        return dumped


class Ready(fields.List):
    """A list of mappings that hold what ``inner`` would write, in values that JSON knows: they are taken as they are.

    For the rows of :func:`shared.web.pagination.paginate` with ``columns``. A test must hold them against ``inner``.
    """

    def _serialize(self, value: Any, attr: str | None, obj: Any, **options: Any) -> Any:
        return value


def _place(name: str, field: fields.Field[Any]) -> _Place:
    attribute = field.attribute if field.attribute is not None else name
    key = field.data_key if field.data_key is not None else name
    if "." in attribute or not field._CHECK_ATTRIBUTE or type(field).serialize is not fields.Field.serialize:
        return _Place(key, name, None, None, field)
    return _Place(key, name, attribute, _kind(field), field)


def _kind(field: fields.Field[Any]) -> type | None:
    serialize = type(field)._serialize
    if serialize is fields.String._serialize:
        return str
    if serialize is fields.Boolean._serialize:
        return bool
    if isinstance(field, fields.List) and serialize is fields.List._serialize:
        return list if _kind(field.inner) is str else None
    if isinstance(field, fields.Number) and serialize is fields.Number._serialize and not field.as_string:
        return field.num_type if field.num_type in (int, float) else None
    return None
