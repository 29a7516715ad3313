"""The official list of departments."""

from zoneinfo import ZoneInfo

from services.directory.domain import departments


def test_there_are_101_departments():
    assert len(departments.NAMES) == 101
    assert len(set(departments.NAMES.values())) == 101


def test_the_codes_are_the_official_ones():
    metropolitan = {f"{number:02}" for number in range(1, 96)} - {"20"} | {"2A", "2B"}

    assert set(departments.NAMES) == metropolitan | {"971", "972", "973", "974", "976"}


def test_an_overseas_department_has_its_own_time():
    assert departments.time_zone_of("974") == "Indian/Reunion"
    assert departments.time_zone_of("51") == "Europe/Paris"
    assert all(ZoneInfo(departments.time_zone_of(code)) for code in departments.NAMES)


def test_choices_show_code_and_name():
    assert departments.choices()[50] == ("50", "50 – Manche")
