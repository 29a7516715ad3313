import pytest

from services.directory.domain.written_dates import iso_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2025-12-25 00:00:00", "2025-12-25"),
        ("05/03/2025", "2025-03-05"),
        ("5.3.25", "2025-03-05"),
        ("45722", "2025-03-06"),
        ("03/2024", "2024-03-01"),
        ("mars 2024", "2024-03-01"),
        ("1er août 2025", "2025-08-01"),
        ("jeudi 5 mars 2025", "2025-03-05"),
        ("2024", "2024-01-01"),
    ],
)
def test_days_are_read_as_people_and_spreadsheets_write_them(text, day):
    assert iso_day(text) == day


@pytest.mark.parametrize("text", ["31/02/2025", "12/25/2025", "13/13/2025", "un jour", "12345", "64000", "mars"])
def test_what_is_no_day_stays_as_it_is(text):
    assert iso_day(text) == text
