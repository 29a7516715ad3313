from services.directory.domain import diagnosis as rules
from services.directory.models.diagnosis_tally import DiagnosisTally
from shared.roles import Role
from tests.factories.orientations import HELP, a_town
from tests.factories.structures import a_structure
from tests.reading import text_of

HARD = {one.code: next(iter(one.answers)) for one in rules.QUESTIONS}


def test_a_diagnosis_ends_in_a_stage_and_an_orientation_begun(directory):
    town = a_town(directory)
    for name, place in (("Loin", (48.0, 4.0)), ("Près", (49.25, 4.03))):
        given = {"commune": name, "latitude": place[0], "longitude": place[1], "services": [HELP]}
        a_structure(town.network.seen, label=f"Accueil {name}", **given)
    with town.network.uow() as uow:
        library = uow.session.merge(town.library)
        library.services, library.latitude, library.longitude = [HELP], 49.26, 4.03
    client = town.network.client(town.mediator)
    base = f"/annuaire/{town.network.slug}/diagnostic"

    answer = client.post(base, data={**HARD, "commune": "reims"})

    page = text_of(client.get(answer.location))
    assert "À recommander : faire pour" in page
    assert page.index("Médiathèque des Tilleuls") < page.index("Accueil Près") < page.index("Accueil Loin")
    link = page.split("orientation?", 1)[1].split('"', 1)[0]
    form = text_of(client.get(f"/annuaire/{town.network.slug}/structures/{town.library.id}/orientation?{link}"))
    assert "Diagnostic rapide : faire pour." in form
    assert f'value="{HELP}" checked' in form
    assert "1 × faire pour" in text_of(client.get(base))


def test_the_paper_sheet_has_every_question_and_a_funder_asks_none(directory):
    network = directory.network()

    sheet = text_of(network.client(Role.REFERENT).get("/annuaire/marne/diagnostic/feuille"))

    assert all(one.text in sheet for one in rules.QUESTIONS)
    assert network.client(Role.FUNDER).get("/annuaire/marne/diagnostic").status_code == 403


def test_a_program_diagnoses_and_only_the_stage_is_counted(directory):
    network = directory.network()
    program = network.program(Role.MEDIATOR)

    told = program.post("/api/v1/directory/networks/marne/diagnoses", json=HARD)
    wrong = program.post("/api/v1/directory/networks/marne/diagnoses", json={"wish": "rocket"})

    assert (told.status_code, told.json["stage"], told.json["structures"]) == (200, "doing_for", [])
    assert wrong.status_code == 422


def test_who_does_the_recommended_stage_comes_before_who_says_nothing_and_both_before_who_does_others(directory):
    network = directory.network()
    near, far = {"latitude": 49.25, "longitude": 4.03}, {"latitude": 48.0, "longitude": 4.0}
    for label, place, stages, services in (
        ("Forme seulement", near, ["training"], [HELP]),
        ("Ne dit rien", near, [], [HELP]),
        ("Fait pour, sans service", near, ["doing_for"], []),
        ("Fait pour, loin", far, ["doing_for", "training"], [HELP]),
        ("Fait pour, près", near, ["doing_for"], [HELP]),
        ("Sans rapport", near, ["training"], []),
    ):
        a_structure(network, label=label, **place, stages=stages, services=services, commune="Reims")

    told = network.program(Role.MEDIATOR).post("/api/v1/directory/networks/marne/diagnoses", json=HARD)

    first = [("Fait pour, loin", True), ("Fait pour, près", True), ("Fait pour, sans service", True)]
    rest = [("Ne dit rien", False), ("Forme seulement", False)]
    found = [(one["label"], one["offers_stage"]) for one in told.json["structures"]]
    assert sorted(found[:2]) == first[:2] and found[2:] == first[2:] + rest


def test_the_nearest_comes_first_among_those_that_do_the_stage(directory):
    network = directory.network()
    a_structure(network, label="Loin", latitude=48.0, longitude=4.0, stages=["doing_for"], services=[HELP])
    near = {"latitude": 49.25, "longitude": 4.03, "commune": "Reims"}
    a_structure(network, label="Près", **near, stages=["doing_for"], services=[HELP])

    sent = {**HARD, "commune": "reims"}
    told = network.program(Role.MEDIATOR).post("/api/v1/directory/networks/marne/diagnoses", json=sent)

    assert [one["label"] for one in told.json["structures"]] == ["Près", "Loin"]


def test_counts_written_under_former_codes_are_still_counted(directory):
    network = directory.network()
    client = network.client(Role.MEDIATOR)
    client.post("/annuaire/marne/diagnostic", data=HARD)
    with network.uow() as uow:
        values = {"month": uow.today.replace(day=1), "questions_version": rules.VERSION, "stage": "do_for"}
        uow.session.add(DiagnosisTally(**values, count=2))

    assert "3 × faire pour" in text_of(client.get("/annuaire/marne/diagnostic"))


def test_without_any_answer_nothing_is_recommended_nor_counted(directory):
    network = directory.network()
    client, program = network.client(Role.MEDIATOR), network.program(Role.MEDIATOR)

    page = client.post("/annuaire/marne/diagnostic", data={"commune": "Reims"})
    told = program.post("/api/v1/directory/networks/marne/diagnoses", json={})
    result = client.get("/annuaire/marne/diagnostic/resultat?commune=Reims")

    assert (page.status_code, told.status_code) == (422, 422)
    assert "Cochez au moins une réponse" in text_of(page)
    assert 'value="Reims"' in text_of(page)
    assert result.location.endswith("/annuaire/marne/diagnostic")
    assert "Cette année dans le réseau" not in text_of(client.get("/annuaire/marne/diagnostic"))
