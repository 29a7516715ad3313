"""The guided start of a new network: what there is to do first, in its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DONE, SKIPPED, OPEN = "done", "skipped", "open"


@dataclass(frozen=True)
class Step:
    """``path``: after the network's short name is put in. An optional step does not keep the guide at home."""

    code: str
    label: str
    detail: str
    action: str
    path: str
    is_optional: bool = False


STEPS = (
    Step(
        "import",
        "Importer l’annuaire",
        "N’importe quel tableau, ou vos structures une par une.",
        "Importer",
        "/annuaire/{}/structures/imports",
    ),
    Step(
        "members",
        "Inviter les membres",
        "Médiateurs, référents, gestionnaires, financeurs.",
        "Inviter",
        "/annuaire/{}/membres/inviter",
    ),
    Step("workshop", "Programmer un premier atelier", "Une date ou une série.", "Programmer", "/ateliers/{}/"),
    Step("meeting", "Fixer la première rencontre", "Avec invitation et réponses.", "Fixer", "/rencontres/{}/"),
    Step(
        "site",
        "Ouvrir le site public",
        "Quand l’annuaire vous paraît juste : d’ici là, seuls les membres le voient.",
        "Choisir",
        "/annuaire/{}/publication",
        True,
    ),
    Step("charter", "Publier la charte", "Ce à quoi les membres s’engagent.", "Écrire", "/annuaire/{}/charte", True),
    Step("logo", "Mettre le logo", "Pages, lettres, rapports.", "Choisir", "/annuaire/{}/reglages/logo", True),
)
CODES = tuple(step.code for step in STEPS)
LABELS = {step.code: step.label for step in STEPS}


@dataclass(frozen=True)
class Guide:
    """``states``: code → what became of the step."""

    states: Mapping[str, str]
    is_hidden: bool = False

    @property
    def steps(self) -> Sequence[Step]:
        return STEPS

    @property
    def needed(self) -> Sequence[str]:
        return [self.states[step.code] for step in STEPS if not step.is_optional]

    @property
    def first_open(self) -> str | None:
        """The code of the step to take now: the page’s main button."""
        return next((step.code for step in STEPS if self.states[step.code] == OPEN), None)

    @property
    def done(self) -> int:
        return self.needed.count(DONE)

    @property
    def is_over(self) -> bool:
        return OPEN not in self.needed

    @property
    def is_shown(self) -> bool:
        """On the first page."""
        return not (self.is_hidden or self.is_over)


def state_of(code: str, *, done: bool, skipped: Sequence[str]) -> str:
    """What was done counts as done, also when it had been skipped."""
    return DONE if done else SKIPPED if code in skipped else OPEN
