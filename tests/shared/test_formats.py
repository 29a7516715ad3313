"""French formats: what people read."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, g, render_template_string
from markupsafe import Markup

from shared.web import formats

PARIS = ZoneInfo("Europe/Paris")


def test_a_day_is_written_in_full_and_the_first_of_a_month_as_an_ordinal():
    assert formats.day(date(2026, 3, 3)) == "mardi 3 mars 2026"
    assert formats.short_day(date(2026, 3, 3)) == "3 mars 2026"
    assert formats.day(date(2026, 5, 1)) == "vendredi 1er mai 2026"


def test_a_moment_is_shown_in_the_time_zone_of_its_network():
    instant = datetime(2026, 3, 3, 13, 30, tzinfo=UTC)

    assert formats.moment(instant, PARIS) == "mardi 3 mars, 14\u00a0h\u00a030"
    assert formats.moment(instant, ZoneInfo("Indian/Reunion")) == "mardi 3 mars, 17\u00a0h\u00a030"
    assert formats.day(datetime(2026, 3, 3, 23, 30, tzinfo=UTC), PARIS) == "mercredi 4 mars 2026"


def test_one_instant_is_two_days_in_two_zones_whichever_is_asked_first():
    instant = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)

    days = [formats.short_day(instant, zone) for zone in (PARIS, UTC, PARIS)]

    assert days == ["4 mars 2026", "3 mars 2026", "4 mars 2026"]


def test_full_hours_have_no_minutes():
    assert formats.clock(time(14, 0)) == "14\u00a0h"
    assert formats.clock(time(9, 5)) == "9\u00a0h\u00a005"


@pytest.mark.parametrize(
    ("cents", "written"),
    [(790000, "7\u202f900\u00a0€"), (1250, "12,50\u00a0€"), (0, "0\u00a0€"), (-500, "-5\u00a0€"), (5, "0,05\u00a0€")],
)
def test_money_shows_cents_only_where_there_are_some(cents, written):
    assert formats.euros(cents) == written


def test_numbers_group_thousands_and_round_halves_up():
    assert formats.number(1250) == "1\u202f250"
    assert formats.decimal(Decimal("8.74")) == "8,74"
    assert formats.decimal(11.5) == "11,5"
    assert formats.decimal(Decimal("0.125")) == "0,13"
    assert formats.percent(0.875) == "88\u00a0%"
    assert formats.percent(0.825, 1) == "82,5\u00a0%"


def test_an_address_breaks_before_its_at_sign_and_is_still_escaped():
    assert formats.breakable("nadia@ville.fr") == "nadia<wbr>@ville.fr"
    assert formats.breakable("<b>@ville.fr") == "&lt;b&gt;<wbr>@ville.fr"


def test_nothing_is_written_as_nothing():
    assert {one(None) for one in formats.FILTERS} == {""}


def test_a_template_uses_the_zone_of_the_network_of_the_request():
    app = Flask(__name__)
    formats.install(app)
    instant = datetime(2026, 3, 3, 13, 0, tzinfo=UTC)

    with app.test_request_context():
        g.network = type("Network", (), {"time_zone": "America/Martinique"})
        written = render_template_string("{{ at|moment }}", at=instant)

    assert written == "mardi 3 mars, 9\u00a0h"


def test_spacing_leaves_markup_as_it_is_and_escapes_nothing_twice():
    shown = formats.typeset(Markup("<em>Où</em> : « ici » &amp; là"))

    assert shown == "<em>Où</em>\u00a0: «\u00a0ici\u00a0» &amp; là"
    assert isinstance(shown, Markup)
    assert not isinstance(formats.typeset("Où : ici"), Markup)
