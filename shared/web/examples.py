"""Examples made from JSON schemas, for the parts of the interface's description whose author wrote none."""

from typing import Any

BY_NAME: dict[str, Any] = {
    "email": "camille.petit@exemple.fr",
    "phone": "+33326000000",
    "display_name": "Camille Petit",
    "first_name": "Camille",
    "last_name": "Petit",
    "label": "Médiathèque de Reims",
    "title": "Découvrir sa tablette",
    "commune": "Reims",
    "commune_code": "51454",
    "postal_code": "51100",
    "address": "12 rue de l’Exemple",
    "network": "marne",
    "slug": "marne",
    "url": "https://exemple.fr/",
    "next": None,
    "cursor": "WyIwMTlhIl0",
}
BY_FORMAT: dict[str, Any] = {
    "uuid": "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6a7b",
    "date": "2026-03-03",
    "date-time": "2026-03-03T14:00:00+01:00",
    "email": "camille.petit@exemple.fr",
    "uri": "https://exemple.fr/",
    "url": "https://exemple.fr/",
    "time": "14:00:00",
}
DEEPEST = 6


def complete_examples(operation: dict[str, Any], document: dict[str, Any], *, parameters: list[Any]) -> None:
    """Gives one to each parameter, body and answer that has none."""
    for parameter in parameters:
        if "example" not in parameter and "examples" not in parameter and "schema" in parameter:
            parameter["example"] = example_of(parameter["schema"], document, name=parameter["name"])
    bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
    for content in (content for body in bodies for content in body.get("content", {}).values()):
        if "schema" in content and "example" not in content and "examples" not in content:
            content["example"] = example_of(content["schema"], document, sent=content in _sent(operation))


def _sent(operation: dict[str, Any]) -> list[Any]:
    return list(operation.get("requestBody", {}).get("content", {}).values())


def example_of(
    schema: dict[str, Any], document: dict[str, Any], *, name: str = "", depth: int = 0, sent: bool = False
) -> Any:
    """A value that the schema accepts. ``sent``: leaves out what only answers carry."""
    if "$ref" in schema:
        schema = {**_resolve(schema["$ref"], document), **{k: v for k, v in schema.items() if k != "$ref"}}
    for key in ("example", "const"):
        if key in schema:
            return schema[key]
    if schema.get("examples"):
        return schema["examples"][0]
    if schema.get("enum"):
        return schema["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if schema.get(several):
            return _of_several(schema, several, document, name=name, depth=depth, sent=sent)
    return _by_type(schema, document, name=name, depth=depth, sent=sent)


def _of_several(schema: dict[str, Any], several: str, document: dict[str, Any], **options: Any) -> Any:
    parts = [part for part in schema[several] if part.get("type") != "null"]
    if several == "allOf":
        made = [example_of(part, document, **options) for part in parts]
        return {k: v for one in made for k, v in one.items()} if all(isinstance(o, dict) for o in made) else made[0]
    return example_of(parts[0], document, **options) if parts else None


def _by_type(schema: dict[str, Any], document: dict[str, Any], *, name: str, depth: int, sent: bool) -> Any:
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "null" in kinds and name in BY_NAME and BY_NAME[name] is None:
        return None
    kind = next((one for one in kinds if one != "null"), "null")
    if kind == "object":
        return _object(schema, document, depth=depth, sent=sent)
    if kind == "array":
        one = example_of(schema.get("items", {}), document, name=name, depth=depth + 1, sent=sent)
        return [] if depth > DEEPEST else [one]
    simple: dict[str, Any] = {"boolean": True, "null": None}
    if kind in ("integer", "number"):
        return _number(schema)
    return simple[kind] if kind in simple else _text(schema, name)


def _object(schema: dict[str, Any], document: dict[str, Any], *, depth: int, sent: bool) -> dict[str, Any]:
    if depth > DEEPEST:
        return {}
    return {
        name: example_of(part, document, name=name, depth=depth + 1, sent=sent)
        for name, part in schema.get("properties", {}).items()
        if not (part.get("readOnly") if sent else part.get("writeOnly"))
    }


def _number(schema: dict[str, Any]) -> Any:
    return int(max(schema.get("minimum", 1), min(12, schema.get("maximum", 12))))


def _text(schema: dict[str, Any], name: str) -> str:
    value = BY_FORMAT.get(schema.get("format", "")) or BY_NAME.get(name) or "texte"
    if len(value) < schema.get("minLength", 0):
        value = value.ljust(schema["minLength"], "x")
    return value[: schema.get("maxLength", len(value))]


def _resolve(reference: str, document: dict[str, Any]) -> dict[str, Any]:
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found
