"""JSON, one module per noun."""

from services.directory.api import api_tokens, invitations, members, networks

blueprints = [api_tokens.blueprint, invitations.blueprint, members.blueprint, networks.blueprint]
