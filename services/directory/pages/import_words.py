"""What the pages of an import say, of the lines of a file or of records chosen in the directory."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from services.directory.models.structure_import import StructureImport
from shared.web.addresses import with_query


@dataclass(frozen=True)
class Words:
    """``{count}`` in a sentence is a number as people write it; ``again``: the link to choose something else."""

    again: str
    list_label: str
    steps: tuple[str, ...]
    title: str
    applied: str
    undone: str
    abandoned: str
    running: str
    reading: str
    read_label: str
    read: str
    writing: str
    not_applied: str
    not_undone: str
    all_good: str
    some_refused: str
    nothing_good: str
    nothing_new: str
    nothing_new_but_refused: str
    apply_one: str
    apply_many: str
    refused: str
    unchanged_tab: str
    unchanged: str
    undo: str
    undo_question: str
    undo_yes: str
    taken_back: str
    detail_erased: str


FILE = Words(
    again="Choisir un autre fichier",
    list_label="Importer des structures",
    steps=("Choisir le fichier", "Vérifier", "Appliquer"),
    title="Vérifier l’import",
    applied="Import appliqué",
    undone="Import annulé",
    abandoned="Import abandonné",
    running="Import en cours",
    reading="Lecture en cours",
    read_label="Lignes lues",
    read="{count} lignes lues sur {total}.",
    writing="{count} lignes sont en train d’être écrites, toutes ensemble ou pas du tout.",
    not_applied="L’import n’a pas été appliqué",
    not_undone="L’import n’a pas été annulé",
    all_good="Tout entre ensemble dans l’annuaire. Vous pourrez annuler ensuite.",
    some_refused="Tout entre ensemble dans l’annuaire, sauf les lignes refusées, laissées de côté : vous pourrez les "
    "corriger et les envoyer à part. Vous pourrez annuler ensuite.",
    nothing_good="Aucune ligne n’est acceptable, et l’annuaire n’a pas changé. Téléchargez les lignes, corrigez-les, "
    "puis envoyez-les.",
    nothing_new="Ce fichier ne change rien : l’annuaire est déjà à jour.",
    nothing_new_but_refused="Les lignes acceptées ne changent rien : l’annuaire dit déjà la même chose. Il reste à "
    "corriger les lignes refusées.",
    apply_one="Appliquer la ligne",
    apply_many="Appliquer les {count} lignes",
    refused="Lignes refusées",
    unchanged_tab="Inchangées",
    unchanged="Structures inchangées",
    undo="Annuler cet import",
    undo_question="Les structures modifiées reprendront leurs valeurs d’avant, celles que l’import a créées seront "
    "archivées.",
    undo_yes="Oui, annuler l’import",
    taken_back="Cet import a été appliqué puis annulé, {when} : les structures ont repris leurs valeurs d’avant.",
    detail_erased="Le fichier et le détail de ses lignes ont été effacés : ils sont gardés 30 jours après l’import, ou "
    "moins s’ils nomment des référents et qu’une personne a demandé à être oubliée.",
)
RECORDS = Words(
    again="Changer le choix",
    list_label="Compléter plusieurs fiches",
    steps=("Choisir les fiches", "Choisir les valeurs", "Vérifier", "Appliquer"),
    title="Vérifier les fiches",
    applied="Fiches complétées",
    undone="Changement annulé",
    abandoned="Changement abandonné",
    running="Fiches en cours",
    reading="Préparation en cours",
    read_label="Fiches préparées",
    read="{count} fiches préparées sur {total}.",
    writing="{count} fiches sont en train d’être écrites, toutes ensemble ou pas du tout.",
    not_applied="Les fiches n’ont pas été complétées",
    not_undone="Le changement n’a pas été annulé",
    all_good="La date de vérification des fiches ne change pas : ce n’est pas une relecture.",
    some_refused="Les fiches refusées seront laissées comme elles sont. La date de vérification des autres ne change "
    "pas : ce n’est pas une relecture.",
    nothing_good="Aucune de ces fiches ne peut être complétée.",
    nothing_new="Toutes ces fiches le disent déjà : il n’y a rien à changer.",
    nothing_new_but_refused="Les fiches acceptées le disent déjà : il n’y a rien à changer.",
    apply_one="Changer la fiche",
    apply_many="Changer les {count} fiches",
    refused="Fiches refusées",
    unchanged_tab="Déjà ainsi",
    unchanged="Déjà ainsi",
    undo="Annuler ce changement",
    undo_question="Les fiches reprendront ce qu’elles disaient avant.",
    undo_yes="Oui, annuler",
    taken_back="Ce changement a été appliqué puis annulé, {when} : les fiches disent de nouveau ce qu’elles disaient.",
    detail_erased="Le détail, fiche par fiche, a été effacé ici : il est gardé 30 jours. L’historique de chaque fiche "
    "le dit toujours.",
)


def words_of(known: StructureImport) -> dict[str, Any]:
    """For the templates: ``words``, ``again_href`` and ``list_href``."""
    if known.completion is None:
        here = url_for("imports.new_import")
        return {"words": FILE, "again_href": here, "list_href": here}
    again = with_query(url_for("completions.choose_values"), known.completion.get("asked", {}))
    return {"words": RECORDS, "again_href": again, "list_href": url_for("completions.choose_records")}
