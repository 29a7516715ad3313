"""Pages of duplicates: likely pairs, another structure chosen by hand, two records side by side, the merge."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.actors import find_duplicates
from services.directory.domain.coordinates import COORDINATES
from services.directory.models.structure import Structure
from services.directory.pages.record_words import LABELS, in_words
from services.directory.queries import duplicates as queries
from services.directory.queries.duplicates import Pair
from services.directory.queries.structures import Wanted, get_structure, list_structures
from services.directory.schemas.duplicates import ComparisonSchema, FoundQuery, PairSchema
from services.directory.usecases import merging
from shared.actor import Actor
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("duplicates", __name__, prefix="annuaire")
PLACE = "latitude"
"""Under this name the two coordinates are one choice: a point is one record's or the other's."""


@blueprint.get("/structures/doublons")
@door("structures.write")
def list_pairs(uow: UnitOfWork) -> ResponseReturnValue:
    page = queries.list_pairs(uow, cursor=request.args.get("cursor"))
    return render_template("duplicates/index.html", page=page, different=queries.count_different(uow))


@blueprint.post("/structures/doublons/recherche")
@door("structures.write", retry=list_pairs)
def search(uow: UnitOfWork) -> ResponseReturnValue:
    uow.enqueue(find_duplicates, tenant_id=str(uow.tenant_id))
    return done(
        "La recherche est lancée : rechargez cette page dans un instant pour voir les paires trouvées.", _list()
    )


@blueprint.get("/structures/doublons/comparaison")
@door("structures.write")
def compare(uow: UnitOfWork) -> ResponseReturnValue:
    """Asked for by its address, or shown again with what was chosen."""
    asked = load_query(ComparisonSchema)
    found = _compared(uow, asked if any(asked.values()) else load_form(ComparisonSchema))
    rows = list(_rows(found))
    both = [row for row in rows if row["first"] and row["second"]]
    return render_template(
        "duplicates/compare.html", found=found, both=both, one_sided=[row for row in rows if row not in both]
    )


@blueprint.get("/structures/<uuid:structure_id>/fusion")
@door("structures.write")
def choose_other(uow: UnitOfWork, structure_id: UUID) -> ResponseReturnValue:
    """The search saw no pair: somebody who knows says which other record is the same place."""
    structure, query = get_structure(uow, structure_id), load_query(FoundQuery)
    if not structure.is_active:
        raise NotFound
    wanted = Wanted(text=query["q"], commune="" if query["q"] else structure.commune)
    page = list_structures(uow, wanted, cursor=query["cursor"])
    others = [one for one in page.items if one.id != structure_id]
    return render_template("duplicates/choose.html", structure=structure, query=query, page=page, others=others)


@blueprint.post("/structures/doublons/comparaison")
@door("structures.write", retry=compare)
def merge(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    """Each field says from which of the two records it comes; so does the record that stays."""
    found = _compared(uow, load_form(ComparisonSchema))
    kept, merged = found.first, found.second
    if request.form.get("kept") == "second":
        kept, merged = merged, kept
    side = "first" if merged is found.first else "second"
    chosen = [row["name"] for row in _rows(found) if request.form.get(f"take_{row['name']}", row["proposed"]) == side]
    structure = merging.merge_structures(uow, actor, kept_id=kept.id, merged_id=merged.id, from_merged=chosen)
    page = url_for("structures.show_structure", structure_id=structure.id)
    return done(f"{structure.label} : il n’y a plus qu’une fiche.", page)


@blueprint.post("/structures/doublons/difference")
@door("structures.write", retry=list_pairs)
def call_different(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    pair_id = load_form(PairSchema)["pair"]
    merging.call_different(uow, actor, pair_id=pair_id)
    undo = url_for(".propose_again", pair=pair_id)
    return done("C’est noté : ce sont deux structures différentes.", _list(), undo=undo)


@blueprint.post("/structures/doublons/retour")
@door("structures.write", retry=list_pairs)
def propose_again(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    merging.propose_again(uow, actor, pair_id=load_query(PairSchema)["pair"])
    return done("La paire est de nouveau proposée.", _list())


def _compared(uow: UnitOfWork, asked: dict[str, Any]) -> Pair:
    if asked["pair"]:
        return queries.get_pair(uow, asked["pair"])
    if asked["first"] and asked["second"]:
        return queries.get_two(uow, asked["first"], asked["second"])
    raise NotFound


def _rows(found: Pair) -> Iterator[dict[str, str]]:
    """Fields on which the two records differ, with the proposed side."""
    differing = merging.choices_between(found.first, found.second)
    for name in dict.fromkeys(PLACE if name in COORDINATES else name for name in differing):
        believed = merging.believed(found.first, found.second, name)
        yield {
            "name": name,
            "label": "Situation sur la carte" if name == PLACE else LABELS[name],
            "first": _shown(name, found.first),
            "second": _shown(name, found.second),
            "proposed": "first" if believed is found.first else "second",
        }


def _shown(name: str, structure: Structure) -> str:
    names = COORDINATES if name == PLACE else (name,)
    said = (in_words(one, getattr(structure, one)) for one in names)
    return " ; ".join(filter(None, said))


def _list() -> str:
    return url_for(".list_pairs")
