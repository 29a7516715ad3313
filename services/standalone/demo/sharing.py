"""What a mediator of the demonstration shares: a file and a piece of software, published, and one more to be read."""

from services.standalone.demo.http import Browser, Program

SHEET = {
    "title": "Écrire son premier courriel",
    "summary": "Fiche pas à pas pour un atelier d’une heure, avec de grandes images.",
    "theme": "Maîtrise des outils numériques du quotidien",
    "audiences": "Seniors",
    "is_falc": "true",
    "licence": "CC-BY-SA-4.0",
    "url": "https://fiches.marne.example/courriel",
}
PLAYER = {
    "title": "VLC",
    "summary": "Lire presque toutes les vidéos et tous les sons, sans publicité.",
    "systems": "windows",
    "licence": "GPL",
    "url": "https://www.videolan.org/vlc/",
    "remark": "Marche aussi sur un ordinateur ancien.",
}
SITE = {
    "title": "Jeu de cartes sur les mots de passe",
    "summary": "Quarante cartes à imprimer, pour en parler à plusieurs sans ordinateur.",
    "theme": "Utilisation sécurisée du numérique",
    "licence": "CC-BY-NC-SA-4.0",
    "url": "https://jeux.marne.example/mots-de-passe",
}


def share(program: Program, member: Browser, slug: str) -> None:
    """The member proposes; who moderates publishes the first two, the first one as a file."""
    for what, answers in (("ressource", SHEET), ("logiciel", PLAYER), ("ressource", SITE)):
        member.submit(f"/annuaire/{slug}/partage/nouveau/{what}", **answers)
    ids = {one["title"]: one["id"] for one in program.get("directory", "/resources?view=proposed")["items"]}
    sheet = f"/resources/{ids[SHEET['title']]}"
    file = {"name": "Écrire son premier courriel.pdf", "content": page(SHEET["title"]), "media_type": "application/pdf"}
    program.upload("directory", f"{sheet}/file", method="PUT", **file)
    program.post("directory", f"{sheet}/publication")
    program.post("directory", f"/resources/{ids[PLAYER['title']]}/publication")


def page(title: str) -> bytes:
    """A PDF of one page with one line (ISO 32000-1, section 7.5)."""
    drawn = f"BT /F1 24 Tf 60 760 Td ({title}) Tj ET".encode("cp1252")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        font,
    ]
    file, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
