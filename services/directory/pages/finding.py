"""The search across everything: what the directory finds, and where the other services are asked."""

from collections.abc import Iterator

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.models.structure import Structure
from services.directory.queries import threads
from services.directory.queries.members import find_members
from services.directory.queries.offers import find_offers
from services.directory.queries.referents import find_referents
from services.directory.queries.resources import list_resources
from services.directory.queries.structures import Wanted, list_structures, structures_of
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.finding import MOST, Group, Hit, found_in, group_of_list, joined, sought, sources_for
from shared.web.formats import number, short_day
from shared.web.identity import may

blueprint = page_blueprint("finding", __name__, prefix="annuaire")


@blueprint.get("/recherche")
@door("home.read")
def search(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    """Whatever the reader's roles: each list is asked only if they may read it."""
    text = sought()
    return render_template(
        "finding/everywhere.html",
        text=text,
        sources=sources_for(actor, uow.network.slug, text),
        **found_in(list(_groups(uow, actor, text)) if text else []),
    )


def _groups(uow: UnitOfWork, actor: Actor, text: str) -> Iterator[Group]:
    if may(actor, "structures.read"):
        yield _structures(uow, text)
        yield _referents(uow, actor, text)
        yield _offers(uow, text)
    if may(actor, "members.read"):
        yield _members(uow, actor, text)
    if may(actor, "resources.read"):
        yield _resources(uow, actor, text)
    if may(actor, "threads.read"):
        yield _threads(uow, actor, text)


def _structure(structure: Structure) -> str:
    return url_for("structures.show_structure", structure_id=structure.id)


def _structures(uow: UnitOfWork, text: str) -> Group:
    found = list_structures(uow, Wanted(text=text), limit=MOST)
    hits = [Hit(one.label, _structure(one), joined(one.address, one.commune)) for one in found.items]
    listed = url_for("structures.list_structures", q=text)
    return group_of_list("Structures", hits, found.count, "structures", listed, instead=found.corrected or "")


def _referents(uow: UnitOfWork, actor: Actor, text: str) -> Group:
    found = find_referents(uow, actor, q=text, everyone=may(actor, "structures.write"), limit=MOST)
    places = structures_of(uow, found.items)
    hits = [_at(places[one.structure_id], one.name, one.function) for one in found.items]
    more = f"{number(found.count)} en tout : ajoutez un prénom ou une fonction pour préciser."
    return Group("Référents", hits, found.count or 0, more)


def _offers(uow: UnitOfWork, text: str) -> Group:
    found = find_offers(uow, q=text, limit=MOST)
    places = structures_of(uow, found.items)
    hits = [_at(places[one.structure_id], one.theme, one.audience, one.schedule) for one in found.items]
    listed = url_for("structures.list_structures", q=text)
    return Group("Offres des structures", hits, found.count or 0, "Voir les structures qui correspondent", listed)


def _at(place: Structure, title: str, *details: str) -> Hit:
    return Hit(title, _structure(place), joined(*details, place.label, place.commune))


def _members(uow: UnitOfWork, actor: Actor, text: str) -> Group:
    found = find_members(uow, q=text, limit=MOST)
    listed = url_for("members.list_all", q=text)
    hits = [
        Hit(
            one.account.display_name,
            url_for("members.show_member", membership_id=one.id) if may(actor, "members.write") else listed,
            joined(", ".join(one.role_labels), one.account.email),
        )
        for one in found.items
    ]
    return group_of_list("Membres du réseau", hits, found.count, "membres", listed)


def _resources(uow: UnitOfWork, actor: Actor, text: str) -> Group:
    found = list_resources(uow, actor, moderates=may(actor, "resources.moderate"), q=text, limit=MOST)
    hits = [
        Hit(one.title, url_for("resources.show_resource", resource_id=one.id), one.kind_label) for one in found.items
    ]
    return group_of_list("Ressources partagées", hits, found.count, "ressources", url_for("resources.list_all", q=text))


def _threads(uow: UnitOfWork, actor: Actor, text: str) -> Group:
    found = threads.list_threads(uow, threads.reader_of(uow, actor), q=text, view=threads.ALL, limit=MOST)
    hits = [
        Hit(
            one.thread.title,
            url_for("threads.show_thread", thread_id=one.thread.id),
            f"par {one.author}, dernier message le {short_day(one.thread.last_post_at)}",
        )
        for one in found.items
    ]
    listed = url_for("threads.list_threads", q=text, view=threads.ALL)
    return group_of_list("Échanges", hits, found.count, "discussions", listed)
