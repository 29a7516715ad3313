import io

from shared.roles import Role
from tests.factories.national_files import a_file, a_line

IMPORTS = "/api/v1/directory/networks/marne/imports"


def send(program, data: bytes):
    return program.post(IMPORTS, data={"file": (io.BytesIO(data), "structures.csv")})


def test_a_file_is_previewed_then_applied(directory):
    program = directory.network().program(Role.ANIMATOR)

    preview = send(program, a_file([a_line(1), a_line(2, code_postal="6410")]))
    applied = program.post(f"{IMPORTS}/{preview.json['id']}/application")

    assert (preview.status_code, preview.json["state"]) == (201, "previewed")
    assert (preview.json["created_count"], preview.json["refused_count"]) == (1, 1)
    assert "n’a pas 5 chiffres" in preview.json["preview"]["refused"][0]["reasons"][0]
    assert applied.json["state"] == "applied"
    assert program.get(f"{IMPORTS}/{preview.json['id']}").json["applied_at"]


def test_a_file_that_cannot_be_read_is_a_problem_of_its_field(directory):
    answer = send(directory.network().program(Role.ANIMATOR), b"\x00\x01")

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:maillage:file_refused"
    assert "CSV" in answer.json["errors"]["file"][0]


def test_sending_no_file_is_refused(directory):
    answer = directory.network().program(Role.ANIMATOR).post(IMPORTS)

    assert answer.status_code == 422
    assert answer.json["errors"] == {"file": ["Ce champ est à remplir."]}


def test_an_abandoned_import_is_not_applied(directory):
    program = directory.network().program(Role.ANIMATOR)
    address = f"{IMPORTS}/{send(program, a_file([a_line(1)])).json['id']}"

    program.post(f"{address}/abandonment")

    assert program.post(f"{address}/application").status_code == 409


def test_a_mediator_does_not_import(directory):
    assert send(directory.network().program(Role.MEDIATOR), a_file([a_line(1)])).status_code == 403


def test_an_import_of_another_network_does_not_exist(directory):
    here, elsewhere = directory.network("marne"), directory.network("aube")
    known = send(here.program(Role.ANIMATOR), a_file([a_line(1)])).json["id"]

    answer = elsewhere.program(Role.ANIMATOR).get(f"/api/v1/directory/networks/aube/imports/{known}")

    assert answer.status_code == 404
