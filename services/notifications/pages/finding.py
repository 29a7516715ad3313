"""What the search across everything finds here: letters in one answer, meetings in another."""

from flask import url_for
from flask.typing import ResponseReturnValue

from services.notifications.models import Meeting, Newsletter
from services.notifications.queries.meetings import list_meetings
from services.notifications.queries.newsletters import list_newsletters
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.finding import MOST, Hit, answer, group_of_list, joined, sought
from shared.web.formats import moment, short_day

letters = page_blueprint("find_letters", __name__, prefix="lettres")
meetings = page_blueprint("find_meetings", __name__, prefix="rencontres")
blueprints = (letters, meetings)


@letters.get("/recherche")
@door("letters.read")
def search_letters(uow: UnitOfWork) -> ResponseReturnValue:
    if not (text := sought()):
        return answer("les lettres", [])
    found = list_newsletters(uow, q=text, limit=MOST)
    listed = url_for("newsletters.index", q=text)
    hits = [_of_letter(one) for one in found.items]
    return answer("les lettres", [group_of_list("Lettres", hits, found.count, "lettres", listed)])


def _of_letter(letter: Newsletter) -> Hit:
    href = url_for("newsletters.show_newsletter", newsletter_id=letter.id)
    return Hit(letter.subject, href, joined(letter.state_label, short_day(letter.started_at or letter.edited_at)))


@meetings.get("/recherche")
@door("meetings.read")
def search_meetings(uow: UnitOfWork) -> ResponseReturnValue:
    if not (text := sought()):
        return answer("les rencontres", [])
    found = list_meetings(uow, q=text, limit=MOST)
    listed = url_for("meetings.index", q=text)
    hits = [_of_meeting(one) for one in found.items]
    return answer("les rencontres", [group_of_list("Rencontres", hits, found.count, "rencontres", listed)])


def _of_meeting(meeting: Meeting) -> Hit:
    href = url_for("meetings.show_meeting", meeting_id=meeting.id)
    return Hit(
        meeting.title, href, joined(moment(meeting.starts_at), meeting.place or "à distance", meeting.status_label)
    )
