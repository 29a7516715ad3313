"""The referent of one line: its cells, mended and checked like those of the form."""

from collections.abc import Mapping, Sequence

from services.directory.domain.addresses import is_address, normal
from services.directory.domain.imported_referents import TARGETS, Contact
from services.directory.domain.national_columns import BY_NAME
from services.directory.domain.national_repairs import clean
from services.directory.domain.national_schema import read_cell
from services.directory.domain.search_text import plain
from services.directory.national import telephones
from services.directory.national.markup import holds_markup, without_markup

LONGEST = 120
"""Characters of a name or a function: as the form has it."""
Cells = Mapping[str, Sequence[str]]
"""Filled cells by target."""


def read_contacts(line: int, people: Sequence[Cells]) -> tuple[list[Contact], list[str]]:
    """Those of one structure, each once, and why others cannot be taken."""
    taken: list[Contact] = []
    faults: list[str] = []
    for cells in people:
        contact, wrong = read_contact(line, cells)
        faults += wrong
        if not wrong and not any(_are_same(contact, known) for known in taken):
            taken.append(contact)
    return taken, faults


def _are_same(one: Contact, other: Contact) -> bool:
    return plain(one.name) == plain(other.name) or (one.email != "" and one.email == other.email)


def read_contact(line: int, cells: Cells) -> tuple[Contact, list[str]]:
    """The contact, and why it cannot be taken if it cannot: French sentences."""
    texts = {target: list(dict.fromkeys(_text(cell) for cell in parts)) for target, parts in cells.items()}
    name = " ".join([*texts.get("referent:prenom", ()), *texts.get("referent:nom", ())])
    function = ", ".join(texts.get("referent:fonction", ()))
    email = normal(_first(texts, "referent:courriel"))
    phone = _phone(_first(texts, "referent:telephone"))
    faults = [*_name_faults(name, function), *_email_faults(email), *_phone_faults(phone)]
    return Contact(name, function, email, phone), [f"Ligne {line}, {fault}" for fault in faults]


def _text(cell: str) -> str:
    text = clean(cell)
    return " ".join((without_markup(text) if holds_markup(text) else text).split())


def _first(texts: Mapping[str, Sequence[str]], target: str) -> str:
    return next((text for text in texts.get(target, ()) if text), "")


def _phone(text: str) -> str:
    return telephones.international(text) or text


def _name_faults(name: str, function: str) -> list[str]:
    faults = []
    if not name.strip():
        faults.append(
            "nom du référent : la case est vide. Écrivez le nom de la personne, ou videz aussi sa fonction, son e-mail "
            "et son téléphone."
        )
    for target, text in (("referent:nom", name), ("referent:fonction", function)):
        if len(text) > LONGEST:
            faults.append(f"{_said(target)} : « {text[:60]}… » fait {len(text)} caractères, {LONGEST} au plus.")
    return faults


def _email_faults(email: str) -> list[str]:
    if not email or is_address(email):
        return []
    return [
        f"{_said('referent:courriel')} : « {email[:60]} » n’est pas une adresse e-mail. Gardez une seule adresse, par "
        "exemple prenom.nom@exemple.fr, ou laissez la case vide."
    ]


def _phone_faults(phone: str) -> list[str]:
    faults = read_cell(BY_NAME["telephone"], phone).faults
    return [fault.replace("telephone :", f"{_said('referent:telephone')} :", 1) for fault in faults]


def _said(target: str) -> str:
    label = TARGETS[target]
    return label[0].lower() + label[1:]
