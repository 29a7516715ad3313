"""JSON, one module per noun."""

from services.directory.api import (
    api_tokens,
    imports,
    invitations,
    members,
    networks,
    opening_hours,
    referents,
    structures,
)

blueprints = [
    api_tokens.blueprint,
    imports.blueprint,
    invitations.blueprint,
    members.blueprint,
    networks.blueprint,
    opening_hours.blueprint,
    referents.blueprint,
    structures.blueprint,
]
