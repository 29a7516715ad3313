"""JSON, one module per noun."""

from services.directory.api import (
    api_tokens,
    charters,
    diagnoses,
    duplicates,
    imports,
    invitations,
    members,
    networks,
    offers,
    opening_hours,
    orientations,
    publication,
    record_checks,
    referents,
    structures,
    webhooks,
)

blueprints = [
    api_tokens.blueprint,
    duplicates.blueprint,
    diagnoses.blueprint,
    charters.blueprint,
    imports.blueprint,
    invitations.blueprint,
    members.blueprint,
    networks.blueprint,
    publication.blueprint,
    opening_hours.blueprint,
    offers.blueprint,
    record_checks.blueprint,
    referents.blueprint,
    orientations.blueprint,
    structures.blueprint,
    webhooks.blueprint,
]
