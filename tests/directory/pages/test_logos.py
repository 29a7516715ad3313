"""The network's logo: chosen on its screen, served to everybody."""

import html
import io
from pathlib import Path

import pytest

from shared.logos import shown
from tests.factories.networks import open_network
from tests.factories.pictures import a_bomb, a_picture


@pytest.fixture
def marne(directory):
    return open_network(directory)


def url(network, path=""):
    return f"/annuaire/{network.slug}/reglages/logo{path}"


def send(network, data, name="logo.png", client=None):
    client = client or network.client()
    answer = client.post(url(network), data={"file": (io.BytesIO(data), name)}, follow_redirects=True)
    answer.request.environ["wsgi.input"].close()  # the test client writes a large form to the disk
    return answer


def logo_of(network):
    with network.uow() as uow:
        return uow.network.logo


def picture_of(network, name, **headers):
    return network.directory.client().get(f"/annuaire/{network.slug}/logo/{name}", headers=headers)


def test_a_logo_is_shown_on_every_page_with_the_network_s_name(marne):
    page = send(marne, a_picture())
    name = logo_of(marne)
    logo = shown(marne.slug, name, width=150, height=44)

    picture = picture_of(marne, name)
    again = picture_of(marne, name, **{"If-None-Match": picture.headers["ETag"]})

    assert f'src="{logo.href}" width="150" height="38" alt="Réseau de la Marne"' in page.text
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert picture.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (again.status_code, again.data) == (304, b"")
    for path in ("public", "integration"):
        assert logo.href in marne.directory.client().get(f"/annuaire/{marne.slug}/{path}").text


def test_replacing_and_removing_can_be_undone_and_old_letters_show_the_present_logo(marne):
    browser = marne.client()
    send(marne, a_picture(), client=browser)
    first = logo_of(marne)
    back = url(marne, f"/{first}/retour")
    replaced = send(marne, a_picture("JPEG"), "photo.jpg", client=browser)

    assert f'action="{back}"' in replaced.text
    assert picture_of(marne, first).location.endswith(logo_of(marne))
    browser.post(back)
    assert logo_of(marne) == first

    removed = browser.post(url(marne, "/retrait"), follow_redirects=True)

    assert (logo_of(marne), picture_of(marne, first).status_code) == ("", 404)
    assert f'action="{back}"' in removed.text
    browser.post(back)
    assert logo_of(marne) == first


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!doctype html><title>Bonjour</title>", "n’est pas une image PNG, JPEG ou WebP"),
        (bytes(5 * 1024**2), "plus de 1 Mo"),
        (a_bomb(), "trop de points"),
        (b"<svg/>", "peut contenir des programmes"),
    ],
    ids=["html", "heavy", "bomb", "svg"],
)
def test_a_bad_file_is_refused_beside_the_field_and_the_logo_stays(marne, data, said):
    send(marne, a_picture())
    kept = logo_of(marne)

    answer = send(marne, data)

    assert answer.status_code == 422
    assert html.unescape(answer.text).replace("\u00a0", " ").count(said) == 2
    assert logo_of(marne) == kept


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_a_logo_that_the_storage_lost_or_damaged_is_not_there(marne, harm):
    send(marne, a_picture())
    name, files = logo_of(marne), marne.directory.service.runtime.settings.storage_folder
    (kept,) = Path(files).rglob(name)
    kept.unlink() if harm == "lost" else kept.write_bytes(b"else")

    assert picture_of(marne, name).status_code == 404


def test_a_program_puts_it_and_takes_it_away(marne):
    program, base = marne.seen.program("administrator"), f"/api/v1/directory/networks/{marne.slug}"

    put = program.put(f"{base}/logo", data={"file": (io.BytesIO(a_picture()), "logo.png")})
    bad = program.put(f"{base}/logo", data={"file": (io.BytesIO(b"x"), "logo.png")})
    gone = program.delete(f"{base}/logo")

    assert put.json["logo"].endswith("-400x100.png")
    assert (bad.status_code, list(bad.json["errors"])) == (422, ["file"])
    assert (gone.status_code, gone.json["logo"]) == (200, "")


def test_a_network_has_its_own_logo_only_and_shows_it_while_it_is_open(marne):
    aisne = open_network(marne.directory, "Réseau de l’Aisne", email="paul@ville.fr", department="02")
    send(marne, a_picture())
    name = logo_of(marne)
    mediator = marne.client(marne.join("lise@asso.org", "mediator"))

    assert picture_of(aisne, name).status_code == 404
    assert aisne.client().post(url(aisne, f"/{name}/retour")).status_code == 404
    assert aisne.client().post(url(aisne, "/nothing.png/retour")).status_code == 404
    assert send(marne, a_picture("JPEG"), client=aisne.client()).status_code == 404
    assert send(marne, a_picture("JPEG"), client=mediator).status_code == 403
    assert (logo_of(aisne), logo_of(marne)) == ("", name)

    with marne.uow() as uow:
        uow.session.execute(uow.plumbing.network.update().values(status="closed"))
    assert picture_of(marne, name).status_code == 404
