"""A form is accepted only from our own pages (token in the form, origin announced by the browser)."""

from flask import request
from flask_wtf.csrf import CSRFError, CSRFProtect

from shared.errors import Conflict, Forbidden

protection = CSRFProtect()


class FormTooOld(Conflict):
    code = "form_too_old"
    message = "Cette page était ouverte depuis longtemps. Vos réponses sont gardées : envoyez-les de nouveau."


class ForeignForm(Forbidden):
    code = "foreign_form"
    message = "Cette demande vient d’un autre site. Elle n’a pas été prise en compte."


def refuse_forgery() -> None:
    """Raises ForeignForm or FormTooOld. Programs that send a network's token have no cookie to abuse."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise ForeignForm
    try:
        protection.protect()
    except CSRFError as error:
        raise FormTooOld from error
