"""From the cells of one line to an acceptable row, or to the reasons why it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.directory.domain.import_plan import Refusal, Remark, Row
from services.directory.domain.national_columns import BY_NAME
from services.directory.domain.national_repairs import clean, repair_cell, restore_zero
from services.directory.domain.national_schema import read_cell
from services.directory.national import remarks, sirets, telephones
from services.directory.national.csv_file import Table


@dataclass(frozen=True)
class Context:
    """What a line alone does not say: the network's department, such as ``"64"``, and today in its time zone."""

    department: str
    today: date


@dataclass(frozen=True)
class Reading:
    rows: list[Row]
    refused: list[Refusal]


def read_rows(table: Table, context: Context) -> Reading:
    """Every line ends in ``rows`` or in ``refused``; of lines with the same ``id`` the first one is kept."""
    rows: list[Row] = []
    refused = list(table.broken)
    line_of: dict[str, int] = {}
    for line, cells in table.lines:
        outcome = read_row(line, cells, context)
        if isinstance(outcome, Row):
            first = line_of.setdefault(outcome.external_id, line)
            if first == line:
                rows.append(outcome)
                continue
            outcome = Refusal(line, cells, [_repeated(line, outcome.external_id, first)])
        refused.append(outcome)
    return Reading(rows, sorted(refused, key=lambda refusal: refusal.line))


def read_row(line: int, cells: Mapping[str, str], context: Context) -> Row | Refusal:
    cleaned = {name: clean(text) for name, text in cells.items()}
    mended = mend(cleaned, context.department)
    read = {name: read_cell(BY_NAME[name], text) for name, text in mended.items()}
    faults = [f"Ligne {line}, {fault}" for cell in read.values() for fault in cell.faults]
    if faults:
        return Refusal(line, cells, faults)
    values, doubts = remarks.doubts({name: cell.value for name, cell in read.items()}, context.today)
    notes = [_repair(line, name, cleaned[name], text) for name, text in mended.items() if _differ(cleaned[name], text)]
    notes += [Remark(line, name, f"Ligne {line}, {name} : {doubt}.") for name, doubt in doubts]
    attributes = {BY_NAME[name].attribute: value for name, value in values.items()}
    return Row(line, mended["id"], attributes, notes)


def mend(cells: Mapping[str, str], department: str) -> dict[str, str]:
    """The cells with every safe repair made; ``department`` is the network's."""
    mended = {name: repair_cell(BY_NAME[name], text) if text else text for name, text in cells.items()}
    postcode, commune_code = mended.get("code_postal", ""), mended.get("code_insee", "")
    if len(postcode) == 4:
        mended["code_postal"] = restore_zero(postcode, {_department(commune_code) or department})
    if len(commune_code) == 4:
        mended["code_insee"] = restore_zero(commune_code, {_department(postcode) or department})
    if "pivot" in mended:
        mended["pivot"] = sirets.restore_lost_zero(mended["pivot"])
    phone = mended.get("telephone", "")
    if phone and read_cell(BY_NAME["telephone"], phone).faults:
        mended["telephone"] = telephones.international(phone) or phone
    return mended


def _department(code: str) -> str:
    """Department of a postal or INSEE code, of which the leading zero may be lost; empty when it cannot be told."""
    return {5: code[:2], 4: "0" + code[:1]}.get(len(code), "")


def _differ(before: str, after: str) -> bool:
    """Spacing alone is not worth a line on the screen."""
    return before != after and " ".join(before.split()) != after


def _repair(line: int, name: str, before: str, after: str) -> Remark:
    sentence = f"Ligne {line}, {name} : « {before} » lu comme « {after} »."
    if name == "telephone" and telephones.holds_several(before):
        sentence += " La colonne n’a de place que pour un numéro : les autres sont laissés de côté."
    return Remark(line, name, sentence, before, after)


def _repeated(line: int, external_id: str, first: int) -> str:
    return (
        f"Ligne {line}, id : « {external_id} » est déjà celui de la ligne {first}. "
        "Donnez un identifiant différent à chaque structure, ou supprimez la ligne en trop."
    )
