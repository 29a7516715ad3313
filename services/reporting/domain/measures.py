"""The catalogue: every figure of a report with its name, its unit and what it means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.figures import Figures

DEFINITIONS_VERSION = 1
"""Raised whenever the meaning of a figure changes; written in every edition."""


@dataclass(frozen=True)
class Measure:
    """``read`` gives an int, a float, or None when the figure has no meaning (a rate of nobody)."""

    code: str
    label: str
    unit: str
    """``count``, ``ratio``, ``cents`` or ``score``."""
    definition: str
    read: Callable[[Figures], int | float | None]
    has_history: bool = True
    """False: only the state of the day is known, a past period has none."""


def _kind(figures: Figures, kind: str) -> int:
    return sum(row.held for row in figures.activity.kinds if row.key == kind)


def _score(figures: Figures, moment: str) -> float | None:
    first = figures.skills.grids[:1]
    mean = getattr(first[0], moment) if first else None
    return None if mean is None else float(mean)


CATALOGUE = (
    Measure(
        "ateliers",
        "Ateliers tenus",
        "count",
        "Nombre de séances d’atelier dont la feuille de présence est remplie. "
        "Un parcours de douze séances compte douze ateliers.",
        lambda f: _kind(f, "atelier"),
    ),
    Measure(
        "other_kinds",
        "Autres temps tenus",
        "count",
        "Permanences, formations, webinaires, temps d’échange et conférences dont la présence est remplie.",
        lambda f: f.activity.total.held - _kind(f, "atelier"),
    ),
    Measure(
        "hosts",
        "Structures d’accueil",
        "count",
        "Nombre de structures différentes où au moins une séance a été tenue.",
        lambda f: f.activity.total.structures,
    ),
    Measure(
        "people",
        "Personnes différentes",
        "count",
        "Chaque personne venue au moins une fois dans la période compte une fois, quel que soit le nombre de séances. "
        "Les personnes sont comptées par un pseudonyme : le rapport ne connaît aucun nom.",
        lambda f: f.activity.total.people,
    ),
    Measure(
        "participations",
        "Participations",
        "count",
        "Somme des personnes présentes ou en retard à chaque séance.",
        lambda f: f.activity.total.participations,
    ),
    Measure(
        "presence",
        "Taux de présence",
        "ratio",
        "Personnes inscrites présentes ou en retard, rapportées aux personnes inscrites attendues. "
        "Les personnes excusées étaient attendues ; celles venues sans inscription n’entrent pas dans ce calcul.",
        lambda f: f.activity.presence.rate,
    ),
    Measure(
        "paired",
        "Personnes évaluées avant et après",
        "count",
        "Personnes qui ont une note avant et une note après, dans le même parcours et avec la même grille, "
        "la seconde étant de la période.",
        lambda f: sum(row.paired for row in f.skills.grids),
    ),
    Measure(
        "skills_before",
        "Compétences avant, sur 20",
        "score",
        "Moyenne des notes d’avant des seules personnes évaluées avant et après, avec la grille la plus utilisée. "
        "Les notes de deux grilles ne sont jamais mélangées.",
        lambda f: _score(f, "before"),
    ),
    Measure(
        "skills_after",
        "Compétences après, sur 20",
        "score",
        "Moyenne des notes d’après des mêmes personnes, avec la même grille.",
        lambda f: _score(f, "after"),
    ),
    Measure(
        "items",
        "Matériels au parc",
        "count",
        "Matériels disponibles, prêtés ou en réparation à la fin de la période ; ni perdus ni retirés.",
        lambda f: f.equipment.items,
    ),
    Measure(
        "loans_opened",
        "Prêts ouverts",
        "count",
        "Prêts commencés dans la période ; un prêt est celui d’un matériel à une personne.",
        lambda f: f.equipment.loans_opened,
    ),
    Measure(
        "loans_returned",
        "Prêts rendus",
        "count",
        "Matériels revenus dans la période, quel que soit le début du prêt.",
        lambda f: f.equipment.loans_returned,
    ),
    Measure(
        "loans_open",
        "Prêts en cours",
        "count",
        "Prêts non terminés à la fin de la période.",
        lambda f: f.equipment.loans_open,
    ),
    Measure(
        "loans_overdue",
        "Prêts en retard",
        "count",
        "Prêts en cours à la fin de la période et dont la date de retour est passée.",
        lambda f: f.equipment.loans_overdue,
    ),
    Measure(
        "funding",
        "Achats et dons",
        "cents",
        "Somme, toutes taxes comprises, des achats et des dons datés de la période.",
        lambda f: f.equipment.amount_cents,
    ),
    Measure(
        "sims",
        "Cartes SIM remises",
        "count",
        "Cartes SIM remises à des personnes dans la période.",
        lambda f: f.equipment.sims.given,
    ),
    Measure(
        "recharges",
        "Recharges remises",
        "count",
        "Recharges de communication ou de données remises à des personnes dans la période, corrections déduites.",
        lambda f: f.equipment.recharges.given,
    ),
    Measure(
        "orientations",
        "Orientations",
        "count",
        "Personnes adressées, avec leur accord, à un référent nommé d’une structure dans la période ; la même personne "
        "orientée deux fois compte deux orientations. Celles annulées avant toute réponse ne comptent pas.",
        lambda f: f.orientations.sent,
    ),
    Measure(
        "orientations_accepted",
        "Orientations acceptées",
        "ratio",
        "Part des orientations de la période que la structure a acceptées, connue le jour où le rapport est produit. "
        "Sans réponse dans le délai du réseau, une orientation n’est pas acceptée.",
        lambda f: f.orientations.acceptance,
    ),
    Measure(
        "meetings",
        "Rencontres du réseau",
        "count",
        "Rencontres de la période dont la participation est notée.",
        lambda f: len(f.life.meetings),
    ),
    Measure(
        "meeting_people",
        "Participants aux rencontres",
        "count",
        "Somme des personnes présentes à chaque rencontre du réseau.",
        lambda f: f.life.meeting_people,
    ),
    Measure(
        "newsletters",
        "Lettres d’information envoyées",
        "count",
        "Lettres dont l’envoi s’est terminé dans la période.",
        lambda f: f.life.newsletters,
    ),
    Measure(
        "members",
        "Membres du réseau",
        "count",
        "Membres actifs le jour où le rapport est produit.",
        lambda f: f.life.members,
        has_history=False,
    ),
    Measure(
        "structures",
        "Structures de l’annuaire",
        "count",
        "Structures non archivées le jour où le rapport est produit.",
        lambda f: f.life.structures,
        has_history=False,
    ),
)


def measure(code: str) -> Measure:
    return next(measure for measure in CATALOGUE if measure.code == code)


def compared(now: Figures, previous: Figures | None, last_year: Figures | None) -> list[dict[str, Any]]:
    """One JSON line per measure; ``previous`` and ``last_year`` are None when there is nothing to compare with."""
    return [
        {
            "code": measure.code,
            "label": measure.label,
            "unit": measure.unit,
            "definition": measure.definition,
            "value": measure.read(now),
            "previous": _past(measure, previous),
            "last_year": _past(measure, last_year),
        }
        for measure in CATALOGUE
    ]


def _past(measure: Measure, figures: Figures | None) -> int | float | None:
    return measure.read(figures) if figures and measure.has_history else None
