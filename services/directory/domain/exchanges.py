"""Discussions between members: their themes, and what each member is told of them by e-mail, and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

THEMES = {
    "support": "Accompagner les personnes",
    "workshops": "Ateliers et formations",
    "equipment": "Matériel et connexion",
    "tools": "Outils et ressources",
    "network": "Vie du réseau",
}

REMOVED_TITLE = "Discussion retirée"
"""Of a thread whose opening post was forgotten."""

DAILY, WEEKLY, NEVER = "daily", "weekly", "never"
FREQUENCIES = {DAILY: "chaque jour", WEEKLY: "chaque semaine", NEVER: "jamais"}
FIRST_HOUR = 8
HOURS = range(FIRST_HOUR, 20)
"""Of the network's own day: after an outage that ends at night, the digest waits for the morning."""
LINK_VALID = timedelta(days=30)
"""How long the links of a digest let its reader answer."""
MAIL_VALID = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}
"""How late a digest may still be delivered: its words may have been taken away meanwhile, and the next one comes."""
LATE = timedelta(minutes=10)
"""A post may be committed this long after the instant it bears: the digest looks that far behind itself."""
EXCERPT = 240
POSTS_SHOWN = 3


def last_turn(frequency: str, now: datetime) -> datetime:
    """The last eight o'clock, of today or of Monday, at which a digest was due. ``now``: on the network's clock."""
    day = now.date() - timedelta(days=now.weekday() if frequency == WEEKLY else 0)
    return datetime.combine(day, time(FIRST_HOUR), now.tzinfo)


@dataclass(frozen=True)
class FreshPost:
    """What a digest needs to know of a post. ``appeared_at``: written, or shown again after it was away."""

    thread_id: UUID
    title: str
    number: int
    account_id: UUID | None
    author: str
    body: str
    appeared_at: datetime


@dataclass(frozen=True)
class Place:
    """Where a member stands in a thread: the last post that they have read or been told of."""

    follows: bool = False
    known: int = 0


@dataclass
class ThreadNews:
    """The posts of one thread that a member is told of, oldest first."""

    thread_id: UUID
    title: str
    posts: list[FreshPost] = field(default_factory=list)

    @property
    def up_to(self) -> int:
        return self.posts[-1].number

    @property
    def words(self) -> str:
        """« Nouvelle discussion de Lise », « 2 nouveaux messages »."""
        if self.posts[0].number == 1:
            more = len(self.posts) - 1
            started = f"Nouvelle discussion de {self.posts[0].author}"
            return f"{started}, {count_words(more)}" if more else started
        return count_words(len(self.posts))


def count_words(count: int) -> str:
    return "1 nouveau message" if count == 1 else f"{count} nouveaux messages"


def news_of(
    account_id: UUID, since: datetime, posts: Iterable[FreshPost], places: Mapping[UUID, Place]
) -> list[ThreadNews]:
    """All that is new to one member: what was written in the threads that they follow, and threads just opened.

    ``posts``: in the order of their numbers within each thread. What they wrote themselves, have read, or were told
    already is not new; nor is what shows again in a thread of which they know a later post.
    """
    found: dict[UUID, ThreadNews] = {}
    for post in posts:
        place = places.get(post.thread_id, Place())
        is_new = post.account_id != account_id and post.number > place.known and post.appeared_at > since - LATE
        if is_new and (place.follows or post.number == 1):
            found.setdefault(post.thread_id, ThreadNews(post.thread_id, post.title)).posts.append(post)
    return list(found.values())


def excerpt(body: str) -> str:
    """The beginning of a text, on one line, without the marks of bold words."""
    line = " ".join(body.replace("**", "").split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + "…"


def shown(posts: Sequence[FreshPost]) -> Sequence[FreshPost]:
    """Those of which the mail quotes the beginning: the last ones."""
    return posts[-POSTS_SHOWN:]
