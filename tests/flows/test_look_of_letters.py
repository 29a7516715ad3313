"""What a network chose of its look reaches its letters and its pages in the other services."""

import io
import re
from email import message_from_bytes, policy
from pathlib import Path

from shared.roles import Role
from tests.factories.networks import SETTINGS, open_network
from tests.factories.pictures import a_picture

PAGES = {"sessions": "materiel", "notifications": "lettres", "reporting": "rapports"}


def letters(platform):
    folder = Path(platform["notifications"].service.runtime.settings.mailbox_folder)
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.glob("*.eml"))]
    return [mail for mail in mails if "example.org" in mail["To"]]


def test_sender_answers_colour_and_logo_reach_letters_and_the_pages_of_each_service(platform):
    marne = open_network(platform["directory"])
    browser, here = marne.client(), f"/annuaire/{marne.slug}"
    browser.post(f"{here}/reglages", data={**SETTINGS, "reply_to": "contact@marne.fr", "colour": "#7a1f5c"})
    browser.post(f"{here}/reglages/logo", data={"file": (io.BytesIO(a_picture()), "logo.png")})
    people = "ana@example.org\nzoe@example.org"
    browser.post(f"{here}/membres/inviter-plusieurs", data={"people": people, "roles": [Role.MEDIATOR]})
    platform.settle()

    first, second = letters(platform)

    assert first["From"].startswith("La Marne <")
    assert first["Reply-To"] == "contact@marne.fr"
    pictures = [re.findall(r"<img [^>]+>", mail.get_body(["html"]).get_content()) for mail in (first, second)]
    (picture,) = pictures[0]
    assert pictures[0] == pictures[1], "the same address for everybody: it tells nobody who opened the letter"
    assert 'alt="Marne numérique"' in picture
    assert "#7a1f5c" in first.get_body(["html"]).get_content()
    path = re.search(r'src="http://localhost(/annuaire/[^"]+)"', picture)[1]
    assert platform["directory"].client().get(path).data.startswith(b"\x89PNG")
    for service, prefix in PAGES.items():
        page = platform[service].client(marne.administrator.account_id).get(f"/{prefix}/{marne.slug}/")
        assert path in page.text, service
