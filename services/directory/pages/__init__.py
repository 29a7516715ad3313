"""HTML, one module per noun."""

from services.directory.pages import (
    accounts,
    api_tokens,
    home,
    imports,
    invitations,
    members,
    networks,
    opening_hours,
    provider,
    public,
    record_answers,
    record_checks,
    referents,
    sign_in,
    sign_up,
    structures,
)

blueprints = [
    accounts.blueprint,
    api_tokens.blueprint,
    home.blueprint,
    imports.blueprint,
    invitations.blueprint,
    members.blueprint,
    networks.blueprint,
    opening_hours.blueprint,
    provider.blueprint,
    public.blueprint,
    record_answers.blueprint,
    record_checks.blueprint,
    referents.blueprint,
    sign_in.blueprint,
    sign_up.blueprint,
    structures.blueprint,
]
