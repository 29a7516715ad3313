"""Why an address is not taken: of an account, or of the network's letters."""

from shared.errors import Conflict, Invalid
from shared.senders import SenderPolicy, domain_of


class AddressTaken(Conflict):
    """Told only to who has proved that the address is theirs."""

    code = "address_taken"
    message = "Cette adresse est déjà celle d’un autre compte. Demandez à l’administrateur de votre réseau."


class SenderNotAllowed(Invalid):
    """Why stands beside the field, with what to do instead."""

    code = "sender_not_allowed"
    message = "Les lettres ne peuvent pas partir de cette adresse."

    def __init__(self, policy: SenderPolicy, address: str) -> None:
        may = f" Domaines autorisés : {', '.join(policy.domains)}." if policy.domains else ""
        mend = "Demandez à l’exploitant de l’autoriser ; en attendant, mettez cette adresse en adresse de réponse."
        super().__init__({"email": [f"Le domaine {domain_of(address)} n’est pas autorisé ici.{may} {mend}"]})
