"""Shape of imports."""

from flask_smorest.fields import Upload
from marshmallow import fields, validate

from services.directory.usecases.refused_lines import KINDS
from shared.web.forms import Schema


class UploadSchema(Schema):
    file = Upload(
        required=True, metadata={"description": "CSV, XLSX, XLS, ODS ou JSON, 40 Mo et 20 000 lignes au plus."}
    )


class DoneSchema(Schema):
    """What is written in records that were chosen."""

    attribute = fields.String(metadata={"example": "services"})
    how = fields.String(metadata={"description": "add, remove ou set", "example": "add"})
    values = fields.List(fields.String(), metadata={"example": ["Aide aux démarches administratives"]})


class ListedImportSchema(Schema):
    """What a file would do, or did, in numbers."""

    id = fields.UUID()
    file_name = fields.String(metadata={"description": "Nom du fichier, ou ce qui est fait aux fiches choisies."})
    completion = fields.Nested(
        DoneSchema, allow_none=True, metadata={"description": "De fiches choisies, et non d’un fichier."}
    )
    state = fields.String(
        metadata={"description": "to_map, reading, failed, previewed, applying, applied, undoing, undone ou abandoned"}
    )
    failure = fields.String(metadata={"description": "Pourquoi le travail en arrière-plan n’a pas abouti."})
    lines_count = fields.Integer()
    lines_read = fields.Integer(metadata={"description": "Avancement de la lecture d’un long fichier."})
    created_count = fields.Integer()
    changed_count = fields.Integer()
    unchanged_count = fields.Integer()
    refused_count = fields.Integer()
    created_at = fields.AwareDateTime()
    applied_at = fields.AwareDateTime(allow_none=True)
    undone_at = fields.AwareDateTime(allow_none=True)


class ImportSchema(ListedImportSchema):
    preview = fields.Dict(
        metadata={
            "description": "Par groupe : created, changed (ancienne et nouvelle valeur), refused (motifs)… ; "
            "referents, si le tableau nomme des personnes. Champs et valeurs sont ceux de l’API des structures."
        }
    )


class ImportsPageSchema(Schema):
    """Without their previews, which are long: each import shows its own."""

    items = fields.List(fields.Nested(ListedImportSchema))
    next = fields.String(allow_none=True)


class RefusedQuery(Schema):
    format = fields.String(load_default="csv", validate=validate.OneOf(KINDS), metadata={"description": "csv ou xlsx"})


class KeptMappingSchema(Schema):
    """How the columns of a table become those of the national schema."""

    columns = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={
            "description": "Titre de colonne → colonne du schéma national ou du réseau (reseau_etapes, "
            "reseau_equipements, reseau_ordinateurs, reseau_partage, reseau_accueil_rencontres, "
            "reseau_places_rencontre, reseau_visible_public), « adresse:entiere » (rue, code postal et commune dans "
            "une case), « position » (latitude et longitude), « termes » (cases à cocher, publics…), "
            "« referent:nom », « referent:prenom », « referent:fonction », « referent:courriel », "
            "« referent:telephone » (une personne, qui doit le savoir) ou "
            "« horaires:Mo », « horaires:Mo:am »… Une colonne absente n’est pas lue.",
            "example": {"Nom de la structure": "nom", "Accès libre": "termes", "Lundi matin": "horaires:Mo:am"},
        },
    )
    terms = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.String()),
        load_default=dict,
        metadata={
            "description": "Titre de colonne → valeur du fichier → terme, vide pour laisser la valeur de côté.",
            "example": {"Accès libre": {"oui": "En autonomie", "non": ""}},
        },
    )
    separators = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=dict,
        metadata={"description": "Titre de colonne → auto, none, ou le signe entre deux valeurs."},
    )
    defaults = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=dict,
        metadata={"description": "Colonne du schéma → valeur des lignes dont la case est vide."},
    )


class MappingSchema(KeptMappingSchema):
    label = fields.String(load_default="", metadata={"description": "Nom sous lequel l’enregistrer pour ce réseau."})
    missing = fields.List(
        fields.String(), dump_only=True, metadata={"description": "Colonnes nécessaires non remplies."}
    )


class SavedMappingSchema(Schema):
    """A mapping that is proposed for every file with the same headings."""

    id = fields.UUID()
    label = fields.String()
    changed_at = fields.AwareDateTime()
    mapping = fields.Nested(KeptMappingSchema)


class SavedMappingsPageSchema(Schema):
    items = fields.List(fields.Nested(SavedMappingSchema))
    next = fields.String(allow_none=True)
