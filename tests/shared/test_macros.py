"""The layout and the macros give correct HTML, and forms keep what was typed."""

import re
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from flask import Flask, g, render_template
from jinja2 import FileSystemLoader

from shared.web import assets, formats, typed
from shared.web.navigation import ENTRIES

HERE = Path(__file__).parent
TEMPLATES = Path(assets.__file__).parent / "templates"
HTML = "{http://www.w3.org/1999/xhtml}"
NETWORK = SimpleNamespace(slug="loiret", label="Réseau <du> Loiret", colour="#aa3300", department="Loiret")
NETWORK.logo = f"{'a1' * 32}-400x160.png"
FRAME = {
    "network": NETWORK,
    "actor": SimpleNamespace(account_id=1, label="Camille", roles=()),
    "navigation": [{"label": "Annuaire", "href": "/annuaire", "icon": "directory", "current": True}],
    "flashes": [("success", "Tablette prêtée.", "/annuler"), ("danger", "Refusé.", None)],
    "demo": True,
    "open_to": lambda right: right != "money",
}


@pytest.fixture
def app():
    app = Flask(__name__, static_folder=None)
    app.jinja_loader = FileSystemLoader([TEMPLATES, HERE / "web_pages"])
    for part in (assets, formats, typed):
        part.install(app)
    app.jinja_env.globals.update(csrf_token=lambda: "secret", idempotency_key=lambda: "once")
    return app


def parsed(html):
    return html5lib.HTMLParser(strict=True).parse(html)


def by_id(tree, wanted):
    return next(one for one in tree.iter() if one.get("id") == wanted)


def refused(app, errors, **values):
    with app.test_request_context("/tablettes", method="POST"):
        g.form_values, g.form_errors, g.form_refusal = values, errors, "La tablette n’est pas enregistrée."
        return parsed(render_template("everything.html", **FRAME))


def test_every_macro_gives_valid_html_with_and_without_a_frame(app):
    with app.test_request_context("/"):
        parsed(render_template("everything.html", **FRAME))
    with app.test_request_context("/"):
        parsed(render_template("error.html", status=404, sentence="Le lien est ancien."))


def test_only_a_fault_of_ours_gives_a_number_and_a_refused_form_leads_back_to_its_page(app):
    with app.test_request_context("/nulle-part"):
        g.request_id = "01a2-4f"
        lost, broken = (render_template("error.html", status=status, sentence="…") for status in (404, 500))
    with app.test_request_context("/prets", method="POST", headers={"Referer": "http://localhost/prets/nouveau"}):
        refused_there = render_template("error.html", status=409, sentence="…")
    with app.test_request_context("/prets", method="POST", headers={"Referer": "http://ailleurs.example/"}):
        refused_elsewhere = render_template("error.html", status=409, sentence="…")

    assert "01a2-4f" not in lost and "01a2-4f" in broken
    assert 'href="http://localhost/prets/nouveau"' in refused_there
    assert "ailleurs" not in refused_elsewhere


def test_ids_are_unique_and_every_label_and_description_points_to_something(app):
    tree = refused(app, {"price": ["Écrivez un nombre."], "label": ["Donnez un nom."]})

    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    pointers = [one.get("for") for one in tree.iter(f"{HTML}label")]
    for one in tree.iter():
        pointers += one.get("aria-describedby", "").split()
    assert len(ids) == len(set(ids))
    assert set(pointers) <= set(ids)


def test_links_of_the_error_summary_lead_to_the_fields(app):
    names = ("label", "price", "note", "state", "funder", "with", "lendable", "photo")

    tree = refused(app, {name: ["À revoir."] for name in names})

    targets = [one.get("href") for one in tree.iter(f"{HTML}a") if one.get("href", "").startswith("#refused-")]
    assert targets == [f"#refused-{name}" for name in names]
    assert all(by_id(tree, target[1:]) is not None for target in targets)


def test_each_line_of_the_error_summary_names_its_field(app):
    tree = refused(app, {"label": ["Ce champ est à remplir."], "price": ["Ce champ est à remplir."], "gone": ["Non."]})

    said = {one.get("href"): one.text for one in tree.iter(f"{HTML}a") if one.get("href", "").startswith("#refused-")}
    names = [one.text for one in tree.iter(f"{HTML}label") if one.get("for") in ("refused-label", "refused-price")]
    assert list(said) == ["#refused-label", "#refused-price", "#refused-gone"]
    assert [said["#refused-label"], said["#refused-price"]] == [
        f"{name.strip()}\u00a0: Ce champ est à remplir." for name in names
    ]
    assert said["#refused-gone"] == "Non."


def test_errors_are_summed_up_in_the_order_of_the_form(app):
    tree = refused(app, {"photo": ["Trop lourd."], "gone": ["Non."], "label": ["Déjà pris."], "price": ["Faux."]})

    links = [one.get("href") for one in tree.iter(f"{HTML}a") if one.get("href", "").startswith("#refused-")]
    assert links == ["#refused-label", "#refused-price", "#refused-photo", "#refused-gone"]


