"""When a digest is due, and what is new to whom."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.directory.domain.exchanges import DAILY, LATE, WEEKLY, FreshPost, Place, excerpt, last_turn, news_of
from shared.ids import new_id

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
ME, KARIM = new_id(), new_id()
THREAD, OTHER = new_id(), new_id()


def post(number, *, account_id=KARIM, thread_id=THREAD, at=NOW):
    return FreshPost(thread_id, "Vidéoprojecteur", number, account_id, "Karim", "Bonjour", at)


def told(posts, places=None, since=NOW - timedelta(days=1)):
    return [(one.thread_id, [p.number for p in one.posts]) for one in news_of(ME, since, posts, places or {})]


def test_a_turn_is_eight_o_clock_of_the_network_whatever_the_season():
    winter, summer = datetime(2026, 3, 3, 9, tzinfo=PARIS), datetime(2026, 7, 5, 19, tzinfo=PARIS)

    assert last_turn(DAILY, winter) == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert last_turn(DAILY, summer) == datetime(2026, 7, 5, 6, tzinfo=UTC)
    assert last_turn(WEEKLY, summer) == datetime(2026, 6, 29, 6, tzinfo=UTC), "a Monday"


def test_followed_threads_are_told_whole_and_others_when_they_begin():
    posts = [post(1), post(2), post(1, thread_id=OTHER), post(2, thread_id=OTHER)]

    assert told(posts, {OTHER: Place(follows=True)}) == [(THREAD, [1]), (OTHER, [1, 2])]


def test_ones_own_posts_and_what_is_known_are_not_news():
    posts = [post(1, account_id=ME), post(2), post(3, account_id=ME), post(4)]

    assert told(posts, {THREAD: Place(follows=True, known=2)}) == [(THREAD, [4])]
    assert told(posts[:1], {THREAD: Place(follows=True)}) == []
    assert told([post(5)], {THREAD: Place(follows=False)}) == []


def test_what_was_committed_late_is_still_told_and_old_things_are_not():
    since, here = NOW, {THREAD: Place(follows=True)}

    assert told([post(1, at=NOW - LATE / 2)], here, since) == [(THREAD, [1])]
    assert told([post(1, at=NOW - LATE)], here, since) == []


def test_an_excerpt_is_one_line_cut_between_words():
    assert excerpt("Bonjour,\n\n**tous**") == "Bonjour, tous"
    assert len(excerpt("mot " * 200)) <= 241
    assert excerpt("mot " * 200).endswith("mot…")
