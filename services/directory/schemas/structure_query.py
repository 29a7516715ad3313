"""What a list, a map or a file of structures is narrowed to, in addresses."""

from typing import Any

from marshmallow import fields, post_load, validate

from services.directory.domain import national_vocabulary as national
from services.directory.domain.distances import Point
from services.directory.domain.lending import LENT
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.queries.missing import MISSING
from services.directory.queries.structures import SORTS, UNKNOWN, Wanted
from shared.web.forms import Schema
from shared.web.pagination import PAGE

RADII = (2, 5, 10, 20, 50)
"""Kilometres that the form offers."""


def _one_of(values: Any, description: str) -> fields.String:
    allowed = validate.OneOf(("", *values))
    return fields.String(load_default="", validate=allowed, metadata={"description": description})


def _yes(description: str, key: str | None = None) -> fields.Boolean:
    return fields.Boolean(load_default=False, data_key=key, metadata={"description": description})


class FindQuery(Schema):
    """What anybody may look for."""

    only_public = False

    q = fields.String(
        load_default="", metadata={"description": "Mots à trouver dans le nom, la commune, l’adresse, les offres…"}
    )
    commune = fields.String(load_default="", metadata={"description": "Nom d’une commune de l’annuaire."})
    within = fields.Float(
        load_default=None,
        validate=validate.Range(0.1, 500),
        metadata={"description": "Kilomètres autour de la commune ou du point donné."},
    )
    latitude = fields.Float(
        load_default=None,
        validate=validate.Range(-90, 90),
        metadata={"description": "D’un point choisi, en degrés (WGS84)."},
    )
    longitude = fields.Float(
        load_default=None, validate=validate.Range(-180, 180), metadata={"description": "Du même point."}
    )
    service = _one_of(national.SERVICES, "Service proposé.")
    audience = _one_of(national.TARGET_AUDIENCES, "Public : les lieux qui s’adressent à lui, et ceux ouverts à tous.")
    care = _one_of(national.SPECIAL_CARE, "Prise en charge particulière.")
    fee = _one_of(national.FEES, "Frais.")
    access = _one_of(national.ACCESS_MODES, "Manière d’y accéder.")
    stage = _one_of(STAGES, "Étape du parcours.")
    equipment = _one_of(EQUIPMENT, "Équipement sur place.")
    open_now = _yes("Ouvert en ce moment.", "open")
    hours = _one_of((UNKNOWN,), "unknown : ceux dont les horaires manquent ou ne se lisent pas.")
    free_places = _yes("Un atelier à venir a encore des places libres.", "free")
    sort = fields.String(
        load_default="",
        validate=validate.OneOf(("", *SORTS)),
        metadata={"description": "Si rien n’est dit : par pertinence, par distance, sinon par nom."},
    )
    cursor = fields.String(load_default=None, metadata={"description": "Valeur de next de la page précédente."})

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds ``wanted``, what the queries understand."""
        latitude, longitude = data["latitude"], data["longitude"]
        near = Point(latitude, longitude) if latitude is not None and longitude is not None else None
        chosen = {name: value for name, value in data.items() if name in Wanted.__dataclass_fields__}
        wanted = Wanted(text=data["q"], near=near, only_public=self.only_public, **chosen)
        return {**data, "wanted": wanted}


class StructureQuery(FindQuery):
    """What members may look for besides."""

    typology = fields.String(load_default="", metadata={"description": "Code du type de structure, par exemple BIB."})
    lends = _one_of(LENT, "Matériel que la structure prête.")
    host = _yes("Peut accueillir une rencontre.")
    missing = _one_of(MISSING, "Ce qui manque à la fiche.")
    status = fields.String(load_default="active", validate=validate.OneOf(("active", "archived")))
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))
