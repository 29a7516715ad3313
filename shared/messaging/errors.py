"""What can go wrong between us and the broker."""


class BrokerUnavailable(Exception):
    """The broker cannot be reached, is frozen or refuses work for now. Trying later is the right answer."""


class NotConfirmed(BrokerUnavailable):
    """The connection ended before every message was confirmed.

    ``confirmed`` holds the ids that are safe; the others may or may not have arrived and must be sent again.
    """

    def __init__(self, reason: str, confirmed: frozenset[str]) -> None:
        super().__init__(reason)
        self.confirmed = confirmed
