"""What every format of file becomes: a line of headings and lines of texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_LINES = 20_000
MAX_COLUMNS = 200


class FileRefused(ValueError):
    """The file as a whole cannot be read; the text is a French sentence that says how to mend it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class Broken(NamedTuple):
    """A line with more cells than there are headings: ``cells`` are all of them."""

    number: int
    cells: Sequence[str]
    reason: str


@dataclass(frozen=True)
class SourceTable:
    """``lines`` are numbered as a spreadsheet shows them. Cells in the order of ``headings``."""

    headings: Sequence[str]
    lines: Sequence[tuple[int, Sequence[str]]]
    broken: Sequence[Broken] = ()
    above: Mapping[str, str] = field(default_factory=dict)
    """By heading, the title that stands over it and others, if any."""
    notes: Sequence[str] = field(default=())
    """What reading the file assumed, in French sentences."""
    typed: Sequence[str] = field(default=())
    """The headings as they stand in the file: some may be empty, or the same."""
    came_back: bool = False
    """Whether it is a file of refused lines that somebody mended."""


def table_of(
    headings: Sequence[str], lines: Iterable[tuple[int, Sequence[str]]], above: Sequence[str] = (), **more: object
) -> SourceTable:
    """``above``: the titles over the headings. Lines without any text are left out.

    Raises FileRefused: no line, too many lines or columns.
    """
    check_width(len(headings))
    kept: list[tuple[int, Sequence[str]]] = []
    for number, cells in lines:
        if not (cells and cells[0].strip()) and not any(cell.strip() for cell in cells):
            continue
        kept.append((number, cells))
        if len(kept) > MAX_LINES:
            raise FileRefused(
                "too_many_lines", "Ce fichier a plus de 20 000 lignes. Découpez-le en plusieurs fichiers."
            )
    titles = [*above, *[""] * (len(headings) - len(above))]
    names = _distinct(headings, titles)
    over = {name: title for name, title in zip(names, titles, strict=False) if title}
    table = SourceTable(names, kept, above=over, typed=names if over else headings, **more)  # type: ignore[arg-type]
    if not kept and not table.broken:
        raise only_headings()
    return table


def only_headings() -> FileRefused:
    return FileRefused("file_empty", "Ce fichier n’a que sa ligne de titres. Ajoutez une ligne par structure.")


def check_width(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise FileRefused(
            "too_many_columns",
            f"Ce fichier a {columns} colonnes, {MAX_COLUMNS} au plus. Gardez celles qui décrivent vos structures.",
        )


def empty_file() -> FileRefused:
    return FileRefused("file_empty", "Ce fichier est vide. Choisissez celui qui contient vos structures.")


def _distinct(headings: Sequence[str], above: Sequence[str]) -> list[str]:
    """The second « Nom » becomes « Référent – Nom » or « Nom (2) », and a column without heading gets its place."""
    seen: dict[str, int] = {}
    named = []
    for place, (heading, title) in enumerate(zip(headings, above, strict=False), start=1):
        text = " ".join(heading.split()) or f"Colonne {place}"
        if text in seen and title:
            text = f"{' '.join(title.split())} – {text}"
        seen[text] = seen.get(text, 0) + 1
        named.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return named
