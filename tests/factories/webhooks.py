"""Subscriptions of other software, made and looked at through the programming interface."""

import base64
import hashlib
import hmac

SENT = {"label": "Médiathèque", "address": "3 place Royale", "postcode": "51100", "commune": "Reims"}


def subscribe(program, base, receiver, *events):
    body = {"label": "Site", "url": receiver.url, "events": list(events) or ["directory.structure_saved.v1"]}
    made = program.post(f"{base}/webhooks", json=body)
    assert made.status_code == 201, made.json
    return made.json


def add_structure(program, base):
    assert program.post(f"{base}/structures", json=SENT).status_code == 201


def log_of(program, base, webhook):
    return program.get(f"{base}/webhooks/{webhook['id']}/deliveries").json["items"]


def signatures_of(headers, body, secret):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"
