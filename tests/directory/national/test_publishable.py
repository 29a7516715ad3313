from datetime import date

import pytest

from services.directory.national.publishable import sift_record
from tests.factories.national_files import NAMES, a_line

TODAY = date(2026, 5, 1)


def a_record(**cells):
    line = {**dict.fromkeys(NAMES, ""), **a_line(1, **cells)}
    return {**line, "latitude": 43.295, "longitude": -0.37}


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"horaires": '24/7 "sur rendez-vous"'},
        {"horaires": "week 01-53/2 Mo 14:00-17:00; PH off"},
        {"pivot": "00000000000000"},
        {"pivot": "W123456789"},
        {"pivot": "35600000049837"},  # La Poste has a key of its own
    ],
)
def test_a_sound_record_is_published_as_it_is(cells):
    record = a_record(**cells)

    assert sift_record(record, TODAY) == (record, [], False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("services", ""),
        ("code_postal", ""),
        ("adresse", ""),
        ("adresse", "« »"),
        ("commune", "Pau (64)"),
        ("date_maj", ""),
        ("date_maj", "2026-05-02"),
    ],
)
def test_what_must_be_there_keeps_the_whole_record_back(name, text):
    _, reasons, is_whole = sift_record(a_record(**{name: text}), TODAY)

    assert is_whole
    assert len(reasons) == 1


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("prise_rdv", "https://exemple.fr/rdv?motif=(1)", ""),
        ("typologie", "EPN|INCONNU", "EPN"),
        ("courriels", "accueil@exemple.fr|pas une adresse", "accueil@exemple.fr"),
        ("telephone", "+3355900000", ""),
        ("horaires", "Lundi - samedi", ""),
        ("horaires", "lundi 9h-12h", ""),
        ("adresse", "12 rue « du Pont » #4", "12 rue du Pont 4"),
        ("pivot", "", "00000000000000"),
        ("pivot", "A1234567890", "00000000000000"),
        ("pivot", "123456789", "00000000000000"),
        ("pivot", "13002526500014", "00000000000000"),
        ("pivot", "ABCDEFGHIJKLMN", "00000000000000"),
        ("formations_labels", "Fabriques de Territoire|Étapes numériques(La Poste)", "Fabriques de Territoire"),
    ],
)
def test_what_may_be_empty_is_left_out_alone(name, text, kept):
    record, reasons, is_whole = sift_record(a_record(**{name: text}), TODAY)

    assert record[name] == kept
    assert len(reasons) == 1
    assert all(part in reasons[0] for part in text.split("|") if part not in kept)
    assert not is_whole
