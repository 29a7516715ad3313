"""How a network leaves: each service gives what it keeps, then erases it. Driven by the service's own metadata, so that
a new table leaves with the others. See docs/decisions/0325-leaving.md."""
