"""What members share, for programs."""

import io

import pytest

from shared.roles import Role
from tests.factories.shared_files import HTML, PDF, PNG

LINK = {
    **{"kind": "teaching", "title": "Écrire un courriel", "summary": "Fiche pas à pas.", "licence": "CC0-1.0"},
    **{"url": "https://exemple.fr/fiche", "theme": "Utilisation sécurisée du numérique", "audiences": ["Seniors"]},
}
URL = "/api/v1/directory/networks/marne/resources"


@pytest.fixture
def network(directory):
    return directory.network()


def upload(client, method, path, name, data, **form):
    form = {**form, "file": (io.BytesIO(data), name)}
    return client.open(f"{URL}{path}", method=method, data=form, content_type="multipart/form-data")


def test_a_program_proposes_and_one_that_moderates_decides(network):
    mediator, animator = network.program(Role.MEDIATOR), network.program(Role.ANIMATOR)
    proposed = mediator.post(URL, json=LINK).json
    before = network.program(Role.MEDIATOR).get(URL).json["items"]

    published = animator.post(f"{URL}/{proposed['id']}/publication").json

    assert (proposed["state"], published["state"], before) == ("proposed", "published", [])
    assert animator.post(f"{URL}/{proposed['id']}/refusal", json={"reason": "Trop tard."}).status_code == 409
    assert mediator.post(f"{URL}/{proposed['id']}/hiding").status_code == 403
    (item,) = (
        network.program(Role.MEDIATOR).get(URL, query_string={"q": "courriels", "audience": "Seniors"}).json["items"]
    )
    assert (item["title"], item["audiences"]) == ("Écrire un courriel", ["Seniors"])


def test_a_key_without_the_scope_to_moderate_only_proposes(network):
    limited = network.program(Role.ANIMATOR, scopes=["resources:write"])

    assert limited.post(URL, json=LINK).json["state"] == "proposed"


def test_a_file_is_sent_replaced_by_another_then_by_a_link(network):
    animator = network.program(Role.ANIMATOR)
    form = {name: value for name, value in LINK.items() if name != "url"}
    sent = upload(animator, "POST", "/files", "fiche.pdf", PDF, **form)
    path = f"/{sent.json['id']}"

    refused = upload(animator, "PUT", f"{path}/file", "fiche.pdf", HTML)
    changed = upload(animator, "PUT", f"{path}/file", "dessin", PNG).json
    file = animator.get(f"{URL}{path}/file")
    linked = animator.patch(f"{URL}{path}", json={"url": "https://exemple.fr/"}).json

    assert (sent.status_code, sent.json["file_name"], sent.json["file_size"]) == (201, "fiche.pdf", len(PDF))
    assert refused.status_code == 422
    assert "une page web" in refused.json["errors"]["file"][0]
    assert (changed["file_name"], file.data, file.content_type) == ("dessin.png", PNG, "image/png")
    assert (linked["url"], linked["file_name"], linked["title"]) == ("https://exemple.fr/", "", LINK["title"])
    assert animator.get(f"{URL}{path}/file").status_code == 404


def test_software_needs_a_site_and_systems_and_has_no_theme(network):
    animator = network.program(Role.ANIMATOR)
    software = {**LINK, "kind": "software", "licence": "MIT"}

    refused = animator.post(URL, json={**software, "url": ""})
    kept = animator.post(URL, json={**software, "systems": ["web"]}).json

    assert set(refused.json["errors"]) == {"url", "systems"}
    assert (kept["theme"], kept["audiences"], kept["systems"]) == ("", [], ["web"])


def test_what_is_removed_comes_back_within_the_hour_and_pages_follow_a_cursor(network):
    animator = network.program(Role.ANIMATOR)
    ids = [animator.post(URL, json={**LINK, "title": f"Fiche {number}"}).json["id"] for number in range(3)]
    animator.post(f"{URL}/{ids[0]}/removal")
    animator.post(f"{URL}/{ids[1]}/removal")

    animator.post(f"{URL}/{ids[0]}/restoration")

    first = animator.get(URL, query_string={"limit": 1}).json
    second = animator.get(URL, query_string={"limit": 1, "cursor": first["next"]}).json
    assert [item["id"] for page in (first, second) for item in page["items"]] == [ids[2], ids[0]]
    assert second["next"] is None


def test_a_program_that_read_an_older_version_decides_nothing(network, clock):
    mediator, animator = network.program(Role.MEDIATOR), network.program(Role.ANIMATOR)
    path = f"{URL}/{animator.post(URL, json=LINK).json['id']}"
    read = animator.get(path).json["changed_at"]
    clock.advance(minutes=1)
    changed = animator.patch(path, json={"title": "Autre chose"}).json["changed_at"]

    refused = animator.post(f"{path}/publication", json={"changed_at": read})

    assert (refused.status_code, refused.json["type"]) == (409, "urn:maillage:changed_meanwhile")
    assert animator.post(f"{path}/publication", json={"changed_at": changed}).status_code == 200
    assert animator.post(f"{path}/publication", json={"changed_at": "hier"}).status_code == 422
    assert mediator.post(f"{path}/publication", json={"changed_at": changed}).status_code == 403
