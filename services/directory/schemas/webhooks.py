"""Shapes of the subscriptions of other software."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from services.directory.domain.public_facts import PUBLIC_FACTS
from services.directory.gateways.webhook_sender import AddressRefused, check_address
from services.directory.runtime import runtime
from shared.web.forms import Schema

CHOOSE_ONE = "Choisissez au moins un fait."
FACTS = "Faits qui sont envoyés, avec ce que porte `data` :\n\n" + "\n".join(
    f"- `{name}` : {label} ({', '.join(f'`{field}`' for field in told)})"
    for name, (label, told) in PUBLIC_FACTS.items()
)


def _is_reachable(url: str) -> None:
    try:
        check_address(url, anywhere=runtime.settings.webhooks_anywhere)
    except (AddressRefused, ValueError) as error:
        sentence = str(error) if isinstance(error, AddressRefused) else "Cette adresse n’est pas lisible."
        raise ValidationError(sentence) from error


def _some(events: list[Any]) -> None:
    if not events:
        raise ValidationError(CHOOSE_ONE)


class WebhookSchema(Schema):
    id = fields.UUID(dump_only=True)
    label = fields.String(required=True, validate=validate.Length(min=2, max=120))
    url = fields.String(
        required=True,
        validate=[validate.Length(max=1000), _is_reachable],
        metadata={"example": "https://exemple.fr/maillage", "description": "En https, sur un serveur public."},
    )
    events = fields.List(
        fields.String(validate=validate.OneOf(list(PUBLIC_FACTS))),
        required=True,
        validate=_some,
        error_messages={"required": CHOOSE_ONE},
        metadata={"description": FACTS, "example": ["directory.structure_saved.v1"]},
    )
    created_at = fields.AwareDateTime(dump_only=True)
    failing_since = fields.AwareDateTime(
        dump_only=True, allow_none=True, metadata={"description": "Premier échec depuis le dernier envoi reçu."}
    )
    disabled_at = fields.AwareDateTime(dump_only=True, allow_none=True)
    disabled_because = fields.String(dump_only=True)


class WebhookChangesSchema(WebhookSchema):
    """What is not sent stays as it is; used with ``partial=True``."""


class NewWebhookSchema(WebhookSchema):
    secret = fields.String(dump_only=True, metadata={"example": "whsec_…", "description": "Montré cette seule fois."})


class WebhookDeliverySchema(Schema):
    id = fields.UUID()
    message_id = fields.String(
        metadata={
            "description": "En-tête webhook-id, le même à chaque essai et renvoi : à retenir, pour n’agir qu’une fois.",
            "example": "msg_01a220d3-6fed-773e-bbc8-a9bf2c07e01c",
        }
    )
    name = fields.String(metadata={"example": "directory.structure_saved.v1"})
    state = fields.String(metadata={"example": "delivered", "description": "pending, delivered ou failed."})
    attempts = fields.Integer()
    created_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    attempted_at = fields.AwareDateTime(allow_none=True)
    status = fields.Integer(allow_none=True, metadata={"example": 200})
    milliseconds = fields.Integer(allow_none=True)
    answer = fields.String()
    body = fields.Dict(
        metadata={
            "description": "Ce qui est envoyé : `type` (le fait), `timestamp` (quand il a eu lieu) et `data`. "
            "Signé selon Standard Webhooks dans `webhook-signature`, avec `webhook-id` et `webhook-timestamp`.",
            "example": {
                "type": "notifications.meeting_held.v1",
                "timestamp": "2026-03-31T14:00:00+00:00",
                "data": {"meeting_id": "01a220d3-6fed-773e-bbc8-a9bf2c07e01c", "version": 2, "held_on": "2026-03-31"}
                | {"people": 18, "structures": 11},
            },
        }
    )


class ReplayedSchema(Schema):
    replayed = fields.Integer(metadata={"example": 12, "description": "Nombre d’envois qui repartent."})


class WebhooksPageSchema(Schema):
    items = fields.List(fields.Nested(WebhookSchema))
    next = fields.String(allow_none=True)


class WebhookDeliveriesPageSchema(Schema):
    items = fields.List(fields.Nested(WebhookDeliverySchema))
    next = fields.String(allow_none=True)
