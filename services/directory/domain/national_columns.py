"""The 32 columns of the national schema of places, version 1.0.2.

Source: LaMednum/standard-mediation-num, ``schema.json``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from services.directory.domain import national_vocabulary as vocabulary


class Kind(Enum):
    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    CHOICES = "choices"
    LIST = "list"
    EMAILS = "emails"
    URL = "url"
    URLS = "urls"
    YES_NO = "yes_no"
    """Of the network's own columns, as :attr:`COUNT`: an empty cell says nothing."""
    COUNT = "count"


@dataclass(
    frozen=True, kw_only=True, eq=False
)  # compared and hashed by identity: a file reads each column 20,000 times
class NationalField:
    """One column: ``name`` in files, ``attribute`` in our code, ``label`` on screens."""

    name: str
    attribute: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    pattern: str = ""
    fault: str = ""
    """What is wrong with a value that does not match ``pattern``, as the end of a French sentence."""
    example: str = ""
    choices: tuple[str, ...] = ()
    max_length: int | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    """What is stored for each of ``choices``, when it is not the text itself."""

    @cached_property
    def is_plural(self) -> bool:
        """Whether a cell may hold several values."""
        return self.kind in {Kind.CHOICES, Kind.LIST, Kind.EMAILS, Kind.URLS}


TELEPHONE = r"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)(\d){6,9}"


def _who_and_where() -> tuple[NationalField, ...]:
    text, code = _text, _code
    return (
        text("id", "external_id", "Identifiant", required=True, example="biblio-001"),
        code(
            "pivot",
            "pivot",
            "SIRET ou RNA",
            r"[a-zA-Z0-9]{9,14}",
            "n’est pas un SIRET ou un RNA (9 à 14 caractères)",
            example="13002526500013",
            required=True,
        ),
        text("nom", "label", "Nom", required=True, example="Médiathèque"),
        text("commune", "commune", "Commune", required=True, example="Pau"),
        code("code_postal", "postcode", "Code postal", r"\d{5}", "n’a pas 5 chiffres", example="64100", required=True),
        code(
            "code_insee",
            "commune_code",
            "Code INSEE de la commune",
            r"([013-9]\d|2[AB1-9])\d{3}",
            "n’est pas un code INSEE de commune (5 caractères)",
            example="64102",
        ),
        text("adresse", "address", "Adresse", required=True, example="2 rue de la Mairie"),
        text("complement_adresse", "address_extra", "Complément d’adresse"),
    )


def _contact_and_presentation() -> tuple[NationalField, ...]:
    text, code, choices = _text, _code, _choices
    return (
        NationalField(name="latitude", attribute="latitude", label="Latitude", kind=Kind.NUMBER, example="43.295"),
        NationalField(name="longitude", attribute="longitude", label="Longitude", kind=Kind.NUMBER, example="-0.37"),
        NationalField(name="typologie", attribute="typologies", label="Type de structure", kind=Kind.LIST),
        code(
            "telephone",
            "phone",
            "Téléphone",
            TELEPHONE,
            "n’est pas un numéro de téléphone français complet",
            example="+33559000000",
        ),
        NationalField(name="courriels", attribute="emails", label="Adresses e-mail", kind=Kind.EMAILS),
        NationalField(name="site_web", attribute="websites", label="Sites web", kind=Kind.URLS),
        text("horaires", "opening_hours", "Horaires"),
        NationalField(name="presentation_resume", attribute="summary", label="Présentation en bref", max_length=280),
        text("presentation_detail", "description", "Présentation"),
        text("source", "source", "Source"),
        choices("itinerance", "mobility", "Fixe ou itinérant", vocabulary.MOBILITY),
        text("structure_parente", "parent", "Structure de rattachement"),
        NationalField(
            name="date_maj",
            attribute="updated_on",
            label="Mise à jour",
            kind=Kind.DATE,
            required=True,
            example="2026-03-31",
        ),
    )


def _offer() -> tuple[NationalField, ...]:
    text, choices = _text, _choices
    return (
        choices("services", "services", "Services", vocabulary.SERVICES),
        choices("publics_specifiquement_adresses", "target_audiences", "Publics visés", vocabulary.TARGET_AUDIENCES),
        choices("prise_en_charge_specifique", "special_care", "Prise en charge", vocabulary.SPECIAL_CARE),
        choices("frais_a_charge", "fees", "Frais", vocabulary.FEES),
        choices(
            "dispositif_programmes_nationaux",
            "national_programmes",
            "Programmes nationaux",
            vocabulary.NATIONAL_PROGRAMMES,
        ),
        choices("formations_labels", "trainings", "Formations et labels", vocabulary.TRAININGS),
        text("autres_formations_labels", "other_trainings", "Autres formations et labels"),
        choices("modalites_acces", "access_modes", "Comment y accéder", vocabulary.ACCESS_MODES),
        choices("modalites_accompagnement", "support_modes", "Accompagnement proposé", vocabulary.SUPPORT_MODES),
        NationalField(name="fiche_acces_libre", attribute="accessibility_url", label="Fiche Acceslibre", kind=Kind.URL),
        NationalField(name="prise_rdv", attribute="booking_url", label="Prise de rendez-vous", kind=Kind.URL),
    )


def _text(name: str, attribute: str, label: str, *, required: bool = False, example: str = "") -> NationalField:
    return NationalField(name=name, attribute=attribute, label=label, required=required, example=example)


def _code(
    name: str, attribute: str, label: str, pattern: str, fault: str, *, example: str, required: bool = False
) -> NationalField:
    return NationalField(
        name=name,
        attribute=attribute,
        label=label,
        kind=Kind.CODE,
        pattern=pattern,
        fault=fault,
        example=example,
        required=required,
    )


def _choices(name: str, attribute: str, label: str, values: tuple[str, ...]) -> NationalField:
    return NationalField(name=name, attribute=attribute, label=label, kind=Kind.CHOICES, choices=values)


COLUMNS = (*_who_and_where(), *_contact_and_presentation(), *_offer())
"""In the order of the schema, which is also the order of a file's columns."""
BY_NAME = {column.name: column for column in COLUMNS}
BY_ATTRIBUTE = {column.attribute: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
