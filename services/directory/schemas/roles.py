"""The field for a list of roles."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from services.directory.domain.role_lists import in_order
from shared.roles import Role

CHOOSE_ONE = "Choisissez au moins un rôle."


def roles_field() -> fields.List:
    return fields.List(
        fields.String(validate=validate.OneOf([role.value for role in Role])),
        required=True,
        validate=_some_role,
        metadata={"description": "Rôles dans le réseau.", "example": [Role.MEDIATOR.value]},
        error_messages={"required": CHOOSE_ONE},
    )


def role_choices() -> list[tuple[str, str, str]]:
    """(value, label, help) for the boxes of a form."""
    return [(role.value, role.label, _HELP[role]) for role in Role]


def _some_role(roles: list[Any]) -> None:
    if not in_order(roles):
        raise ValidationError(CHOOSE_ONE)


_HELP = {
    Role.ADMINISTRATOR: "Tous les droits : réglages, membres, rapports.",
    Role.ANIMATOR: "Lettres d’information, rencontres, annuaire.",
    Role.MANAGER: "Tablettes, prêts, cartes SIM, recharges.",
    Role.MEDIATOR: "Ateliers, inscriptions, présences, évaluations.",
    Role.REFERENT: "La fiche de ses structures, les inscriptions.",
    Role.FUNDER: "Lit les rapports publiés, rien d’autre.",
}
