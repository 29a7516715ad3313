"""What leaves the network: facts for other software, what is kept of a person, everything."""

from services.standalone.demo.http import Program, eventually


def add_a_website(program: Program, url: str) -> None:
    """Tried once, then stopped: a demonstration calls nobody."""
    facts = ["directory.structure_saved.v1", "sessions.workshop_planned.v1", "reporting.report_published.v1"]
    webhook = program.post("directory", "/webhooks", {"label": "Site du département", "url": url, "events": facts})
    program.post("directory", f"/webhooks/{webhook['id']}/test")
    program.post("directory", f"/webhooks/{webhook['id']}/stop")


def ask_for_a_person(program: Program) -> None:
    """Somebody wants to know what is kept of them: nothing, as it happens."""
    program.post("directory", "/personal-requests", {"email": "quelquun@marne.example"})


def take_everything_away(program: Program) -> None:
    export = program.post("directory", "/exports")
    eventually(
        lambda: program.get("directory", f"/exports/{export['id']}")["state"] == "ready", what="export of the network"
    )
