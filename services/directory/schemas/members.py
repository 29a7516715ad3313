"""Shapes of members and invitations."""

from typing import Any

from marshmallow import fields, post_load, validate

from services.directory.schemas.emails import EmailAddress, missing
from services.directory.schemas.roles import roles_field
from shared.web.forms import Schema

MOST = 100
OF_BEFORE = "La première de structure_ids. Ancien champ : préférez structure_ids."


class RolesSchema(Schema):
    """Sent alone, ``structure_id`` stands for a list of one."""

    roles = roles_field()
    structure_ids = fields.List(
        fields.UUID(),
        validate=validate.Length(max=MOST),
        metadata={"description": "Toutes celles dont le membre est référent : ce qui manque lui est ôté."},
    )
    structure_id = fields.UUID(
        allow_none=True,
        metadata={"deprecated": True, "description": "Ancien champ : une seule. Sans effet avec structure_ids."},
    )

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        one = data.pop("structure_id", None)
        return {"structure_ids": [one] if one else [], **data}


class MemberSchema(Schema):
    id = fields.UUID(dump_only=True)
    account_id = fields.UUID(dump_only=True)
    display_name = fields.String(attribute="account.display_name", dump_only=True)
    email = fields.String(attribute="account.email", dump_only=True)
    roles = fields.List(fields.String())
    structure_ids = fields.List(
        fields.UUID(), metadata={"description": "Structures dont le membre est référent, la plus ancienne d’abord."}
    )
    structure_id = fields.UUID(allow_none=True, metadata={"deprecated": True, "description": OF_BEFORE})
    status = fields.String(metadata={"description": "active ou left."})
    joined_at = fields.AwareDateTime()
    last_seen_at = fields.AwareDateTime(attribute="account.last_seen_at", allow_none=True)


class RemovalSchema(Schema):
    revoke_keys = fields.Boolean(
        load_default=False,
        metadata={"description": "Révoquer aussi, pour de bon, les clés que la personne a créées."},
    )


class InvitationSchema(RolesSchema):
    id = fields.UUID(dump_only=True)
    email = EmailAddress(required=True, error_messages=missing("Donnez une adresse e-mail."))
    display_name = fields.String(load_default="", validate=validate.Length(max=120))
    sent_at = fields.AwareDateTime(dump_only=True)
    expires_at = fields.AwareDateTime(dump_only=True)
    accepted_at = fields.AwareDateTime(dump_only=True, allow_none=True)
    cancelled_at = fields.AwareDateTime(dump_only=True, allow_none=True)


class InvitationListSchema(Schema):
    """A pasted list: one address a line, the same roles for all."""

    people = fields.String(required=True, validate=validate.Length(max=20_000))
    roles = roles_field()


class MembersQuery(Schema):
    q = fields.String(load_default="")
    role = fields.String(load_default="")
    status = fields.String(load_default="active", validate=validate.OneOf(["active", "left"]))
    cursor = fields.String(load_default=None)


class NameSchema(Schema):
    display_name = fields.String(
        required=True, validate=validate.Length(min=2, max=120), error_messages=missing("Écrivez votre nom.")
    )
