"""What is refused of records completed together."""

from services.directory.errors import PreviewOutdated
from shared.errors import Invalid


class ChoiceOutdated(PreviewOutdated):
    message = "Ces fiches ont changé depuis cet aperçu. Refaites le choix pour en voir l’effet."


class NoRecordChosen(Invalid):
    code = "no_record_chosen"
    message = "Aucune fiche n’est choisie."

    def __init__(self) -> None:
        super().__init__({"structure_ids": ["Cochez au moins une fiche, ou choisissez toutes celles de la liste."]})


class TooManyRecords(Invalid):
    code = "too_many_records"
    message = "20 000 fiches au plus se complètent à la fois : resserrez la liste avec un filtre."
