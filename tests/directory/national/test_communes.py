from services.directory.domain.coverage import Inhabited
from services.directory.domain.distances import Point
from services.directory.domain.import_plan import Row
from services.directory.national.communes import Communes

PAU = Inhabited("64445", "Pau", "pau", "", False, 75000, Point(43.295, -0.37))
SAINT_JEAN = Inhabited("64483", "Saint-Jean-de-Luz", "saint jean de luz", "", False, 14000, Point(43.39, -1.66))


def looked_at(commune: str, *, stored: dict[str, str] | None = None, **values) -> Row:
    """``stored``: what the directory knows of the structure."""
    given = [Row(2, "a", {"commune": commune, **values})]
    (row,) = Communes([PAU, SAINT_JEAN]).looked_at(given, {"a": stored} if stored else {})
    return row


def said_of(row: Row) -> list[str]:
    return [one.sentence for one in row.remarks]


def test_a_commune_gets_its_official_name_and_its_code():
    for written in ("PAU CEDEX 9", "pau", "64000 Pau", "Pau (64)"):
        assert looked_at(written).values == {"commune": "Pau", "commune_code": "64445"}

    row = looked_at("ST JEAN DE LUZ")

    assert row.values["commune"] == "Saint-Jean-de-Luz"
    assert said_of(row) == [
        "Ligne 2, commune : « ST JEAN DE LUZ » lu comme « Saint-Jean-de-Luz ».",
        "Ligne 2, code_insee : rempli d’après la commune.",
    ]
    assert all(one.is_repair for one in row.remarks)


def test_what_is_right_already_is_left_without_a_word():
    row = looked_at("Pau", commune_code="64445", latitude=43.3, longitude=-0.36)

    assert row.values["commune_code"] == "64445"
    assert not row.remarks


def test_a_code_of_another_commune_and_a_position_far_away_are_told_and_kept():
    row = looked_at("Pau", commune_code="64102", latitude=43.49, longitude=-1.47)

    assert row.values["commune_code"] == "64102"
    assert said_of(row) == [
        "Ligne 2, code_insee : « 64102 » n’est pas le code de Pau, qui est 64445 : vérifiez-le.",
        "Ligne 2, latitude : la position est à 91 km de Pau : vérifiez-la.",
    ]


def test_a_commune_that_is_not_in_the_department_is_left_as_it_is():
    assert looked_at("Dax").values == {"commune": "Dax"}
    assert Communes([]).looked_at([Row(2, "a", {"commune": "PAU"})], {})[0].values == {"commune": "PAU"}


def test_a_line_without_a_code_keeps_the_one_that_the_directory_has_as_long_as_the_commune_stays():
    kept = looked_at("Pau", commune_code="", stored={"commune_code": "64102", "commune_key": "pau"})
    moved = looked_at("Pau", commune_code="", stored={"commune_code": "64102", "commune_key": "bayonne"})

    assert kept.values == {"commune": "Pau"}
    assert not kept.remarks
    assert moved.values["commune_code"] == "64445"


def test_a_commune_of_the_same_name_beyond_the_border_gets_no_code():
    assert looked_at("Pau", postcode="40000").values == {"commune": "Pau", "postcode": "40000"}
    assert looked_at("Pau", postcode="64000").values["commune_code"] == "64445"
