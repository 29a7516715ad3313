"""HTML, one module per noun."""

from services.directory.pages import (
    accounts,
    api_tokens,
    home,
    invitations,
    members,
    networks,
    public,
    sign_in,
    sign_up,
)

blueprints = [
    accounts.blueprint,
    api_tokens.blueprint,
    home.blueprint,
    invitations.blueprint,
    members.blueprint,
    networks.blueprint,
    public.blueprint,
    sign_in.blueprint,
    sign_up.blueprint,
]
