"""Licences under which a French public body may open its data (decree 2017-638, article D323-2-1 of the CRPA)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    code: str
    label: str
    url: str


LICENCES = {
    "etalab-2.0": Licence(
        "etalab-2.0", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    ),
    "odbl-1.0": Licence("odbl-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
