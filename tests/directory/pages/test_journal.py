"""Who did what, when, before and after."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from shared import journal
from shared.ids import new_id
from tests.factories.networks import SETTINGS, open_network


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def browser(marne):
    return marne.client()


def url(marne, path):
    return f"/annuaire/{marne.slug}/{path}"


def entries(browser, marne, **query):
    answer = browser.get(f"/api/v1/directory/networks/{marne.slug}/journal", query_string=query)
    assert answer.status_code == 200
    return answer.json["items"]


def rename(browser, marne, label):
    assert browser.post(url(marne, "reglages"), data={**SETTINGS, "label": label}).status_code == 303


def test_a_change_is_told_with_its_author_and_what_was_there_before(marne, browser):
    rename(browser, marne, "Réseau de la Marne et du Der")

    [entry] = entries(browser, marne, noun="network")[:1]

    assert (entry["actor_label"], entry["action"]) == ("Nadia Benali", "changed")
    assert entry["changes"]["label"] == ["Réseau de la Marne", "Réseau de la Marne et du Der"]
    page = browser.get(url(marne, "journal")).text
    assert "Réglages du réseau" in page
    assert "<del>Réseau de la Marne</del> → Réseau de la Marne et du Der" in page


def test_the_opening_of_a_network_is_the_first_thing_told(marne, browser):
    told = {(entry["noun"], entry["actor_label"]) for entry in entries(browser, marne)}

    assert told == {("network", "Nadia Benali"), ("membership", "Nadia Benali"), ("structure", "Nadia Benali")}


def test_filters_keep_what_they_say(marne, browser, clock):
    rename(browser, marne, "Réseau du Der")

    assert [e["noun"] for e in entries(browser, marne, thing="ccas")] == ["structure"]
    assert entries(browser, marne, person="Camille") == []
    assert entries(browser, marne, until="2020-01-01") == []
    assert len(entries(browser, marne, since="2020-01-01", limit=2)) == 2


def test_pages_of_the_journal_follow_each_other(marne, browser):
    first = browser.get(f"/api/v1/directory/networks/{marne.slug}/journal", query_string={"limit": 2}).json
    rest = entries(browser, marne, limit=2, cursor=first["next"])

    everything = [entry["id"] for entry in entries(browser, marne)]
    assert [entry["id"] for entry in (*first["items"], *rest)] == everything


def test_the_file_holds_no_formula(marne, browser):
    rename(browser, marne, "=1+1")

    lines = browser.get(url(marne, "journal.csv")).text

    assert ";'=1+1;" in lines
    assert "Nom : Réseau de la Marne → =1+1" in lines


def test_a_refused_command_leaves_no_line(marne, browser):
    before = len(entries(browser, marne))

    browser.post(url(marne, "reglages"), data={**SETTINGS, "label": ""})

    assert len(entries(browser, marne)) == before


def test_members_do_not_read_the_journal(marne):
    animator = marne.client(marne.join("paul@ville.fr", "animator"))

    assert animator.get(url(marne, "journal")).status_code == 403


def test_another_network_reads_its_own_journal_only(marne, browser, directory):
    aube = open_network(directory, "Réseau de l’Aube", email="zoe@ville.fr", department="10")

    labels = {entry["actor_label"] for entry in entries(aube.client(), aube)}

    assert len(entries(aube.client(), aube)) == 3
    assert labels == {"Nadia Benali"}


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET actor_label = 'x'", "DELETE FROM journal_entry"])
def test_the_application_cannot_change_what_is_written(marne, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), marne.uow() as uow:
        uow.session.execute(text(statement))


def test_what_the_law_asks_to_be_erased_goes_through_one_door(marne, browser):
    structure = entries(browser, marne, noun="structure")[0]

    with marne.uow() as uow:
        assert journal.erase_things(uow.session, [structure["thing_id"]]) == 1

    erased = entries(browser, marne, noun="structure")[0]
    assert (erased["thing_label"], erased["changes"], erased["actor_label"]) == ("", {}, "Nadia Benali")


def test_old_lines_are_forgotten_network_by_network(marne, browser, directory):
    aube = open_network(directory, "Réseau de l’Aube", email="zoe@ville.fr", department="10")

    with marne.uow() as uow:
        assert journal.forget_before(uow.session, uow.now.replace(year=uow.now.year + 1)) == 3

    assert entries(browser, marne) == []
    assert len(entries(aube.client(), aube)) == 3


def test_one_statement_writes_the_lines_of_a_whole_unit_of_work(marne, directory):
    from sqlalchemy import event

    from services.directory.models.structure import Structure, new_values

    statements = []
    engine = directory.database.engine
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    with marne.uow() as uow:
        for number in range(20):
            values = new_values({"external_id": "", "label": f"Mairie {number} {new_id()}"}, uow.now)
            uow.session.add(Structure(**values))
            uow.session.flush()

    assert sum("journal_entry" in statement for statement in statements) == 1
