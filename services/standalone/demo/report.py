"""What the demonstration says of itself: to people a welcome, to programs a summary."""

import hashlib
import json
from pathlib import Path
from typing import Any

from services.standalone.demo import load
from services.standalone.demo.http import Browser
from services.standalone.demo.mailbox import Mailbox
from services.standalone.demo.people import ADMINISTRATOR, MEMBERS, Member
from services.standalone.demo.target import Target


def pdf_path(installed: Target) -> Path:
    return installed.folder / "rapport.pdf"


def fetch_report(installed: Target) -> tuple[Path, str]:
    """The report's PDF, downloaded through the programming interface, and its SHA-256."""
    loaded = load.read(installed)
    program = load.program_of(installed, loaded)
    content = program.download("reporting", f"/reports/{loaded.report_id}/pdf")
    path = pdf_path(installed)
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def summary(installed: Target) -> str:
    """One JSON object."""
    loaded = load.read(installed)
    path, sha256 = fetch_report(installed)
    told: dict[str, Any] = {
        "network": loaded.slug,
        "counts": load.counts(load.program_of(installed, loaded)),
        "report": {"path": str(path), "sha256": sha256},
    }
    return json.dumps(told, ensure_ascii=False)


def welcome(installed: Target) -> str:
    """Address, one sign-in link for each role, and where the report is. Links live 15 minutes."""
    loaded = load.read(installed)
    path, _ = fetch_report(installed)
    lines = ["", f"Maillage répond à l’adresse {installed.url}", "", "Pour entrer, un lien par rôle (15 minutes) :", ""]
    lines += [f"  {who.role.label:28} {link}" for who, link in _links(installed)]
    lines += [
        "",
        f"Le rapport du trimestre : {installed.url}/rapports/{loaded.slug}/{loaded.report_id}",
        f"                          {path}",
        f"Les courriels envoyés :   {installed.url}/_demo/courriels",
        "",
        "Ctrl-C pour arrêter ; rien n’est perdu, le prochain « make demo » reprend ici.",
    ]
    return "\n".join(lines)


def _links(installed: Target) -> list[tuple[Member, str]]:
    mailbox = Mailbox(installed.folder / "mailbox")
    mailbox.skip()
    people = {member.role: member for member in reversed((ADMINISTRATOR, *MEMBERS))}
    chosen = sorted(people.values(), key=lambda member: list(type(member.role)).index(member.role))
    for member in chosen:
        Browser(installed.url).submit("/compte/connexion", email=member.email)
    return [(member, mailbox.link_for(member.email, "/compte/lien/")) for member in chosen]
