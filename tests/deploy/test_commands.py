"""The commands of the README, by someone who has just cloned the repository."""

import hashlib
from pathlib import Path

import pytest

from services.standalone.alone import alone
from services.standalone.demo.http import Browser


def test_the_demonstration_is_made_from_nothing_and_says_what_it_made(summary):
    report = summary["report"]

    assert hashlib.sha256(Path(report["path"]).read_bytes()).hexdigest() == report["sha256"]
    assert summary["counts"]["directory"] == {"structures": 61, "members": 19}
    assert summary["counts"]["reporting"] == {"reports": 1}


def test_a_second_start_keeps_everything(summary, demonstration):
    report = demonstration.program.get("reporting", f"/reports/{demonstration.loaded.report_id}")

    assert report["sha256"] == summary["report"]["sha256"]
    assert "Maillage" in Browser(demonstration.url).open("/")


def test_a_port_that_is_taken_is_named_with_the_mend(newcomer, demonstration):
    done = newcomer.make("demo", f"PORT={demonstration.port}")

    assert done.returncode != 0
    assert f"port {demonstration.port}" in done.stderr
    assert f"PORT={demonstration.port + 1}" in done.stderr


def test_a_demonstration_that_cannot_be_made_says_why_and_fails(newcomer, summary):
    (newcomer.copy / "occupied").write_text("not a folder")

    done = newcomer.make("demo", "ONCE=1", "RUN=env MAILLAGE_HOME=occupied .venv/bin/python")

    assert done.returncode != 0
    assert "occupied" in done.stderr


def test_a_second_command_does_not_share_the_folder_of_one_that_serves(demonstration, newcomer):
    lock = demonstration.folder.with_suffix(".lock")

    with pytest.raises(SystemExit, match="sert déjà le dossier"), alone(lock, patience=0.2):
        pass

    with alone(newcomer.copy / "var" / "other.lock"):
        pass
