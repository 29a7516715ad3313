"""The lines of a file that were left out, as a file to mend and send again.

Every column as it came, after one of ours that says why; what we add is left out when the file comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.directory.files import sheet
from services.directory.files.source_table import Broken, SourceTable, only_headings
from shared.formula_cells import inert, restored

WHY = "Motif du refus (ajout de Maillage)"
SURPLUS = "Case en trop (ajout de Maillage)"
"""Above the cells of a line that has more of them than there are headings. Both without accents: they survive whatever
a spreadsheet makes of the encoding."""
_WIDTHS = 70, 24
"""Of the reasons, and of every other column."""
Reasons = Mapping[int, Sequence[str]]
"""By number of the line: French sentences."""
_Line = tuple[int, Sequence[str]]


def write_csv(source: SourceTable, reasons: Reasons) -> bytes:
    headings, lines = _table(source, reasons)
    return sheet.write_csv([(inert(text), width) for text, width in headings], lines)


def write_xlsx(source: SourceTable, reasons: Reasons, *, author: str) -> bytes:
    headings, lines = _table(source, reasons)
    title = "Lignes refusées"
    return sheet.write_xlsx(headings, lines, sheet=title, title=title, author=author, as_typed=True)


def _table(source: SourceTable, reasons: Reasons) -> tuple[list[tuple[str, int]], list[Sequence[str]]]:
    lines = [(number, cells) for number, cells in source.lines if number in reasons]
    lines += [(one.number, one.cells) for one in source.broken if one.number in reasons]
    width = len(source.headings)
    surplus = max((len(cells) for _, cells in lines), default=width) - width
    typed = [text if text.strip() else known for text, known in zip(source.typed, source.headings, strict=True)]
    headings = [WHY, *typed, *[SURPLUS] * surplus]
    widths = [_WIDTHS[0], *[_WIDTHS[1]] * (len(headings) - 1)]
    told: list[Sequence[str]] = [
        [" ".join(reasons[number]), *cells] for number, cells in sorted(lines, key=lambda line: line[0])
    ]
    return list(zip(headings, widths, strict=True)), told


def without_ours(source: SourceTable) -> SourceTable:
    """As it was first sent, if it is a file of refused lines. Raises FileRefused when nothing is left of it."""
    known = [heading.casefold() for heading in source.headings]
    if WHY.casefold() not in known:
        return source
    extra = [place for place, text in enumerate(known) if text.startswith(SURPLUS.casefold())]
    mine = [place for place, text in enumerate(known) if text != WHY.casefold() and place not in extra]
    lines: list[_Line] = []
    broken = [
        one._replace(cells=_cells(one.cells, [*mine, *range(len(known), len(one.cells))])) for one in source.broken
    ]
    for number, cells in source.lines:
        kept, surplus = _cells(cells, mine), _cells(cells, extra)
        if any(cell.strip() for cell in surplus):
            broken.append(Broken(number, [*kept, *surplus], _still_too_many(number)))
        elif any(cell.strip() for cell in kept):
            lines.append((number, kept))
    if not lines and not broken:
        raise only_headings()
    headings = [" ".join(restored(source.headings[place]).split()) for place in mine]
    typed = [restored(source.typed[place]) for place in mine]
    notes = [*source.notes, f"La colonne « {WHY} » n’est pas lue."]
    return replace(source, headings=headings, typed=typed, lines=lines, broken=broken, notes=notes, came_back=True)


def _cells(cells: Sequence[str], places: Sequence[int]) -> list[str]:
    """As they were before they were kept from being computed."""
    return [restored(cells[place]) if place < len(cells) else "" for place in places]


def _still_too_many(number: int) -> str:
    return (
        f"Ligne {number} : quelque chose est écrit sous « {SURPLUS} ». Remettez chaque valeur dans sa colonne, "
        "et videz les cases en trop."
    )
