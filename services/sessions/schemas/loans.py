"""Shape of loans."""

from marshmallow import fields, validate

from services.sessions.domain.due import DueState
from services.sessions.schemas.people import ListQuery
from shared.web.forms import Schema


class LoanSchema(Schema):
    id = fields.UUID(dump_only=True)
    item_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    due_on = fields.Date(required=True, metadata={"example": "2027-02-28"})
    lent_on = fields.Date(dump_only=True)
    returned_on = fields.Date(dump_only=True, allow_none=True)
    outcome = fields.String(
        dump_only=True, allow_none=True, metadata={"description": "returned, lost or cancelled; null while open."}
    )
    version = fields.Integer(dump_only=True)


class LoanForm(Schema):
    """The item is in the address."""

    person_id = fields.UUID(required=True)
    due_on = fields.Date(required=True)


class LoanQuery(ListQuery):
    state = fields.String(
        load_default="",
        validate=validate.OneOf(["", *DueState]),
        metadata={"description": "late, soon, later or ended; those in progress when absent."},
    )


class LoansPageSchema(Schema):
    items = fields.List(fields.Nested(LoanSchema))
    next = fields.String(allow_none=True)
