"""Refusals about what is kept of a person who asks."""

from shared.errors import Conflict, Invalid


class NothingKnownOfPerson(Invalid):
    code = "nothing_known_of_person"


class NotAllFound(Conflict):
    code = "not_all_found"
    message = "Toutes les parties de Maillage n’ont pas encore répondu. Rechargez la page dans un instant."


class NamesakesPossible(Invalid):
    code = "namesakes_possible"
    message = "Un nom seul ne dit pas de qui il s’agit."

    def __init__(self, name: str) -> None:
        sentence = (
            f"« {name} » peut être le nom de plusieurs personnes. Regardez ce qui est trouvé et cochez cette case, "
        )
        super().__init__({"same_person": [f"{sentence}ou cherchez avec une adresse ou un téléphone."]})
