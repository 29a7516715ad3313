"""From which addresses the installation's mail server may write for its networks."""

from dataclasses import dataclass
from typing import Self

from shared.settings import Settings


@dataclass(frozen=True)
class SenderPolicy:
    """``installation``: sender of all letters that have no other. ``domains``: those that the operator allows, sorted.

    Each domain is allowed by its own name: a domain below it has its own records in the DNS.
    """

    installation: str
    domains: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Self:
        listed = (domain.strip().strip(".").lower() for domain in settings.sender_domains.split(","))
        return cls(settings.mail_from, tuple(sorted({domain for domain in listed if domain})))

    def allows(self, address: str) -> bool:
        return domain_of(address) in self.domains


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()
