"""What a structure lends, in words."""

from collections.abc import Mapping

LENT = {
    "tablet": ("tablette", "tablettes"),
    "laptop": ("ordinateur portable", "ordinateurs portables"),
    "smartphone": ("smartphone", "smartphones"),
    "router": ("routeur 4G", "routeurs 4G"),
}
"""What somebody comes to borrow: covers and chargers go with it, and are not told."""


def lent_in_words(stock: Mapping[str, int], available: Mapping[str, int]) -> list[str]:
    """« 6 tablettes (4 disponibles) », « 2 routeurs 4G »: nothing is added where all of them are there."""
    return [_counted(names, stock[kind], available.get(kind, 0)) for kind, names in LENT.items() if stock.get(kind)]


def _counted(names: tuple[str, str], total: int, available: int) -> str:
    said = f"{total} {names[total > 1]}"
    if available == total:
        return said
    return f"{said} ({available} disponible{'s' if available > 1 else ''})"
