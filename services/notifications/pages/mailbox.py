"""The mailbox of standalone mode: what would have been sent, for whoever tries the product."""

import re
from email.message import EmailMessage
from pathlib import Path

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from services.notifications.gateways import mailbox
from services.notifications.pages.mail_frames import framed
from services.notifications.runtime import runtime
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door

blueprint = page_blueprint("mailbox", __name__, prefix="_demo/courriels", in_network=False)

_AT_ANY_PORT = re.compile(r"http://localhost(:\d+)?(?=/)")


@blueprint.get("/")
@door(PUBLIC)
def index(uow: UnitOfWork) -> ResponseReturnValue:
    text = request.args.get("q", "")[:100]
    return render_template("mailbox/index.html", mails=mailbox.list_mails(_folder(), text=text), text=text)


@blueprint.get("/<name>")
@door(PUBLIC)
def show(uow: UnitOfWork, name: str) -> ResponseReturnValue:
    message = _mail(name)
    return render_template(
        "mailbox/show.html",
        mail=mailbox.summary_of(name, message),
        sender=str(message["From"]),
        has_html=mailbox.body_of(message, "html") is not None,
        text=_reachable(mailbox.body_of(message, "plain") or ""),
        attachments=mailbox.attachments_of(message),
    )


@blueprint.get("/<name>/html")
@door(PUBLIC)
def show_html(uow: UnitOfWork, name: str) -> ResponseReturnValue:
    html = mailbox.body_of(_mail(name), "html")
    if html is None:
        raise NotFound
    return framed(make_response(_reachable(html)))


@blueprint.get("/<name>/pieces/<int:number>")
@door(PUBLIC)
def download(uow: UnitOfWork, name: str, number: int) -> ResponseReturnValue:
    attachments = mailbox.attachments_of(_mail(name))
    if number >= len(attachments):
        raise NotFound
    response = make_response(attachments[number].content)
    response.content_type = attachments[number].media_type
    response.headers.set("Content-Disposition", "attachment", filename=attachments[number].filename)
    return response


def _reachable(text: str) -> str:
    """Links as they work today: the installation may have answered at another port when the letter was written."""
    return _AT_ANY_PORT.sub(runtime.settings.public_url, text)


def _folder() -> Path:
    return Path(runtime.settings.mailbox_folder)


def _mail(name: str) -> EmailMessage:
    message = mailbox.read_mail(_folder(), name)
    if message is None:
        raise NotFound
    return message
