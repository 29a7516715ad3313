"""The quick diagnosis: ten questions, and what they lead to. Nothing about who answers.

Sets of questions carry a version: when a question or a rule changes its meaning, a new version begins, so that counts
of two versions are never added. Stages are those of the network's vocabulary, which structures say of themselves too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.directory.domain.network_vocabulary import STAGES

VERSION = 1
ENOUGH = 7
"""Answers without which no stage can be recommended but a longer talk."""


@dataclass(frozen=True)
class Question:
    """``answers``: code → what the person may say, from the hardest situation to the easiest."""

    code: str
    about: str
    text: str
    answers: dict[str, str]


@dataclass(frozen=True)
class Result:
    """``reasons`` are sentences for the mediator and the person; ``themes``: services of the national schema."""

    stage: str
    reasons: tuple[str, ...]
    themes: tuple[str, ...]
    autonomy: int
    """Out of 10."""

    @property
    def label(self) -> str:
        return STAGES[self.stage]

    @property
    def advice(self) -> str:
        return ADVICE[self.stage]


ADVICE = {
    "awareness": "Montrer ce que le numérique apporte et protège, sans rien imposer.",
    "detection": "Prendre le temps d’un entretien plus long : les réponses ne suffisent pas à conclure.",
    "orientation": "Passer d’abord par un lieu qui prête, vend à prix solidaire ou connecte.",
    "doing_for": "Faire la démarche à la place de la personne, avec un mandat (Aidants Connect).",
    "doing_with": "Faire la démarche ensemble, la personne tient la souris ou le téléphone.",
    "training": "Proposer un parcours d’ateliers pour gagner en autonomie.",
}
FORMER_CODES = {"referral": "orientation", "do_for": "doing_for", "do_with": "doing_with", "train": "training"}
"""How stages were written in counts before they had the words of the network's vocabulary."""

QUESTIONS = (
    Question(
        "equipment",
        "Équipement",
        "Chez vous, avec quoi allez-vous sur internet ?",
        {"none": "Rien", "phone": "Un téléphone seulement", "computer": "Un ordinateur ou une tablette"},
    ),
    Question(
        "connection",
        "Connexion",
        "Avez-vous une connexion internet chez vous ?",
        {"none": "Non", "weak": "Oui, mais limitée ou qui coupe", "good": "Oui, elle marche bien"},
    ),
    Question(
        "frequency",
        "Usage",
        "Allez-vous sur internet ?",
        {"never": "Jamais", "sometimes": "De temps en temps", "often": "Toutes les semaines"},
    ),
    Question(
        "mail",
        "Usage",
        "Avez-vous une adresse e-mail que vous ouvrez vous-même ?",
        {"none": "Je n’en ai pas", "helped": "On m’aide à l’ouvrir", "alone": "Je l’ouvre seul"},
    ),
    Question(
        "procedure",
        "Usage",
        "Votre dernière démarche en ligne, qui l’a faite ?",
        {"other": "Quelqu’un l’a faite pour moi", "helped": "Je l’ai faite avec de l’aide", "alone": "Moi, seul"},
    ),
    Question(
        "typing",
        "Usage",
        "Savez-vous écrire un message et l’envoyer ?",
        {"no": "Non", "helped": "Avec de l’aide", "alone": "Oui, seul"},
    ),
    Question(
        "confidence",
        "Confiance",
        "Devant un écran, comment vous sentez-vous ?",
        {"afraid": "Perdu ou inquiet", "unsure": "Pas très sûr", "fine": "À l’aise"},
    ),
    Question(
        "reading",
        "Confiance",
        "Lire et écrire en français, c’est…",
        {"hard": "Difficile", "slow": "Possible, lentement", "easy": "Facile"},
    ),
    Question(
        "urgency",
        "Besoin",
        "Avez-vous une démarche à faire bientôt ?",
        {"week": "Oui, cette semaine", "month": "Oui, dans le mois", "none": "Non"},
    ),
    Question(
        "wish",
        "Besoin",
        "Aimeriez-vous apprendre à vous débrouiller seul ?",
        {"no": "Non", "maybe": "Peut-être", "yes": "Oui"},
    ),
)
ALONE = 9
"""Autonomy from which a person does things alone."""
PRESSING = "Une démarche presse et la personne ne peut pas encore la faire, même aidée."
UNEQUIPPED = "Sans matériel chez soi, ce qu’on apprend se perd : il faut d’abord s’équiper."
SOON = "Une démarche est à faire bientôt, et la personne peut y prendre part."
UNWILLING = "La personne ne souhaite pas apprendre pour l’instant : rien ne sert de forcer."
READY = "Rien ne presse et la personne est prête à apprendre : c’est le bon moment."
ELSEWHERE = "Les gestes sont là, mais lire et écrire est difficile : le besoin est ailleurs."
AUTONOMOUS = "La personne est autonome : la sécurité et ses droits en ligne peuvent l’intéresser."
_AUTONOMY = ("frequency", "mail", "procedure", "typing", "confidence")
_PROCEDURES = "Aide aux démarches administratives"
_TOOLS = "Maîtrise des outils numériques du quotidien"
_SAFETY = "Utilisation sécurisée du numérique"
_ACCESS = "Accès internet et matériel informatique"
_CHEAP = "Acquisition de matériel informatique à prix solidaire"


