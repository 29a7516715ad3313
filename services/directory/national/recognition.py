"""What a table is: the national schema, its version 0.1, or somebody's own, for which a mapping is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.directory.domain.mapping_proposals import OLD_KEYS, SAMPLE, propose_columns
from services.directory.domain.national_columns import BY_NAME
from services.directory.domain.national_repairs import key_of
from services.directory.domain.table_mapping import WITH_TERMS, TableMapping
from services.directory.domain.terms import guess, propose
from services.directory.files.source_table import FileRefused, SourceTable
from services.directory.national import sirets
from services.directory.national.headings import heading, is_national, is_old, is_workbook_of_ours, names_of_workbook
from services.directory.national.mapped_table import mapped_table, values_of
from services.directory.national.national_table import Table, national_table

MOST_VALUES = 60
"""Values of one column that a person is asked about; the others are understood or left aside."""


def table_at_once(source: SourceTable) -> Table | None:
    """The table under the schema's names when nothing needs asking: both versions of the schema, all values known,
    and the workbook that we write ourselves."""
    if is_national(source.headings):
        return national_table(source)
    if is_workbook_of_ours(source.headings):
        return mapped_table(source, workbook_mapping(source))
    if not is_old(source.headings):
        return None
    mapping = old_mapping(source)
    for name in mapping.columns_with_terms:
        target = mapping.columns[name]
        if target != "typologie" and any(guess(target, part) is None for part in values_of(source, mapping, name)):
            return None
    table = mapped_table(source, with_proposed_terms(source, mapping))
    note = "Ce fichier suit la version 0.1 du schéma national : ses termes sont traduits dans ceux de la version 1."
    return replace(table, notes=[note, *table.notes])


def workbook_mapping(source: SourceTable) -> TableMapping:
    columns = names_of_workbook(source.headings)
    lists = {text: ";" for text, name in columns.items() if name in WITH_TERMS}
    return TableMapping(columns=columns, separators=lists)


def old_mapping(source: SourceTable) -> TableMapping:
    named = {text: heading(text) for text in source.headings}
    targets = {text: OLD_KEYS.get(key_of(name), name if name in BY_NAME else "") for text, name in named.items()}
    return TableMapping(columns=targets)


def proposed_mapping(source: SourceTable, today: date) -> TableMapping:
    """Raises FileRefused for a table of one column: its separator was not found."""
    if len(source.headings) < 2:
        raise FileRefused(
            "one_column",
            "Ce fichier n’a qu’une colonne : ses cases ne sont séparées ni par une virgule, ni par un point-virgule, "
            "ni par une tabulation, ni par une barre. Enregistrez-le depuis un tableur au format .xlsx ou CSV.",
        )
    old = is_old(source.headings)
    columns = old_mapping(source).columns if old else propose_columns(source.headings, samples(source), source.above)
    return with_defaults(TableMapping(columns=columns), today)


def with_defaults(mapping: TableMapping, today: date) -> TableMapping:
    """One value for the required columns and cells that are often missing: a placeholder SIRET, today."""
    usual = {"pivot": sirets.PLACEHOLDER, "date_maj": today.isoformat()}
    return TableMapping(mapping.columns, mapping.terms, mapping.separators, {**usual, **mapping.defaults})


def proposed_terms(source: SourceTable, mapping: TableMapping) -> dict[str, Sequence[tuple[str, int, str]]]:
    """By heading, the most frequent values with their number and the term that is chosen or proposed for them."""
    proposals = {}
    for name in mapping.columns_with_terms:
        target, chosen = mapping.columns[name], mapping.terms.get(name, {})
        counted = values_of(source, mapping, name).most_common(MOST_VALUES)
        proposals[name] = [
            (part, times, chosen[part] if part in chosen else propose(target, part, name)) for part, times in counted
        ]
    return proposals


def with_proposed_terms(source: SourceTable, mapping: TableMapping) -> TableMapping:
    """What somebody who accepts every proposal gets."""
    terms = {name: {part: term for part, _, term in values} for name, values in proposed_terms(source, mapping).items()}
    return TableMapping(mapping.columns, {**terms}, mapping.separators, mapping.defaults)


def samples(source: SourceTable) -> Mapping[str, list[str]]:
    """Different cells of each column, in the order of the file."""
    kept: dict[str, dict[str, None]] = {name: {} for name in source.headings}
    for _, cells in source.lines[:SAMPLE]:
        for name, cell in zip(source.headings, cells, strict=False):
            if cell and cell.strip():
                kept[name][" ".join(cell.split())] = None
    return {name: list(cells) for name, cells in kept.items()}
