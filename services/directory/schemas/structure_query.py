"""What a list, a map or a file of structures is narrowed to, in addresses."""

from typing import Any

from marshmallow import fields, post_load, validate

from services.directory.domain import national_vocabulary as national
from services.directory.domain.distances import Point
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.queries.structures import SORTS, Wanted
from shared.web.forms import Schema
from shared.web.pagination import PAGE

RADII = (2, 5, 10, 20, 50)
"""Kilometres that the form offers."""


def _one_of(values: Any, description: str) -> fields.String:
    allowed = validate.OneOf(("", *values))
    return fields.String(load_default="", validate=allowed, metadata={"description": description})


class StructureQuery(Schema):
    q = fields.String(load_default="", metadata={"description": "Mots à trouver dans le nom, la commune, l’adresse…"})
    commune = fields.String(load_default="", metadata={"description": "Nom d’une commune de l’annuaire."})
    within = fields.Float(
        load_default=None,
        validate=validate.Range(0.1, 500),
        metadata={"description": "Kilomètres autour de la commune ou du point donné."},
    )
    latitude = fields.Float(load_default=None, validate=validate.Range(-90, 90))
    longitude = fields.Float(load_default=None, validate=validate.Range(-180, 180))
    service = _one_of(national.SERVICES, "Service proposé.")
    audience = _one_of(national.TARGET_AUDIENCES, "Public : les lieux qui s’adressent à lui, et ceux ouverts à tous.")
    care = _one_of(national.SPECIAL_CARE, "Prise en charge particulière.")
    fee = _one_of(national.FEES, "Frais.")
    access = _one_of(national.ACCESS_MODES, "Manière d’y accéder.")
    typology = fields.String(load_default="", metadata={"description": "Code du type de structure, par exemple BIB."})
    stage = _one_of(STAGES, "Étape du parcours.")
    equipment = _one_of(EQUIPMENT, "Équipement sur place.")
    host = fields.Boolean(load_default=False, metadata={"description": "Peut accueillir une rencontre."})
    open_now = fields.Boolean(load_default=False, data_key="open", metadata={"description": "Ouvert en ce moment."})
    status = fields.String(load_default="active", validate=validate.OneOf(("active", "archived")))
    sort = fields.String(
        load_default="",
        validate=validate.OneOf(("", *SORTS)),
        metadata={"description": "Si rien n’est dit : par pertinence, par distance, sinon par nom."},
    )
    cursor = fields.String(load_default=None, metadata={"description": "Valeur de next de la page précédente."})
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds ``wanted``, what the queries understand."""
        latitude, longitude = data["latitude"], data["longitude"]
        near = Point(latitude, longitude) if latitude is not None and longitude is not None else None
        names = ("commune", "within", "service", "audience", "care", "fee", "access", "typology", "stage", "equipment")
        chosen = {name: data[name] for name in (*names, "host", "open_now", "status")}
        return {**data, "wanted": Wanted(text=data["q"], near=near, **chosen)}
