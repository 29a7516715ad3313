"""Shapes of networks and of their opening."""

from typing import Any

from flask_smorest.fields import Upload
from marshmallow import ValidationError, fields, validate

from services.directory.domain import colours, departments
from services.directory.schemas.emails import EmailAddress, missing
from shared.web.forms import SEEN, Schema

ILLEGIBLE = "Avec cette couleur, le texte blanc des boutons serait difficile à lire. Choisissez-en une plus foncée."


class Colour(fields.String):
    """``#rrggbb``, dark enough for white text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        colour = super()._deserialize(value, attr, data, **options).strip().lower()
        if not colours.is_colour(colour):
            raise ValidationError("Écrivez une couleur comme #1f5f8b.")
        if not colours.is_legible(colour):
            raise ValidationError(ILLEGIBLE)
        return colour


class OptionalAddress(EmailAddress):
    """May be empty."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        return super()._deserialize(value, attr, data, **options) if str(value).strip() else ""


class Between(fields.Integer):
    """A number whose refusal names it: its message is also read in the summary of the page."""

    def __init__(self, what: str, least: int, most: int) -> None:
        sentence = f"{what} : écrivez un nombre entier de {least} à {most}."
        said: dict[str, Any] = dict.fromkeys(["required", "null", "invalid", "too_large"], sentence)
        super().__init__(validate=validate.Range(least, most, error=sentence), error_messages=said)


class SignUpSchema(Schema):
    label = fields.String(
        required=True, validate=validate.Length(min=3, max=120), error_messages=missing("Donnez un nom au réseau.")
    )
    department = fields.String(
        required=True,
        validate=validate.OneOf(list(departments.NAMES)),
        error_messages=missing("Choisissez le département."),
    )
    structure_label = fields.String(
        required=True, validate=validate.Length(min=2, max=200), error_messages=missing("Nommez la structure pilote.")
    )
    email = EmailAddress(required=True, error_messages=missing("Donnez votre adresse e-mail."))
    display_name = fields.String(load_default="", validate=validate.Length(max=120))


class NetworkChangeSchema(Schema):
    label = fields.String(required=True, validate=validate.Length(min=3, max=120))
    colour = Colour(required=True, metadata={"example": colours.DEFAULT})
    sender_name = fields.String(required=True, validate=validate.Length(min=2, max=120))
    time_zone = fields.String(validate=validate.OneOf(list(departments.TIME_ZONES)))
    reply_to = OptionalAddress()
    watch_months = Between("Premier seuil de fraîcheur", 1, 58)
    check_months = Between("Deuxième seuil de fraîcheur", 2, 59)
    refresh_months = Between("Troisième seuil de fraîcheur", 3, 60)
    answer_days = Between("Délai de réponse à une orientation", 7, 90)
    low_stock = Between("Stock bas", 0, 500)
    grace_days = Between("Préparation du rapport", 0, 30)
    review_days = Between("Publication du rapport", 1, 30)
    small_number = Between("Petits nombres", 3, 20)
    retention_months = Between("Conservation des noms", 1, 24)
    version = SEEN


class SenderAddressSchema(Schema):
    email = EmailAddress(required=True, error_messages=missing("Donnez l’adresse d’où partiront les lettres."))


class LogoSchema(Schema):
    file = Upload(required=True, metadata={"description": "PNG, JPEG ou WebP, 1 Mo au plus."})


class NetworkSettingsForm(NetworkChangeSchema):
    """On the page an address left empty is an address taken away; a number is never left empty."""

    reply_to = OptionalAddress(load_default="")

    def on_bind_field(self, field_name: str, field_obj: fields.Field) -> None:
        field_obj.required = field_obj.required or isinstance(field_obj, Between)


class NetworkSchema(NetworkChangeSchema):
    id = fields.UUID(dump_only=True)
    slug = fields.String(dump_only=True, metadata={"description": "Nom court, dans les adresses."})
    department = fields.String(dump_only=True, metadata={"example": "51"})
    logo = fields.String(
        dump_only=True,
        metadata={
            "description": "Nom de l’image, servie à /annuaire/{slug}/logo/{logo} ; vide sans logo.",
            "example": "",
        },
    )
    sender_address = fields.String(
        dump_only=True,
        metadata={
            "description": "D’où partent les lettres, tant que son domaine est autorisé ; vide : de l’installation.",
            "example": "contact@cd51.fr",
        },
    )
    status = fields.String(dump_only=True, metadata={"description": "open, closing, closed ou suspended."})
    opened_at = fields.AwareDateTime(dump_only=True)
