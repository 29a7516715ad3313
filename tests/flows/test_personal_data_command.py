"""The operator finds, exports and erases a person from the shell, while other processes carry the events."""

import json
import os
import subprocess
import sys
from dataclasses import fields

import pytest
from sqlalchemy import text

from services.directory.personal_data_command import Status, run
from shared.settings import PREFIX, Settings
from shared.testing.subject import NetworkUnderTest
from tests.factories.equipment import a_person
from tests.factories.networks import open_network
from tests.servers.common import PATIENCE

JEANNE = ("--network", "reseau-de-la-marne", "--email", "jeanne@exemple.fr")


@pytest.fixture
def marne(platform):
    opened = open_network(platform["directory"])
    platform.settle()
    with NetworkUnderTest(platform["sessions"], opened.id, opened.slug).uow() as uow:
        a_person(uow, email="jeanne@exemple.fr")
    return opened


@pytest.fixture
def carried(platform, marne):
    """Events go from service to service by themselves."""
    platform.bus.start()
    yield
    platform.bus.stop()


def in_another_process(make_settings, *arguments):
    settings = make_settings("directory")
    known = {PREFIX + field.name.upper(): str(getattr(settings, field.name)) for field in fields(Settings)}
    command = [sys.executable, "-m", "services.directory", "personal-data", *arguments]
    return subprocess.run(
        command, env={**os.environ, **known}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_a_person_is_found_given_then_erased_by_a_process_of_the_directory(
    make_settings, marne, carried, tmp_path, capsys
):
    file = tmp_path / "jeanne.json"

    given = in_another_process(make_settings, "export", *JEANNE, "--output", str(file))

    assert given.returncode == Status.DONE, given.stderr
    assert "Ateliers et matériel : trouvé\n  Personnes accompagnées : 1" in given.stdout
    assert "En attente : Ateliers et matériel" in given.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    (kept,) = json.loads(file.read_text())["Ateliers et matériel"]["Personnes accompagnées"]
    assert kept["first_name"] == "Jeanne"

    assert run(["export", *JEANNE, "--output", str(file)]) == Status.WRONG, "no file is overwritten"
    assert run(["erase", *JEANNE]) == Status.NOT_CONFIRMED, "nobody is there to say yes"
    assert run(["erase", *JEANNE, "--yes"]) == Status.DONE
    assert "Ateliers et matériel : effacé\n  Personnes accompagnées : 1" in capsys.readouterr().out
    assert run(["find", *JEANNE]) == Status.NOTHING_KEPT
    with marne.uow() as uow:
        said = uow.session.execute(
            text("SELECT DISTINCT actor_label FROM journal_entry WHERE noun = 'personal_request'")
        )
        assert said.scalars().all() == ["exploitant"]


def test_a_name_alone_erases_nobody_until_the_operator_says_that_it_is_one_person(marne, carried, capsys):
    named = ("--network", "reseau-de-la-marne", "--last-name", "JEANNE", "--first-name", "labat", "--yes")

    assert run(["erase", *named]) == Status.WRONG
    assert "--same-person" in capsys.readouterr().err
    assert run(["erase", *named, "--same-person"]) == Status.DONE


def test_what_does_not_answer_is_named(marne, capsys):
    status = run(["find", *JEANNE, "--timeout", "0"])

    assert status == Status.TOO_LATE
    told = capsys.readouterr().err
    assert "Ateliers et matériel, Lettres et rencontres, Rapports" in told
    assert "worker" in told


def test_an_unknown_network_and_a_search_for_nobody_are_refused(marne, capsys):
    assert run(["find", "--network", "aube", "--email", "x@exemple.fr"]) == Status.WRONG
    assert run(["find", *JEANNE[:2]]) == Status.WRONG

    told = capsys.readouterr().err
    assert "Aucun réseau ne s’appelle « aube »" in told
    assert "Donnez une adresse" in told
