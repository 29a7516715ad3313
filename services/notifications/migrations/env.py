"""Alembic's entry into the service's migrations."""

from shared.migrations import run_environment

run_environment()
