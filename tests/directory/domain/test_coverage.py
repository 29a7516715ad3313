"""Communes, inhabitants and places are counted as the page says they are."""

from dataclasses import replace

from services.directory.domain.coverage import FAR, NEAR, SORTS, VERY_FAR, Helping, Inhabited, cover
from services.directory.domain.distances import Point
from shared.ids import new_id


def a_commune(name, *, at, population=100, group="Grand Est", divided=False):
    return Inhabited(name.upper(), name, name, group, divided, population, Point(49.0, at))


def a_place(at=None, *, code="", key=""):
    return Helping(new_id(), "Médiathèque", code, key, None if at is None else Point(49.0, at))


# A degree of longitude is 73 km there.
HERE = a_commune("ici", at=4.0, population=5000)
ASIDE = a_commune("a cote", at=4.2, population=900, group="Petit Ouest")
AWAY = a_commune("loin", at=5.0, population=2000, group="Petit Ouest")
CITY = a_commune("ville", at=4.0, population=9000, divided=True)


def reaches(coverage):
    return {one.name: one.reach for one in coverage.communes}


def test_a_commune_has_a_place_within_the_distance_within_twice_as_much_or_beyond():
    coverage = cover([HERE, ASIDE, AWAY], [a_place(4.0)], 10)

    assert reaches(coverage) == {"ici": NEAR, "a cote": FAR, "loin": VERY_FAR}
    assert (coverage.whole.communes_without, coverage.whole.inhabitants_without) == (2, 2900)
    assert coverage.whole.share_without == 2900 / 7900


def test_a_city_is_counted_by_its_arrondissements_and_still_recognises_its_structures():
    coverage = cover([HERE, CITY], [a_place(4.0, code="VILLE")], 10)

    assert reaches(coverage) == {"ici": NEAR}
    assert coverage.parts[0].structures == 1


def test_without_any_place_every_commune_is_without():
    coverage = cover([HERE, AWAY], [], 30)

    assert {one.kilometres for one in coverage.communes} == {None}
    assert coverage.whole.communes_without == 2


def test_the_offer_per_inhabitant_counts_structures_on_the_map_or_not_by_code_then_by_name():
    structures = [a_place(4.0, code="ICI", key="loin"), a_place(key="loin"), a_place(5.0, code="999", key="ailleurs")]

    coverage = cover([HERE, ASIDE, AWAY], structures, 10)

    assert coverage.unplaced == 1
    assert (coverage.whole.structures, coverage.uncounted) == (2, 1), "the one of another department is not counted"
    assert coverage.whole.per_10_000 == 2 * 10_000 / 7900
    assert [(part.name, part.structures) for part in coverage.parts] == [("Grand Est", 1), ("Petit Ouest", 1)]
    assert coverage.parts[0].per_10_000 == 2


def test_a_name_says_the_commune_only_when_the_code_does_not_say_another_department():
    structures = [a_place(key="ici"), a_place(code="51999", key="ici"), a_place(code="02999", key="ici")]

    known = cover([HERE], structures, 10, department="51")

    assert (known.whole.structures, known.uncounted) == (2, 1)


def test_a_name_that_communes_of_two_groups_bear_counts_for_neither_but_a_code_tells_them_apart():
    twin = replace(HERE, code="ICI-2", intercommunality="Petit Ouest")
    structures = [a_place(key="ici"), a_place(code="ICI", key="ici"), a_place(code="ICI-2", key="ici")]

    apart = cover([HERE, twin], structures, 10)
    together = cover([HERE, replace(twin, intercommunality="Grand Est")], structures, 10)

    assert ([part.structures for part in apart.parts], apart.uncounted) == ([1, 1], 1)
    assert ([part.structures for part in together.parts], together.uncounted) == ([3], 0)


def test_unknown_populations_count_for_nobody_and_divide_nothing():
    nobody = a_commune("mystere", at=5.0, population=None)

    coverage = cover([nobody], [a_place(4.0)], 10)

    whole = coverage.whole
    assert (whole.inhabitants, whole.inhabitants_without) == (None, None), "unknown is not nobody"
    assert (whole.share_without, whole.per_10_000) == (None, None)
    partly = cover([HERE, nobody], [a_place(4.0)], 10).whole
    assert (partly.inhabitants, partly.inhabitants_without, partly.share_without) == (5000, None, None)
    assert cover([HERE], [a_place(4.0)], 10).whole.inhabitants_without == 0


def test_communes_are_sorted_by_what_is_missing_by_distance_or_by_name():
    communes = cover([ASIDE, AWAY, HERE], [a_place(4.0)], 10).communes

    def order(sort):
        return [one.name for one in sorted(communes, key=SORTS[sort])]

    assert order("priority") == ["loin", "a cote", "ici"]
    assert order("distance") == ["loin", "a cote", "ici"]
    assert order("name") == ["a cote", "ici", "loin"]
