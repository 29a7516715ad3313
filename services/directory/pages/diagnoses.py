"""The quick diagnosis: the mediator holds the tablet, nothing about the person is kept."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import diagnosis as rules
from services.directory.queries import diagnoses as queries
from services.directory.queries.structures import list_communes
from services.directory.schemas.diagnoses import DiagnosisSchema
from services.directory.usecases.diagnoses import make_diagnosis
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("diagnoses", __name__, prefix="annuaire")


@blueprint.get("/diagnostic")
@door("diagnoses.write")
def new_diagnosis(uow: UnitOfWork) -> ResponseReturnValue:
    counts = queries.count_this_year(uow)
    return render_template("diagnoses/new.html", rules=rules, communes=list_communes(uow), counts=counts)


@blueprint.post("/diagnostic")
@door("diagnoses.write", retry=new_diagnosis)
def diagnose(uow: UnitOfWork) -> ResponseReturnValue:
    """Counted once; the answers go on in the address, so that no row ever holds them."""
    form = load_form(DiagnosisSchema)
    answers = rules.known_answers(form)
    make_diagnosis(uow, answers)
    return redirect(url_for(".show_result", _external=False, **answers, commune=form["commune"] or None), 303)


@blueprint.get("/diagnostic/resultat")
@door("diagnoses.write")
def show_result(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(DiagnosisSchema)
    answers = rules.known_answers(query)
    if not answers:
        return redirect(url_for(".new_diagnosis"))
    result = rules.diagnose(answers)
    return render_template(
        "diagnoses/result.html",
        result=result,
        answers=answers,
        rules=rules,
        commune=query["commune"],
        fitting=queries.list_fitting(uow, result, query["commune"]),
    )


@blueprint.get("/diagnostic/feuille")
@door("diagnoses.write")
def show_sheet(uow: UnitOfWork) -> ResponseReturnValue:
    """On paper: one page, boxes to tick."""
    return render_template("diagnoses/sheet.html", rules=rules)
