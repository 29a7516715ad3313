"""What the search across everything finds here: workshops and people in one answer, equipment in another."""

from collections.abc import Iterator

from flask import url_for
from flask.typing import ResponseReturnValue

from services.sessions.models.item import Item
from services.sessions.models.series import Series
from services.sessions.models.sim_card import SimCard
from services.sessions.queries.items import ORDERS, count_items, find_by_number, items
from services.sessions.queries.loans import OPEN_ORDER, count_loans, loans
from services.sessions.queries.people import count_people, people
from services.sessions.queries.series import SeriesLine, count_series, series_lines, series_list
from services.sessions.queries.sim_cards import ORDER, count_found, find_by_iccid, sim_cards
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.finding import MOST, Group, Hit, answer, first_exact, group_of_list, joined, sought
from shared.web.formats import moment, short_day, telephone
from shared.web.identity import may

workshops = page_blueprint("find_workshops", __name__, prefix="ateliers")
equipment = page_blueprint("find_equipment", __name__, prefix="materiel")
blueprints = (workshops, equipment)


@workshops.get("/recherche")
@door("workshops.read")
def search_workshops(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    text, reads_people = sought(), may(actor, "people.read")
    groups = [_series(uow, text)] if text else []
    if text and reads_people:
        groups.append(_people(uow, text))
    return answer("les ateliers et les personnes accompagnées" if reads_people else "les ateliers", groups)


@equipment.get("/recherche")
@door("items.read")
def search_equipment(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    text = sought()
    return answer("le matériel, les prêts et les cartes SIM", list(_equipment(uow, actor, text)) if text else [])


def _equipment(uow: UnitOfWork, actor: Actor, text: str) -> Iterator[Group]:
    """The list that holds the very number first."""
    yield _items(uow, text)
    if may(actor, "sims.read"):
        yield _sim_cards(uow, text)
    if may(actor, "loans.read"):
        yield _loans(uow, text)


def _series(uow: UnitOfWork, text: str) -> Group:
    found = uow.session.scalars(series_list(text).order_by(Series.id.desc()).limit(MOST)).all()
    hits = [_of_series(line) for line in series_lines(uow, found)]
    return group_of_list("Ateliers", hits, count_series(uow, text), "ateliers", url_for("series.list_series", q=text))


def _of_series(line: SeriesLine) -> Hit:
    place = line.structure.name if line.structure else ""
    next_date = f"prochaine séance {moment(line.next_at)}" if line.next_at else ""
    href = url_for("series.show_series", series_id=line.series.id)
    return Hit(line.series.title, href, joined(line.series.kind_label, place, next_date))


def _people(uow: UnitOfWork, text: str) -> Group:
    found = people(text)
    hits = [
        Hit(one.full_name, url_for("people.show_person", person_id=one.id), telephone(one.phone))
        for one in uow.session.scalars(found.limit(MOST))
    ]
    listed = url_for("people.list_people", q=text)
    return group_of_list("Personnes accompagnées", hits, count_people(uow, found), "personnes", listed)


def _items(uow: UnitOfWork, text: str) -> Group:
    found, exact = items(search=text), find_by_number(uow, text)
    shown = first_exact(exact, uow.session.scalars(found.order_by(*ORDERS["tag"]).limit(MOST)))
    hits = [_of_item(one, exact=one is exact) for one in shown]
    count = max(count_items(uow, found), len(hits))
    return group_of_list("Matériel", hits, count, "matériels", url_for("items.list_items", q=text))


def _of_item(item: Item, *, exact: bool) -> Hit:
    href = url_for("items.show_item", item_id=item.id)
    return Hit(f"{item.kind_label} {item.tag}", href, joined(item.model, item.serial, item.status_label), exact)


def _sim_cards(uow: UnitOfWork, text: str) -> Group:
    found, exact = sim_cards(search=text), find_by_iccid(uow, text)
    shown = first_exact(exact, uow.session.scalars(found.order_by(*ORDER).limit(MOST)))
    hits = [_of_card(one, exact=one is exact) for one in shown]
    count = max(count_found(uow, found), len(hits))
    return group_of_list("Cartes SIM", hits, count, "cartes SIM", url_for("sim_cards.list_sim_cards", q=text))


def _of_card(card: SimCard, *, exact: bool) -> Hit:
    state = f"donnée à {card.person.full_name}" if card.person else "en stock"
    return Hit(
        card.shown_iccid, url_for("sim_cards.show_sim_card", sim_id=card.id), joined(card.operator, state), exact
    )


def _loans(uow: UnitOfWork, text: str) -> Group:
    found = loans(uow.today, search=text)
    hits = [
        Hit(
            f"{loan.item.kind_label} {loan.item.tag}, à {loan.person.full_name}",
            url_for("loans.show_loan", loan_id=loan.id),
            f"à rendre le {short_day(loan.due_on)}",
        )
        for loan in uow.session.scalars(found.order_by(*OPEN_ORDER).limit(MOST))
    ]
    return group_of_list("Prêts en cours", hits, count_loans(uow, found), "prêts", url_for("loans.list_loans", q=text))
