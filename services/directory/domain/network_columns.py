"""What a network keeps of a structure beside the national schema, as columns of files.

Read and written like the columns of the schema; a name begins with ``reseau_``, so that nobody else's column is taken
for one of these. Only files made for members carry them: published files follow the schema alone.
"""

from collections.abc import Mapping
from typing import Any

from services.directory.domain.national_columns import COLUMNS, Kind, NationalField
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES


def _terms(name: str, attribute: str, label: str, terms: Mapping[str, str]) -> NationalField:
    codes = {said: code for code, said in terms.items()}
    return NationalField(
        name=name, attribute=attribute, label=label, kind=Kind.CHOICES, choices=tuple(codes), codes=codes
    )


def _column(name: str, attribute: str, label: str, kind: Kind, **more: Any) -> NationalField:
    return NationalField(name=name, attribute=attribute, label=label, kind=kind, **more)


NETWORK_COLUMNS = (
    _terms("reseau_etapes", "stages", "Étapes du parcours", STAGES),
    _terms("reseau_equipements", "equipment", "Équipement sur place", EQUIPMENT),
    _column("reseau_ordinateurs", "computers", "Nombre d’ordinateurs en libre accès", Kind.COUNT, example="4"),
    _column("reseau_partage", "shared_content", "Contenus ou savoir-faire à partager", Kind.TEXT, max_length=2000),
    _column("reseau_accueil_rencontres", "can_host_meetings", "Peut accueillir une rencontre", Kind.YES_NO),
    _column("reseau_places_rencontre", "seats", "Places pour une rencontre", Kind.COUNT, example="20"),
    _column("reseau_visible_public", "is_public", "Montrée au public", Kind.YES_NO),
)
EVERY_COLUMN = (*COLUMNS, *NETWORK_COLUMNS)
EVERY_BY_NAME = {column.name: column for column in EVERY_COLUMN}
EVERY_BY_ATTRIBUTE = {column.attribute: column for column in EVERY_COLUMN}
YES_NO = tuple(column.name for column in NETWORK_COLUMNS if column.kind is Kind.YES_NO)
_SAID = {column.attribute: {code: said for said, code in column.codes.items()} for column in NETWORK_COLUMNS}


def in_words(column: NationalField, value: Any) -> Any:
    """A stored value as files and people read it: terms for codes, « oui » and « non »."""
    if column.kind is Kind.YES_NO:
        return "oui" if value else "non"
    if column.codes and value:
        said = _SAID[column.attribute]
        return tuple(said.get(code, code) for code in value)
    return value
