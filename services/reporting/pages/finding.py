"""What the search across everything finds here: reports, by the words of their titles."""

from flask import url_for
from flask.typing import ResponseReturnValue

from services.reporting.queries.reports import find_reports
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.finding import MOST, Hit, answer, group_of_list, sought
from shared.web.formats import short_day
from shared.web.identity import may

blueprint = page_blueprint("find_reports", __name__, prefix="rapports")


@blueprint.get("/recherche")
@door("reports.read")
def search(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    text = sought()
    found = find_reports(uow, text, with_drafts=may(actor, "reports.publish")) if text else []
    hits = [
        Hit(
            one.label,
            url_for("reports.show_report", report_id=one.id),
            f"publié le {short_day(one.published_at)}" if one.is_published else "brouillon",
        )
        for one in found[:MOST]
    ]
    return answer(
        "les rapports", [group_of_list("Rapports", hits, len(found), "rapports", url_for("reports.list_all"))]
    )
