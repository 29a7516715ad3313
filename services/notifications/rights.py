"""Which roles hold which right."""

RIGHTS: dict[str, frozenset[str]] = {}
