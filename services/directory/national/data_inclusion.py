"""Structures and services as data·inclusion describes them, version 1.

Source: PyPI ``data-inclusion-schema`` 1.0.10, and the official correspondence from the national schema, in
gip-inclusion/data-inclusion, ``pipeline/dbt/models/intermediate/v1/001_mappings/mediation_numerique/``.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email

from services.directory.domain import data_inclusion_terms as terms
from services.directory.domain.national_schema import SEPARATOR
from services.directory.domain.typologies import typology_label
from services.directory.national.export import Record

Json = dict[str, Any]
_FIRST_DAY = date(2000, 1, 1)
_URL = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d{1,5})?([/?#]\S*)?")
_LABELS = {
    "accompagnement": "Accompagnement numérique",
    "atelier": "Atelier numérique",
    "aide-materielle": "Accès libre",
}


def structures_of(records: Iterable[Record], *, source: str) -> list[Json]:
    return [_structure(record, source) for record in records if _is_describable(record)]


def services_of(records: Iterable[Record], *, source: str) -> list[Json]:
    """One service per kind of support that a structure offers."""
    return [_service(record, source, kind) for record in records if _is_describable(record) for kind in _kinds(record)]


def _is_describable(record: Record) -> bool:
    return 3 <= len(record["nom"]) <= 150 and date.fromisoformat(record["date_maj"]) >= _FIRST_DAY


def _structure(record: Record, source: str) -> Json:
    return _filled(
        {
            "source": source,
            "id": record["id"],
            "nom": record["nom"],
            "date_maj": record["date_maj"],
            "description": _description(record),
            "siret": record["pivot"] if re.fullmatch(r"(?!0{14})\d{14}", record["pivot"]) else None,
            **_place(record),
            "accessibilite_lieu": _url(record["fiche_acces_libre"]),
        }
    )


def _service(record: Record, source: str, kind: str | None) -> Json:
    label = _LABELS.get(kind or "", "Médiation numérique")
    place = _place(record)
    del place["site_web"]
    return _filled(
        {
            "source": source,
            "structure_id": record["id"],
            "id": f"{record['id']}--{kind or 'mediation-numerique'}",
            "nom": f"{label} : {record['nom']}"[:150],
            "description": _description(record) or f"{label}. {', '.join(_parts(record, 'services'))}.",
            "date_maj": record["date_maj"],
            "type": kind,
            "thematiques": _mapped(record, "services", terms.THEMES),
            "frais": next(iter(_mapped(record, "frais_a_charge", terms.FEES)), None),
            "frais_precisions": ", ".join(_parts(record, "frais_a_charge")),
            "publics": terms.publics_of(_parts(record, "publics_specifiquement_adresses"), _care(record)),
            "modes_accueil": _reception(record),
            "modes_mobilisation": _mobilisation(record),
            "mobilisable_par": ["professionnels", "usagers"],
            "lien_mobilisation": _url(record["prise_rdv"]),
            **place,
        }
    )


def _place(record: Record) -> Json:
    names = ("commune", "code_postal", "code_insee", "adresse", "complement_adresse", "longitude", "latitude")
    copied: Json = {name: record[name] for name in names}
    return copied | {
        "telephone": record["telephone"],
        "courriel": next((email for email in _parts(record, "courriels") if _is_deliverable(email)), None),
        "site_web": next(filter(None, map(_url, _parts(record, "site_web"))), None),
        "horaires_accueil": record["horaires"],
    }


def _description(record: Record) -> str | None:
    text = record["presentation_detail"] or record["presentation_resume"]
    if len(text) < 5:
        text = ", ".join(map(typology_label, _parts(record, "typologie")))
    return text[:10000] if len(text) >= 5 else None


def _kinds(record: Record) -> list[str | None]:
    return list(_mapped(record, "modalites_accompagnement", terms.KINDS)) or [None]


def _care(record: Record) -> list[str]:
    return _parts(record, "prise_en_charge_specifique")


def _reception(record: Record) -> list[str]:
    return (
        ["a-distance", "en-presentiel"]
        if "À distance" in _parts(record, "modalites_accompagnement")
        else ["en-presentiel"]
    )


def _mobilisation(record: Record) -> list[str]:
    """A link needs its address: the validator and the reader expect both."""
    modes = _mapped(record, "modalites_acces", terms.ACCESS)
    return [mode for mode in modes if mode != "utiliser-lien-mobilisation" or _url(record["prise_rdv"])]


def _mapped(record: Record, name: str, words: Mapping[str, tuple[str, ...]]) -> list[str]:
    return sorted({word for part in _parts(record, name) for word in words.get(part, ())})


def _parts(record: Record, name: str) -> list[str]:
    return [part for part in record[name].split(SEPARATOR) if part]


def _url(text: str) -> str | None:
    return text if _URL.fullmatch(text) and len(text) <= 2000 else None


def _is_deliverable(email: str) -> bool:
    """Refuses what no mail server on the internet can receive, such as names reserved for examples (RFC 2606)."""
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _filled(values: Json) -> Json:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
