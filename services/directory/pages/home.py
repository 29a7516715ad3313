"""First page of the network: what to do today, by role; and the guided start of a new network."""

from flask import render_template
from flask.typing import ResponseReturnValue

from services.directory.pages.next_dates import path_of
from services.directory.pages.today import lines_for
from services.directory.queries import home
from services.directory.queries.charters import is_to_be_signed
from services.directory.queries.members import count_active_members
from services.directory.queries.orientations import count_to_call, count_waiting
from services.directory.queries.own_structures import list_own_structures
from services.directory.queries.report_copies import list_drafts
from services.directory.queries.resources import count_proposed
from services.directory.queries.start import find_shown_guide
from services.directory.queries.structures import count_structures
from services.directory.queries.threads import count_unread_followed
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.identity import may

blueprint = page_blueprint("home", __name__, prefix="annuaire")


@blueprint.get("/")
@door("home.read")
def show_today(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    waiting, expired = home.count_open_invitations(uow)
    proposals = count_proposed(uow) if may(actor, "resources.moderate") else 0
    counts = {"structures": count_structures(uow), "members": count_active_members(uow)}
    return render_template(
        "home/today.html",
        lines=lines_for(
            actor,
            waiting=waiting,
            expired=expired,
            orientations=count_waiting(uow, actor),
            calls=count_to_call(uow, actor),
            proposals=proposals,
            unread=count_unread_followed(uow, actor),
            drafts=list_drafts(uow) if actor.is_administrator else (),
            own=list_own_structures(uow, actor),
            upkeep=home.count_upkeep(uow) if may(actor, "structures.write") else None,
        ),
        guide=find_shown_guide(uow, **counts) if actor.is_administrator else None,
        **counts,
        dates=[(entry, path_of(entry, actor, uow.network.slug), at) for entry, at in home.list_next_dates(uow)],
        dates_to_come=home.count_dates_to_come(uow),
        today=uow.today,
        charter_to_sign=is_to_be_signed(uow, actor.account_id),
    )
