"""Base of the service's models, with the plumbing tables in its metadata."""

from shared.database import declarative_base

Base = declarative_base()
