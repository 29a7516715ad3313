"""Shapes of orientations: the form that sends one, the answers, and what is shown of them."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from services.directory.domain import orientations as rules
from services.directory.domain.national_vocabulary import SERVICES
from services.directory.national.telephones import international
from services.directory.queries.orientations import ALL, RECEIVED, SENT
from services.directory.schemas.emails import EmailAddress, missing
from services.directory.schemas.lists import CursorQuery
from shared.web.forms import Schema

WORDS = validate.Length(max=1000)
AGREED = "Demandez son accord à la personne, puis cochez cette case."


class ConsentSchema(Schema):
    """Without the person's word, nothing is sent."""

    recipient = fields.UUID(required=True, error_messages=missing("Choisissez à qui vous adressez la personne."))
    consent = fields.Boolean(required=True, validate=validate.Equal(True, error=AGREED), error_messages=missing(AGREED))
    consent_on = fields.Date(required=True, error_messages=missing("Donnez la date de l’accord."))


class OrientationSchema(ConsentSchema):
    themes = fields.List(
        fields.String(validate=validate.OneOf(SERVICES)),
        required=True,
        validate=validate.Length(min=1, error="Choisissez au moins un besoin."),
    )
    need = fields.String(load_default="", validate=WORDS)
    person_label = fields.String(
        required=True,
        validate=[validate.Length(max=80), validate.Regexp(r"\s*\S", error="Donnez un nom ou des initiales.")],
        error_messages=missing("Donnez un nom ou des initiales."),
    )
    birth_year = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(1900, 2100, error="Écrivez une année, comme 1957.")
    )
    contact_kind = fields.String(
        required=True,
        validate=validate.OneOf(list(rules.CONTACTS)),
        error_messages=missing("Dites comment joindre la personne."),
    )
    phone = fields.String(load_default="", validate=validate.Length(max=40))
    email = EmailAddress(load_default="")
    wished_delay = fields.String(load_default="open", validate=validate.OneOf(list(rules.DELAYS)))

    @validates_schema(skip_on_field_errors=True)
    def can_be_reached(self, data: dict[str, Any], **_: Any) -> None:
        if data["contact_kind"] == "phone" and international(data["phone"]) is None:
            raise ValidationError("Écrivez un numéro complet, par exemple 06 12 34 56 78.", "phone")
        if data["contact_kind"] == "email" and not data["email"]:
            raise ValidationError("Donnez l’adresse e-mail de la personne.", "email")

    @post_load
    def keep_one_contact(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Only the way that was chosen is kept, and each need once."""
        phone, email = data.pop("phone"), data.pop("email")
        by_kind = {"phone": international(phone) or "", "email": email, "none": ""}
        return {**data, "themes": list(dict.fromkeys(data["themes"])), "contact": by_kind[data["contact_kind"]]}


class ForwardingSchema(ConsentSchema):
    note = fields.String(load_default="", validate=WORDS)


class NoteSchema(Schema):
    note = fields.String(load_default="", validate=WORDS)


class DecliningSchema(Schema):
    reason = fields.String(
        required=True, validate=validate.Length(min=1, max=300), error_messages=missing("Dites pourquoi.")
    )


class AppointmentSchema(Schema):
    """Day and time are those of the network's clock."""

    day = fields.Date(required=True, error_messages=missing("Donnez le jour."))
    time = fields.Time(required=True, error_messages=missing("Donnez l’heure."))
    place = fields.String(load_default="", validate=validate.Length(max=200))


class ClosingSchema(NoteSchema):
    outcome = fields.String(
        required=True,
        validate=validate.OneOf(list(rules.CHOSEN_OUTCOMES)),
        error_messages=missing("Dites ce que l’orientation a donné."),
    )


class OrientationsQuery(CursorQuery):
    view = fields.String(load_default=SENT, validate=validate.OneOf([SENT, RECEIVED, ALL]))


class Prefill(Schema):
    """What a diagnosis has found out, in the address of the form: no word about the person."""

    themes = fields.List(fields.String(), load_default=list)
    need = fields.String(load_default="", validate=WORDS)


class StepSchema(Schema):
    at = fields.AwareDateTime()
    state = fields.String()
    sentence = fields.String()
    note = fields.String()
    by_label = fields.String()


class OrientationAnswerSchema(Schema):
    id = fields.UUID()
    version = fields.Integer()
    chain_id = fields.UUID()
    previous_id = fields.UUID(allow_none=True)
    structure_id = fields.UUID()
    referent_label = fields.String()
    way = fields.String(metadata={"description": "Comment le référent est joint : account, link ou phone."})
    sender_label = fields.String()
    themes = fields.List(fields.String())
    need = fields.String()
    person_label = fields.String()
    birth_year = fields.Integer(allow_none=True)
    contact_kind = fields.String()
    contact = fields.String()
    consent_on = fields.Date()
    wished_delay = fields.String()
    state = fields.String()
    outcome = fields.String()
    reason = fields.String()
    appointment_at = fields.AwareDateTime(allow_none=True)
    appointment_place = fields.String()
    sent_on = fields.Date()
    answered_on = fields.Date(allow_none=True)
    ended_on = fields.Date(allow_none=True)


class OrientationWithStepsSchema(OrientationAnswerSchema):
    steps = fields.List(fields.Nested(StepSchema))


class OrientationsPageSchema(Schema):
    items = fields.List(fields.Nested(OrientationAnswerSchema))
    next = fields.String(allow_none=True)


class OrientationCountsSchema(Schema):
    sent = fields.Integer()
    waiting = fields.Integer()
    under_way = fields.Integer()
    closed = fields.Integer()
    lost = fields.Integer(metadata={"description": "Déclinées ou sans réponse."})
    repeated = fields.Integer(metadata={"description": "Personnes orientées plusieurs fois."})


class RecipientSchema(Schema):
    id = fields.UUID()
    name = fields.String()
    way = fields.String(
        metadata={"description": "account : par e-mail ; link : par e-mail, sans compte ; phone : à appeler."}
    )
    phone = fields.String(metadata={"description": "À appeler quand way est phone; E.164, ou vide."})
    structure_id = fields.UUID()
    structure = fields.String()
    label = fields.String(metadata={"description": "Structure, nom et commune, comme les pages les montrent."})


class RecipientsSchema(Schema):
    items = fields.List(fields.Nested(RecipientSchema))


class RecipientsQuery(Schema):
    q = fields.String(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "Des mots de la structure, de la commune ou du nom, tous.", "example": "mediatheque"},
    )
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class FoundRecipientsSchema(RecipientsSchema):
    count = fields.Integer(metadata={"description": "Combien il y en a en tout."})
