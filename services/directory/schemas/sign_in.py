"""Shape of the sign-in form."""

from marshmallow import fields

from services.directory.schemas.emails import EmailAddress
from shared.web.forms import Schema


class SignInSchema(Schema):
    email = EmailAddress(required=True)
    suite = fields.String(load_default="")