def test_a_label_that_is_a_sentence_loses_its_stop_before_what_is_to_mend(app):
    with app.test_request_context("/accord", method="POST"):
        g.form_values, g.form_errors = {}, {"consent": ["Cochez cette case."]}
        g.form_is_refused = True
        typed.field_id("consent", "La personne est d’accord.")

        assert typed.summary_lines() == [("refused-consent", "La personne est d’accord : Cochez cette case.")]


def test_the_pages_of_a_part_say_where_one_is_and_hide_what_one_may_not_open(app):
    with app.test_request_context("/materiel/prets"):
        tree = parsed(render_template("everything.html", **FRAME))

    links = [one for one in tree.iter(f"{HTML}a") if one.get("href", "").startswith("/materiel/")]
    assert [(one.text, one.get("aria-current")) for one in links] == [("Tablettes", None), ("Prêts", "page")] * 2
    assert "Matériel : Prêts" in ["".join(one.itertext()).strip() for one in tree.iter(f"{HTML}summary")]


def test_one_wrong_line_of_several_is_told_beside_the_field_that_holds_them(app):
    tree = refused(app, {"note.0": ["« 12 » est faux."], "note.2": ["« 13 » est faux."]})

    links = [one.get("href") for one in tree.iter(f"{HTML}a") if one.get("href", "").startswith("#refused-")]
    beside = "".join(by_id(tree, "refused-note-error").itertext())
    assert links == ["#refused-note", "#refused-note"]
    assert "«\u00a012\u00a0»" in beside and "«\u00a013\u00a0»" in beside
    assert by_id(tree, "refused-note").get("aria-invalid") == "true"


def test_a_refused_form_shows_again_what_was_typed_and_only_that(app):
    tree = refused(app, {"label": ["Déjà pris."]}, label="T-<001>", state="new", funder="b", secret="mot")

    assert by_id(tree, "refused-label").get("value") == "T-<001>"
    assert by_id(tree, "refused-label").get("aria-invalid") == "true"
    assert by_id(tree, "refused-secret").get("value") == ""
    assert by_id(tree, "refused-lendable").get("checked") is None
    assert by_id(tree, "refused-funder-2").get("checked") is not None
    chosen = [one.get("value") for one in by_id(tree, "refused-state") if one.get("selected") is not None]
    assert chosen == ["new"]


def test_another_form_of_the_page_is_left_as_it_was(app):
    tree = refused(app, {"label": ["Déjà pris."]}, label="T-001")

    other = by_id(tree, "f2-label")
    assert other.get("value") == "autre"
    assert other.get("aria-invalid") is None


def test_every_form_that_posts_carries_its_token(app):
    with app.test_request_context("/"):
        tree = parsed(render_template("everything.html", **FRAME))

    posts = [form for form in tree.iter(f"{HTML}form") if form.get("method") == "post"]
    first = [next(form.iter(f"{HTML}input")) for form in posts]
    assert len(posts) >= 5
    assert {(one.get("name"), one.get("value")) for one in first} == {("csrf_token", "secret")}


def test_nothing_inline_that_the_security_policy_would_refuse(app):
    with app.test_request_context("/"):
        tree = parsed(render_template("everything.html", **FRAME))

    attributes = {name for one in tree.iter() for name in one.attrib}
    assert not [name for name in attributes if name == "style" or name.startswith("on")]
    assert all(one.get("src") for one in tree.iter(f"{HTML}script"))
    assert not list(tree.iter(f"{HTML}style"))


def test_files_are_served_compressed_and_kept_for_ever_under_their_own_digest(app):
    client = app.test_client()

    found = client.get(assets.asset("bootstrap.css"), headers={"Accept-Encoding": "gzip"})
    outdated = client.get("/_static/0/maillage.css")

    assert found.headers["Content-Encoding"] == "gzip"
    assert "immutable" in found.headers["Cache-Control"]
    assert outdated.headers["Cache-Control"] == "no-cache"
    assert client.get("/_static/0/../layout.html").status_code == 404
    assert client.get("/_style/1d5c63.css").mimetype == "text/css"
    assert client.get("/_style/nocolour.css").status_code == 404


def test_a_page_with_all_its_files_weighs_less_than_150_kilobytes(app):
    with app.test_request_context("/"):
        page = len(render_template("everything.html", **FRAME).encode())

    files = sum(len(assets.load(name).compressed) for name in assets.files())
    assert page + files < 150_000


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'symbol id="(\w+)"', (assets.STATIC / "icons.svg").read_text()))
    used = {name for path in TEMPLATES.glob("*.html") for name in re.findall(r'icon\("(\w+)"', path.read_text())}
    assert used | {entry.icon for entry in ENTRIES} <= drawn
