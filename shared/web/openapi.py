"""The OpenAPI 3.1 document of a service, completed with what the code already knows.

flask-smorest writes paths and schemas; here each operation gets the scope that its door asks for, the refusals that it
may answer, and an example of everything that is sent or answered, made from the schemas where none was written.
"""

import re
from decimal import Decimal
from typing import Any

from flask import Flask

from shared.scopes import SCOPES, scope_of
from shared.web.examples import complete_examples

PROBLEM = "application/problem+json"
ABOUT = """Une clé, créée dans la page « Clés de l’API » du réseau, accompagne chaque demande :
`Authorization: Bearer …`. `{network}` est le nom du réseau dans ses adresses.

- **Listes** : `next` est le curseur de la suite, à renvoyer dans `cursor` ; il est vide à la fin.
- **Changements** : ce qui n’est pas envoyé reste. Avec `version`, tel qu’il a été lu, un changement fait entre-temps
  par quelqu’un d’autre n’est pas écrasé : la réponse est 409.
- **Refus** : en `application/problem+json`, avec une phrase en français par champ dans `errors`."""
"""What a newcomer needs before the first call."""
METHODS = ("get", "post", "put", "patch", "delete")
REFUSALS = {
    "401": ("Clé absente, inconnue, expirée ou révoquée", "sign_in_needed"),
    "403": ("Clé sans la permission ou le rôle nécessaire", "insufficient_scope"),
    "404": ("Réseau ou objet inconnu", "not_found"),
    "429": ("Trop de demandes cette minute : attendre le nombre de secondes de Retry-After", "rate_limited"),
}
_REPEATABLE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Choisie par le logiciel : la même demande envoyée deux fois sous une clé n’est faite qu’une "
    "fois, et reçoit deux fois la même réponse. Une autre demande sous cette clé est refusée (422).",
    "schema": {"type": "string", "maxLength": 200},
    "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "description": "Refus, au format de la RFC 9457.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "example": "urn:maillage:not_found"},
        "title": {"type": "string", "example": "L’adresse est incomplète, ou ce qu’elle montrait a été retiré."},
        "status": {"type": "integer", "example": 404},
        "errors": {"type": "object", "description": "Phrases en français, par champ."},
        "details": {"type": "object"},
    },
}


def completed(app: Flask, document: dict[str, Any]) -> dict[str, Any]:
    """``document``: as flask-smorest wrote it; changed in place."""
    _write_limits_as_numbers(document)
    components = document.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = _PROBLEM_SCHEMA
    components["securitySchemes"] = {"token": _security_scheme()}
    rights = _rights_by_operation(app)
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                right = rights.get((method, path))
                if method != "get":
                    item[method].setdefault("parameters", []).append(_REPEATABLE)
                _complete(item[method], right, shared=item.get("parameters", []), document=document)
    return document


def _write_limits_as_numbers(part: Any) -> None:
    """A decimal field writes its limits as texts, which JSON Schema does not read."""
    for value in part.values() if isinstance(part, dict) else part:
        if isinstance(value, dict | list):
            _write_limits_as_numbers(value)
    for limit in ("minimum", "maximum") if isinstance(part, dict) else ():
        if isinstance(part.get(limit), str | Decimal):
            part[limit] = float(part[limit])


def _security_scheme() -> dict[str, Any]:
    lines = [f"- `{scope}` : {sentence}" for scope, sentence in SCOPES.items()]
    words = "Clé du réseau (page « Clés de l’API »). Une clé peut être limitée à certaines permissions :\n\n"
    return {"type": "http", "scheme": "bearer", "description": words + "\n".join(lines)}


def _rights_by_operation(app: Flask) -> dict[tuple[str, str], str]:
    found = {}
    for rule in app.url_map.iter_rules():
        right = getattr(app.view_functions[rule.endpoint], "required_right", None)
        path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule)
        for method in rule.methods or () if right else ():
            found[method.lower(), path] = right
    return found


def _complete(operation: dict[str, Any], right: str | None, *, shared: list[Any], document: dict[str, Any]) -> None:
    scope = scope_of(right or "")
    # OpenAPI 3.1: for a scheme that is not OAuth, the list names what the caller must hold
    operation["security"] = [{"token": [scope]}] if scope in SCOPES else [{"token": []}]
    if scope in SCOPES:
        said = operation.get("description", "")
        operation["description"] = f"{said}\n\nPermission : `{scope}` ({SCOPES[scope]}).".strip()
    responses = operation.setdefault("responses", {})
    responses.pop("default", None)
    for status, (description, code) in REFUSALS.items():
        responses.setdefault(status, {"description": description, "content": _problem(status, code)})
    if "422" in responses or "requestBody" in operation:
        content = _problem("422", "invalid", errors={"label": ["Ce champ est obligatoire."]})
        responses["422"] = {"description": "Valeurs à corriger", "content": content}
    if "429" in responses:
        responses["429"]["headers"] = {"Retry-After": {"description": "Secondes", "schema": {"type": "integer"}}}
    complete_examples(operation, document, parameters=[*shared, *operation.get("parameters", [])])


def _problem(status: str, code: str, **members: Any) -> dict[str, Any]:
    example = {"type": f"urn:maillage:{code}", "title": REFUSALS.get(status, ("Des réponses sont à corriger.",))[0]}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {PROBLEM: {"schema": schema, "example": {**example, "status": int(status), **members}}}
