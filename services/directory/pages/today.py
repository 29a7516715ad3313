"""The lines of « À faire aujourd’hui »: what each role does first, and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.directory.models.report_copy import ReportCopy
from services.directory.models.structure import Structure
from services.directory.queries.home import Upkeep
from shared.actor import Actor
from shared.roles import Role
from shared.web.formats import number


@dataclass(frozen=True)
class Line:
    """One action. ``path``: after the network's short name is put in."""

    text: str
    action: str
    path: str
    detail: str = ""


_BY_ROLE: tuple[tuple[Role, Line], ...] = (
    (Role.MEDIATOR, Line("Noter les présences et les évaluations", "Ouvrir les ateliers", "/ateliers/{}/")),
    (Role.MANAGER, Line("Suivre les prêts, les cartes SIM et les recharges", "Ouvrir le matériel", "/materiel/{}/")),
    (Role.ANIMATOR, Line("Écrire la prochaine lettre d’information", "Ouvrir les lettres", "/lettres/{}/")),
    (Role.ANIMATOR, Line("Préparer la prochaine rencontre", "Ouvrir les rencontres", "/rencontres/{}/")),
    (Role.FUNDER, Line("Lire les rapports publiés", "Ouvrir les rapports", "/rapports/{}/")),
)


def lines_for(
    actor: Actor,
    *,
    waiting: int,
    expired: int,
    orientations: int = 0,
    calls: int = 0,
    proposals: int = 0,
    unread: int = 0,
    own: Sequence[Structure] = (),
    upkeep: Upkeep | None = None,
    drafts: Sequence[ReportCopy] = (),
) -> list[Line]:
    """``waiting`` and ``expired``: invitations without an answer; ``orientations``: people whom the actor is sent;
    ``calls``: people whom the actor sends to a referent without an e-mail address; ``proposals``: what members wish to
    share, for who moderates; ``unread``: messages in the discussions that they follow;
    ``own``: structures of which the actor is referent;
    ``upkeep``: records that wait, for who keeps the directory; ``drafts``: reports to be read over.
    """
    lines = [*_about_orientations(orientations), *_about_calls(calls), *_about_proposals(proposals)]
    lines += _about_reports(drafts)
    lines += _about_discussions(unread)
    lines += _about_upkeep(upkeep) if upkeep else []
    lines += _about_invitations(waiting, expired) if actor.is_administrator else []
    lines += _about_own(own)
    return lines + [line for role, line in _BY_ROLE if role in actor.roles]


def _about_own(structures: Sequence[Structure]) -> Iterator[Line]:
    if len(structures) == 1:
        path = f"/annuaire/{{}}/structures/{structures[0].id}"
        yield Line("Vérifier la fiche de votre structure", "Ouvrir la fiche", path)
    elif structures:
        text = f"Vérifier les fiches de vos {len(structures)} structures"
        yield Line(text, "Voir mes structures", "/annuaire/{}/structures/les-miennes")


def _about_invitations(waiting: int, expired: int) -> Iterator[Line]:
    if expired:
        text = "1 invitation a expiré" if expired == 1 else f"{expired} invitations ont expiré"
        yield Line(text, "Renvoyer ou annuler", "/annuaire/{}/membres")
    if waiting:
        text = "1 invitation attend une réponse" if waiting == 1 else f"{waiting} invitations attendent une réponse"
        yield Line(text, "Voir les membres", "/annuaire/{}/membres")


def _about_reports(drafts: Sequence[ReportCopy]) -> Iterator[Line]:
    for draft in drafts:
        detail = "Il se publiera de lui-même : relisez-le avant."
        yield Line(f"{draft.title} : à relire", "Relire et publier", f"/rapports/{{}}/{draft.id}", detail)


def _about_calls(count: int) -> Iterator[Line]:
    if count:
        text = "1 personne à annoncer par téléphone" if count == 1 else f"{count} personnes à annoncer par téléphone"
        yield Line(text, "Voir qui appeler", "/annuaire/{}/orientations", "Le référent n’a pas d’adresse e-mail.")


def _about_orientations(count: int) -> Iterator[Line]:
    if count:
        text = "1 personne vous est adressée" if count == 1 else f"{count} personnes vous sont adressées"
        lost = "Sans réponse à temps, l’orientation prend fin d’elle-même."
        yield Line(text, "Répondre", "/annuaire/{}/orientations?view=received", lost)


def _about_proposals(count: int) -> Iterator[Line]:
    if count:
        text = "1 proposition de partage à relire" if count == 1 else f"{count} propositions de partage à relire"
        yield Line(text, "Relire", "/annuaire/{}/partage?view=proposed")


def _about_upkeep(upkeep: Upkeep) -> Iterator[Line]:
    for count, one, many, action, page, detail in (
        (upkeep.stale, "1 fiche à vérifier", "{} fiches à vérifier", "Voir la fraîcheur", "fraicheur",
         "Personne n’a dit depuis longtemps si c’est toujours juste."),
        (upkeep.without_referent, "1 structure sans référent", "{} structures sans référent", "Trouver qui demander",
         "referents", "On ne peut y adresser personne par son nom."),
        (upkeep.duplicates, "1 doublon probable", "{} doublons probables", "Comparer les fiches", "doublons",
         "Deux fiches pour un même lieu : gardez-en une."),
        (upkeep.to_place, "1 adresse à situer", "{} adresses à situer", "Placer sur la carte", "localisation",
         "Sans cela, la structure manque sur la carte et autour d’une commune."),
    ):  # fmt: skip
        if count:
            text = one if count == 1 else many.format(number(count))
            yield Line(text, action, f"/annuaire/{{}}/structures/{page}", detail)


def _about_discussions(unread: int) -> Iterator[Line]:
    if unread:
        text = "1 nouveau message" if unread == 1 else f"{unread} nouveaux messages"
        yield Line(f"{text} dans vos discussions", "Lire", "/annuaire/{}/echanges?view=unread")
