"""Of two lines of a file with the same identifier the second one is refused: why, and what its author can do.

An identifier that we made up is nobody's to change: who gave none is told what the two lines share, and how to tell
them apart.
"""

from services.directory.domain.import_plan import Refusal, Row
from services.directory.national.national_table import Line


def repeated(line: Line, row: Row, first: tuple[int, str], id_heading: str) -> Refusal:
    """``first``: number of the line that keeps the identifier, and the words that it was made from if it was."""
    number, made_from = first
    if not (line.made_from and made_from):
        return Refusal(line.number, line.cells, [_given(line, row.external_id, number)])
    return Refusal(line.number, line.cells, [_alike(line, number, made_from) + _way_out(id_heading)])


def _given(line: Line, external_id: str, first: int) -> str:
    return (
        f"Ligne {line.number}, id : « {external_id} » est déjà celui de la ligne {first}. "
        "Donnez un identifiant différent à chaque structure, ou supprimez la ligne en trop."
    )


def _alike(line: Line, first: int, made_from: str) -> str:
    if line.made_from == made_from:
        name, commune = line.cells.get("nom", ""), line.cells.get("commune", "")
        return (
            f"Ligne {line.number} : « {name} », {commune}, a le même nom, la même commune et la même adresse que la "
            f"ligne {first}. Si c’est la même structure, supprimez l’une des deux lignes : envoyée de "
            "nouveau telle quelle, celle-ci remplacerait ce que dit l’autre. Si ce sont deux structures, "
        )
    return (
        f"Ligne {line.number} : son nom, sa commune et son adresse sont trop longs pour la distinguer de la "
        f"ligne {first}, qui commence par les mêmes mots. Pour les garder toutes les deux, "
    )


def _way_out(id_heading: str) -> str:
    if id_heading:
        return f"donnez à chacune un identifiant dans la colonne « {id_heading} »."
    return (
        "donnez un autre nom à celle-ci, ou choisissez « Identifiant », à l’étape « Colonnes », "
        "pour une colonne du fichier qui les distingue."
    )
