"""What the rules of webhooks refuse."""

from shared.errors import Conflict


class TooManyWebhooks(Conflict):
    code = "too_many_webhooks"
    message = "Un réseau a {at_most} webhooks au plus. Supprimez-en un d’abord."


class WebhookStopped(Conflict):
    code = "webhook_stopped"
    message = "« {label} » est arrêté : rien ne part. Remettez-le en marche d’abord."