def known_answers(typed: Mapping[str, str]) -> dict[str, str]:
    """Those that are among the proposed ones; others are as if not given."""
    return {one.code: typed[one.code] for one in QUESTIONS if typed.get(one.code) in one.answers}


def diagnose(answers: Mapping[str, str]) -> Result:
    """``answers``: by code of question. The rules are read from top to bottom; the first that fits decides."""
    score = autonomy(answers)
    stage, reason, themes = _first_rule(answers, score)
    extra = [_ACCESS] if _lacks_access(answers) else []
    extra += [_CHEAP] if answers.get("equipment") == "none" else []
    kept = tuple(dict.fromkeys([*themes, *extra]))
    return Result(stage, (reason, *_remarks(answers, stage)), kept, score)


def autonomy(answers: Mapping[str, str]) -> int:
    """From 0 to 10: two points for each of five things done alone, one for each done with help."""
    places = {one.code: list(one.answers) for one in QUESTIONS}
    return sum(places[code].index(answers[code]) for code in _AUTONOMY if code in answers)


def _first_rule(answers: Mapping[str, str], score: int) -> tuple[str, str, list[str]]:
    said = {f"{code}={answer}" for code, answer in answers.items()}
    urgent, soon = "urgency=week" in said, bool({"urgency=week", "urgency=month"} & said)
    missing = f"Il manque des réponses : {len(answers)} sur {len(QUESTIONS)} seulement."
    unequipped, unwilling = "equipment=none" in said, "wish=no" in said
    rules = (
        (len(answers) < ENOUGH, "detection", missing, [_TOOLS]),
        (urgent and score <= 4, "doing_for", PRESSING, [_PROCEDURES]),
        (unequipped and not unwilling, "orientation", UNEQUIPPED, [_ACCESS]),
        (soon and score < ALONE, "doing_with", SOON, [_PROCEDURES, _TOOLS]),
        (unwilling and score < ALONE, "awareness", UNWILLING, [_SAFETY]),
        (score < ALONE, "training", READY, [_TOOLS]),
        ("reading=hard" in said, "detection", ELSEWHERE, [_TOOLS]),
        (True, "awareness", AUTONOMOUS, [_SAFETY]),
    )
    return next((stage, reason, themes) for fits, stage, reason, themes in rules if fits)


def _lacks_access(answers: Mapping[str, str]) -> bool:
    return answers.get("equipment") == "none" or answers.get("connection") == "none"


def _remarks(answers: Mapping[str, str], stage: str) -> list[str]:
    """What whoever receives the person should know, whatever the stage."""
    told = {
        "Pas de connexion à la maison : penser à un lieu en libre accès ou à une carte SIM.": "connection=none",
        "Un téléphone seulement : montrer les démarches sur petit écran.": "equipment=phone",
        "Lire et écrire est difficile : parler, montrer, et penser à un atelier de français.": "reading=hard",
        "La personne est inquiète devant l’écran : commencer par quelque chose qui lui plaît.": "confidence=afraid",
    }
    chosen = {f"{code}={answer}" for code, answer in answers.items()}
    return [sentence for sentence, sign in told.items() if sign in chosen and stage != "detection"]
