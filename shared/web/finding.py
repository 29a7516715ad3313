"""The search across everything: each service answers for what it holds, and one page brings the answers together.

Services do not ask each other. A service's answer is a page of its own; the directory's page links to it, and its
script asks for the same answer as a fragment.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import g, render_template, request

from shared.actor import Actor
from shared.roles import EVERYONE, STAFF, Role
from shared.web.addresses import with_query
from shared.web.formats import number

MOST = 5
"""Results shown of one list; the others are one link away, in the list itself."""
LONGEST = 100
"""Characters of what is looked for; the rest is ignored."""
FRAGMENT = "fragment"
"""Argument of the address that asks for the results without the page around them."""

Found = TypeVar("Found")

_KEEPERS_OF_PEOPLE = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.MEDIATOR})
_KEEPERS_OF_LETTERS = frozenset({Role.ADMINISTRATOR, Role.ANIMATOR})


@dataclass(frozen=True)
class Hit:
    """``exact``: what was looked for is its very number, as a scanner types it."""

    title: str
    href: str
    detail: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Group:
    """What one list holds. ``more``: words of the link to the whole of it at ``more_href``, when there is more.

    ``instead``: the words that were looked for because none of those typed is known; a guess, shown last.
    """

    title: str
    hits: Sequence[Hit]
    count: int
    more: str = ""
    more_href: str = ""
    instead: str = ""

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)


def group_of_list(
    title: str, hits: Sequence[Hit], count: int | None, noun: str, href: str, *, instead: str = ""
) -> Group:
    """« Voir les 23 ateliers » leads to the list at ``href``. ``noun``: in the plural."""
    return Group(title, hits, count or 0, f"Voir les {number(count)} {noun}", href, instead)


def first_exact(exact: Found | None, others: Iterable[Found]) -> list[Found]:
    """At most :data:`MOST`, the one that carries the very number before the others."""
    beside = [one for one in others if one is not exact]
    return (beside if exact is None else [exact, *beside])[:MOST]


def joined(*parts: str | None) -> str:
    """What is known, with points between."""
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Source:
    """Another service's answer. ``where``: after « Chercher dans »; ``roles``: those who may open ``path``."""

    where: str
    path: str
    roles: frozenset[Role]


SOURCES = (
    Source("les ateliers et les personnes accompagnées", "/ateliers/{}/recherche", _KEEPERS_OF_PEOPLE),
    Source("les ateliers", "/ateliers/{}/recherche", STAFF),
    Source("le matériel, les prêts et les cartes SIM", "/materiel/{}/recherche", _KEEPERS_OF_PEOPLE),
    Source("les lettres", "/lettres/{}/recherche", _KEEPERS_OF_LETTERS),
    Source("les rencontres", "/rencontres/{}/recherche", STAFF),
    Source("les rapports", "/rapports/{}/recherche", EVERYONE - {Role.REFERENT}),
)
"""Of two with one path, the first one that the reader may open tells what is there."""


def sources_for(actor: Actor, slug: str, text: str) -> list[tuple[str, str]]:
    """``(where, address of the answer)`` of each service that the reader may ask."""
    mine: dict[str, str] = {}
    for source in SOURCES:
        if source.roles & actor.roles:
            mine.setdefault(source.path.format(slug), source.where)
    return [(where, with_query(path, {"q": text})) for path, where in mine.items()]


def sought() -> str:
    """What the address asks for; empty when there is no letter or digit in it."""
    text = request.args.get("q", "").strip()[:LONGEST].strip()
    return text if re.search(r"[^\W_]", text) else ""


def answer(where: str, groups: Sequence[Group]) -> str:
    """A service's page of results or, with :data:`FRAGMENT` in the address, the results alone."""
    template = "finding/results.html" if FRAGMENT in request.args else "finding/page.html"
    text = sought()
    everywhere = with_query(f"/annuaire/{g.network.slug}/recherche", {"q": text} if text else {})
    return render_template(template, where=where, text=text, everywhere=everywhere, **found_in(groups))


def found_in(groups: Sequence[Group]) -> dict[str, object]:
    """``groups`` that hold something, ``guesses`` apart, and the ``total`` of what the groups hold."""
    held = [group for group in groups if group.hits]
    sure = [group for group in held if not group.instead]
    guesses = [group for group in held if group.instead]
    return {"groups": sure, "guesses": guesses, "total": sum(group.count for group in sure)}
