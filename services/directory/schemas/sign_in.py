"""Shapes of the sign-in form and of a change of address."""

from marshmallow import fields

from services.directory.schemas.emails import EmailAddress, missing
from shared.web.forms import Schema


class SignInSchema(Schema):
    email = EmailAddress(required=True, error_messages=missing("Donnez une adresse e-mail."))
    suite = fields.String(load_default="")


class EmailChangeSchema(Schema):
    email = EmailAddress(required=True, error_messages=missing("Donnez votre nouvelle adresse e-mail."))
