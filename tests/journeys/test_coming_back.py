"""The browser's arrow and « Recharger » after a form that was refused: no question, nothing sent twice."""

import threading

from werkzeug.serving import make_server

from tests.journeys.browser import chromium

ANSWERS = {"label": "Marne numérique", "structure_label": "CCAS de Reims", "display_name": "Nadia", "email": "nadia"}


def test_after_a_refused_form_reloading_and_coming_back_read_the_form_again(directory):
    server = make_server("127.0.0.1", 0, directory.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    with chromium() as browser:
        page = browser.new_page()
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method) if request.is_navigation_request() else None)
        page.goto(f"http://127.0.0.1:{server.server_port}/compte/nouveau-reseau")
        page.locator("main select[name=department]").select_option("51")
        for name, value in ANSWERS.items():
            page.locator(f"main [name={name}]").fill(value)
        page.get_by_role("button", name="Recevoir le lien").click()
        page.get_by_text("Il reste quelque chose").or_(page.locator("#refused-email")).first.wait_for()
        kept = page.locator("main [name=structure_label]").input_value()
        page.locator("main [name=email]").fill("nadia@ville.fr")
        page.get_by_role("button", name="Recevoir le lien").click()
        page.wait_for_url("**/envoye")
        page.go_back()
        page.locator("main [name=email]").wait_for()
        status_after_back = page.locator("#refused-email").count()
        page.reload()
    server.shutdown()

    assert kept == "CCAS de Reims", "what was typed stays while it is mended"
    assert status_after_back == 0
    assert sent == ["GET", "POST", "POST", "GET", "GET", "GET"]
