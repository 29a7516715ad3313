"""The figures said in sentences.

A sentence about nothing is not written, but for the workshops: there, silence would look like a fault.
"""

from datetime import timedelta

from services.reporting.domain import words
from services.reporting.domain.figures import Figures
from services.reporting.domain.french import count, day, decimal, euros, listed, number, percent, typeset
from services.reporting.domain.suppression import is_small


def summary(figures: Figures, previous: Figures | None = None, previous_label: str = "") -> list[str]:
    """First page of the report, text of the mail. ``previous_label``: « 2ᵉ trimestre 2026 »."""
    parts = [
        _workshops(figures),
        _change(figures, previous, previous_label),
        presence(figures),
        progress(figures),
        loans(figures),
        money(figures),
        given(figures),
        orientations(figures),
        meetings(figures),
        letters(figures),
    ]
    return [typeset(part) for part in parts if part]


def _workshops(figures: Figures) -> str:
    total = figures.activity.total
    period = f"Du {day(figures.begin)} au {day(figures.end - timedelta(days=1))}"
    if not total.held:
        return f"{period}, aucun atelier ni autre temps n’a été tenu."
    kinds = listed([words.kind_count(row.key, row.held) for row in figures.activity.kinds])
    place = f" dans {count(total.structures, 'structure')}" if total.structures else ""
    return f"{period}, le réseau a tenu {kinds}{place}. {_people(figures)}"


def _people(figures: Figures) -> str:
    people, participations = figures.activity.total.people or 0, figures.activity.total.participations or 0
    if not people:
        return f"On y compte {count(participations, 'participation')}."
    came = "y est venue" if people == 1 else "y sont venues"
    different = count(people, "personne différente", "personnes différentes")
    return f"{different} {came} ({count(participations, 'participation')})."


def _change(figures: Figures, previous: Figures | None, label: str) -> str:
    if previous is None or not previous.activity.total.held or not figures.activity.total.held:
        return ""
    gap = (figures.activity.total.participations or 0) - (previous.activity.total.participations or 0)
    if gap == 0:
        return f"C’est autant de participations qu’au {label}."
    return f"C’est {count(abs(gap), 'participation')} de {'plus' if gap > 0 else 'moins'} qu’au {label}."


def presence(figures: Figures) -> str:
    rate, found = figures.activity.presence.rate, figures.activity.presence
    if rate is None:
        return ""
    came, expected = count(found.came, "présence"), count(found.expected, "attendue")
    return f"Le taux de présence est de {percent(rate)} : {came} sur {expected}."


def progress(figures: Figures) -> str:
    grids = [grid for grid in figures.skills.grids if grid.before is not None and grid.after is not None]
    if not grids:
        return ""
    first = grids[0]
    name = f" (grille {first.grid})" if len(figures.skills.grids) > 1 else ""
    return (
        f"Les compétences des {number(first.paired)} personnes évaluées avant et après{name} sont passées, en moyenne, "
        f"de {decimal(first.before or 0)} à {decimal(first.after or 0)} sur\u00a020."
    )


def loans(figures: Figures) -> str:
    found = figures.equipment
    if not (found.loans_opened or found.loans_returned or found.loans_open):
        return ""
    parts = [f"{count(found.loans_opened, 'prêt ouvert', 'prêts ouverts')}"]
    parts += [f"{number(found.loans_returned)} rendu{'s' if found.loans_returned > 1 else ''}"]
    if found.loans_lost:
        parts += [f"{number(found.loans_lost)} perdu{'s' if found.loans_lost > 1 else ''}"]
    late = f", dont {number(found.loans_overdue)} en retard" if found.loans_overdue else ""
    return f"Matériel : {listed(parts)} ; à la fin de la période, {number(found.loans_open)} en cours{late}."


def money(figures: Figures) -> str:
    found = figures.equipment
    if not found.amount_cents:
        return ""
    funders = [row.funder for row in found.funding]
    named = f" : {listed(funders)}" if len(funders) <= 3 and all(funders) else ""
    return f"Les achats et les dons s’élèvent à {euros(found.amount_cents)}{named}."


def given(figures: Figures) -> str:
    sims, recharges = figures.equipment.sims.given, figures.equipment.recharges.given
    parts = [count(sims, "carte SIM", "cartes SIM")] if sims else []
    parts += [count(recharges, "recharge")] if recharges else []
    if not parts:
        return ""
    return f"{listed(parts)} {'a été remise' if sims + recharges == 1 else 'ont été remises'}."


def meetings(figures: Figures) -> str:
    held = figures.life.meetings
    if not held:
        return ""
    if len(held) > 1:
        return f"{len(held)} rencontres du réseau ont réuni {count(figures.life.meeting_people, 'personne')} en tout."
    structures = f" de {count(held[0].structures, 'structure')}" if held[0].structures else ""
    return f"Une rencontre du réseau a réuni {count(figures.life.meeting_people, 'personne')}{structures}."


def orientations(figures: Figures) -> str:
    found = figures.orientations
    if not found.sent:
        return ""
    people = count(found.people, "personne a été orientée", "personnes ont été orientées")
    times = f" ({count(found.sent, 'orientation')})" if found.sent != found.people else ""
    places = count(found.structures, "structure")
    rate = found.acceptance
    accepted = "" if rate is None else f" ; {percent(rate)} des orientations ont été acceptées"
    return f"{people}{times} vers {places}{accepted}."


def sent_again(figures: Figures) -> str:
    again = figures.orientations.again
    if is_small(again, figures.small_number) or not again:
        return ""
    return f"{number(again)} personnes avaient déjà été orientées par le réseau."


def letters(figures: Figures) -> str:
    sent = figures.life.newsletters
    if not sent:
        return ""
    verb = "a été envoyée" if sent == 1 else "ont été envoyées"
    delivered = count(figures.life.delivered, "message délivré", "messages délivrés")
    return f"{count(sent, 'lettre d’information', 'lettres d’information')} {verb} ({delivered})."
