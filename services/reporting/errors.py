"""Refusals of this service, and the constraints of the database that say the same."""

from shared.errors import DomainError

CONSTRAINTS: dict[str, type[DomainError]] = {}
"""Name of a constraint → the refusal that its violation means."""
