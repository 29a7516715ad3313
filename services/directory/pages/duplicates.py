"""Pages of likely duplicates: the list of pairs, two records side by side, the merge."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.actors import find_duplicates
from services.directory.domain.national_columns import BY_ATTRIBUTE
from services.directory.queries import duplicates as queries
from services.directory.queries.duplicates import Pair
from services.directory.schemas.duplicates import PairQuery, PairSchema
from services.directory.usecases import merging
from shared.actor import Actor
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.formats import telephone
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("duplicates", __name__, prefix="annuaire")
OWN_LABELS = {"can_host_meetings": "Peut accueillir une rencontre", "seats": "Places pour une rencontre"}


@blueprint.get("/structures/doublons")
@door("structures.write")
def list_pairs(uow: UnitOfWork) -> ResponseReturnValue:
    page = queries.list_pairs(uow, cursor=request.args.get("cursor"))
    return render_template("duplicates/index.html", page=page, different=queries.count_different(uow))


@blueprint.post("/structures/doublons/recherche")
@door("structures.write", retry=list_pairs)
def search(uow: UnitOfWork) -> ResponseReturnValue:
    uow.enqueue(find_duplicates, tenant_id=str(uow.tenant_id))
    return done("La recherche est lancée : les paires trouvées apparaîtront ici dans un instant.", _list())


@blueprint.get("/structures/doublons/comparaison")
@door("structures.write")
def compare(uow: UnitOfWork) -> ResponseReturnValue:
    found = _pair(uow)
    return render_template("duplicates/compare.html", found=found, rows=list(_rows(found)))


@blueprint.post("/structures/doublons/comparaison")
@door("structures.write", retry=compare)
def merge(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    """Each field says from which of the two records it comes; so does the record that stays."""
    found = queries.get_pair(uow, load_form(PairSchema)["pair"])
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
    found = _pair(uow)
    merging.propose_again(uow, actor, pair_id=found.pair.id)
    return done("La paire est de nouveau proposée.", _list())


def _pair(uow: UnitOfWork) -> Pair:
    """Named in the address, or in the form that is shown again."""
    pair_id: UUID | None = load_query(PairQuery)["pair"]
    if pair_id is None and request.form.get("pair"):
        pair_id = load_form(PairSchema)["pair"]
    if pair_id is None:
        raise NotFound
    return queries.get_pair(uow, pair_id)


def _rows(found: Pair) -> Any:
    """Fields on which the two records differ, with the proposed side."""
    for name, (first, second) in merging.choices_between(found.first, found.second).items():
        column = BY_ATTRIBUTE.get(name)
        label = column.label if column else OWN_LABELS.get(name, name)
        proposed = "first" if merging.believed(found.first, found.second, name) is found.first else "second"
        yield {
            "name": name,
            "label": label,
            "first": _shown(name, first),
            "second": _shown(name, second),
            "proposed": proposed,
        }


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(value)
    return telephone(value) if name == "phone" else str(value if value is not None else "")


def _list() -> str:
    return url_for(".list_pairs")
