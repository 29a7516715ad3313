"""What the demonstration says of itself: to people a welcome, to programs a summary."""

import hashlib
import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

from services.standalone.demo import load
from services.standalone.demo.http import Browser, Refused
from services.standalone.demo.mailbox import Mailbox
from services.standalone.demo.people import ADMINISTRATOR, MEMBERS
from services.standalone.demo.target import Target
from shared.roles import Role

LATER = "trop de liens demandés depuis une heure : relancez la démonstration plus tard"


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
    members = load.program_of(installed, loaded).all("directory", "/members")
    lines = ["", f"Maillage répond à l’adresse {installed.url}", "", "Pour entrer, un lien par rôle (15 minutes) :", ""]
    lines += [f"  {role.label:28} {link}" for role, link in sign_in_links(installed, members)]
    lines += [
        "",
        f"Le rapport du trimestre : {installed.url}/rapports/{loaded.slug}/{loaded.report_id}",
        f"                          {path}",
        f"Les courriels envoyés :   {installed.url}/_demo/courriels",
        "",
        "Ctrl-C pour arrêter ; rien n’est perdu, le prochain « make demo » reprend ici.",
    ]
    return "\n".join(lines)


def sign_in_links(installed: Target, members: list[dict[str, Any]]) -> list[tuple[Role, str]]:
    """For each role a link, or why there is none: the product lends thirty within the hour, here as anywhere."""
    mailbox = Mailbox(installed.folder / "mailbox")
    mailbox.skip()
    chosen = one_for_each_role(members)
    asked = {role: _ask_for_link(installed.url, address) for role, address in chosen.items()}
    return [(role, mailbox.link_for(chosen[role], "/compte/lien/") if sent else LATER) for role, sent in asked.items()]


def _ask_for_link(url: str, address: str) -> bool:
    try:
        Browser(url).submit("/compte/connexion", email=address)
    except Refused as refusal:
        if refusal.status != HTTPStatus.TOO_MANY_REQUESTS:
            raise
        return False
    return True


def one_for_each_role(members: list[dict[str, Any]]) -> dict[Role, str]:
    """Role → present address, of the demonstration's own people first: who tries it may have changed the others'."""
    names = [member.name for member in (ADMINISTRATOR, *MEMBERS)]
    known = sorted(members, key=lambda one: names.index(one["display_name"]) if one["display_name"] in names else 99)
    chosen = {role: next((one["email"] for one in known if role in one["roles"]), "") for role in Role}
    return {role: address for role, address in chosen.items() if address}
