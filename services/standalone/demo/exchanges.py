"""Two members talk to each other, in browsers of their own."""

from services.standalone.demo.http import Browser, Program
from services.standalone.demo.mailbox import Mailbox
from services.standalone.demo.people import MEMBERS, Member
from shared.roles import Role

QUESTION = {
    "title": "Qui prête un vidéoprojecteur ?",
    "theme": "equipment",
    "body": "Bonjour à tous,\n\nnotre atelier « premiers pas » change de salle, et la nouvelle n’a **rien au mur**. "
    "Quelqu’un aurait-il un vidéoprojecteur à prêter une matinée par semaine ?",
}
ANSWER = "Le nôtre est libre le mardi et le jeudi. Passez le prendre à l’accueil, on vous montre les branchements."
SHEET = {
    "title": "Une fiche pour expliquer FranceConnect",
    "theme": "tools",
    "body": "J’utilise cette page, claire et imprimable : https://franceconnect.gouv.fr/\n\n"
    "Qui a mieux ?\n\n- en gros caractères ;\n- sans jargon.",
}


def talk(program: Program, url: str, slug: str, mailbox: Mailbox) -> None:
    """A question with its answer, which one person has not read yet; a sheet that stays on top."""
    asker, helper = (next(one for one in MEMBERS if one.role == role) for role in (Role.MEDIATOR, Role.ANIMATOR))
    api, form = f"/api/v1/directory/networks/{slug}/threads", f"/annuaire/{slug}/echanges/nouvelle"
    asking, helping = (_signed_in(url, mailbox, member) for member in (asker, helper))
    question = asking.call(api, QUESTION, form=form)
    helping.call(f"{api}/{question['id']}/posts", {"body": ANSWER}, form=form)
    sheet = helping.call(api, SHEET, form=form)
    program.post("directory", f"/threads/{sheet['id']}/pin")


def _signed_in(url: str, mailbox: Mailbox, member: Member) -> Browser:
    browser = Browser(url)
    browser.submit("/compte/connexion", email=member.email)
    browser.submit(mailbox.link_for(member.email, "/compte/lien/"))
    return browser
