"""Where the directory says who somebody is, and the requests of people about what is kept of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, case, exists, func, null, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain import orientations as rules
from services.directory.models.account import Account
from services.directory.models.base import Base
from services.directory.models.charter import CharterSignature, CharterVersion
from services.directory.models.invitation import Invitation
from services.directory.models.membership import ACTIVE, LEFT, Membership
from services.directory.models.orientation import Orientation
from services.directory.models.personal_orientations import ORIENTATIONS, address_of, name_of
from services.directory.models.record_check import VALID_FOR, RecordCheck
from services.directory.models.referent import Referent
from services.directory.models.structure_import import StructureImport
from services.directory.models.thread import Post
from shared.messaging.tasks import TaskName
from shared.personal_data import ERASED_NAME, NEVER, PersonalTable, anonymous_address, day_of, names_somebody
from shared.tenancy import TenantOwned
from shared.unit_of_work import UnitOfWork

SERVICES = {
    "directory": "Annuaire",
    "sessions": "Ateliers et matériel",
    "notifications": "Lettres et rencontres",
    "reporting": "Rapports",
}


ERASE_LEFT_ACCOUNT = TaskName("erase_left_account")


class PersonalRequest(TenantOwned, Base):
    """One person asks what is kept of them, or that it be erased. Who they are is sealed."""

    __tablename__ = "personal_request"
    __table_args__ = (CheckConstraint("action IN ('find', 'erase')", name="action_known"),)

    action: Mapped[str]
    """``erase`` once an administrator has confirmed what was found."""
    sealed_who: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    asked_by: Mapped[UUID | None]
    erase_asked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Service → {action: {counts, kept, document (sealed)}}."""

    def answer_of(self, service: str) -> dict[str, Any] | None:
        return self.answers.get(service, {}).get(self.action)

    @property
    def missing(self) -> list[str]:
        return [label for service, label in SERVICES.items() if self.answer_of(service) is None]

    @property
    def found_something(self) -> bool:
        return any((self.answer_of(service) or {}).get("counts") for service in SERVICES)

    def keep_answer(self, service: str, action: str, answer: dict[str, Any]) -> None:
        mine = {**self.answers.get(service, {}), action: answer}
        self.answers = {**self.answers, service: mine}


def _erase_account(membership: Any, uow: UnitOfWork) -> None:
    """In the background: a network does not see whether the person belongs to another."""
    uow.enqueue(ERASE_LEFT_ACCOUNT, tenant_id=str(uow.tenant_id), account_id=str(membership.account_id))


def _when(status: str, value: Any) -> Any:
    """``value``, of the memberships in that state."""
    return case((Membership.status == status, value))


def _erase_referent(referent: Any, uow: UnitOfWork) -> None:
    referent.name, referent.function, referent.email, referent.phone = ERASED_NAME, "", "", ""
    referent.removed_at = referent.removed_at or uow.now


def _erase_invitation(invitation: Any, uow: UnitOfWork) -> None:
    invitation.email, invitation.display_name = anonymous_address(), ""
    if invitation.accepted_at is None:
        invitation.cancelled_at = invitation.cancelled_at or uow.now


def _erase_check(check: Any, _uow: UnitOfWork) -> None:
    check.email = anonymous_address()


def _erase_author(post: Any, _uow: UnitOfWork) -> None:
    """The words stay: others have answered them. Their author is a former member from then on."""
    post.account_id, post.author_label = None, ""


def _erase_publisher(version: Any, _uow: UnitOfWork) -> None:
    version.published_by = ERASED_NAME


def _erase_importer(sent: Any, _uow: UnitOfWork) -> None:
    sent.account_id, sent.account_label = None, ERASED_NAME


def _erase_signature(signature: Any, _uow: UnitOfWork) -> None:
    signature.name = ERASED_NAME


_REFERENT_IS_MEMBER = (
    exists()
    .where(Membership.tenant_id == Referent.tenant_id, Membership.id == Referent.membership_id)
    .where(Membership.status == ACTIVE)
    .correlate(Referent)
)


_PUBLISHER_IS_MEMBER = (
    exists()
    .where(Membership.tenant_id == CharterVersion.tenant_id, Membership.status == ACTIVE)
    .where(Account.id == Membership.account_id, Account.display_name == CharterVersion.published_by)
    .correlate(CharterVersion)
)
_HAS_OPEN_ORIENTATION = (
    exists()
    .where(Orientation.tenant_id == Referent.tenant_id, Orientation.referent_id == Referent.id)
    .where(Orientation.state.in_(rules.OPEN))
    .correlate(Referent)
)
_END_OF_CHECK = (
    select(day_of(func.max(RecordCheck.sent_at) + VALID_FOR))
    .where(RecordCheck.tenant_id == Referent.tenant_id, RecordCheck.referent_id == Referent.id)
    .where(Referent.removed_at.is_(None))
    .correlate(Referent)
    .scalar_subquery()
)
"""The last day on which a link that asks the referent something opens; the answer is theirs until then."""


def _day_of_leaving(model: Any) -> Any:
    """Of the member whose ``account_id`` stands in the row; null while they are a member."""
    same = (Membership.tenant_id == model.tenant_id, Membership.account_id == model.account_id)
    return day_of(select(Membership.left_at).where(*same).correlate(model).scalar_subquery())


PERSONAL = [
    PersonalTable(
        model=Membership,
        label="Compte de membre",
        columns=frozenset(),
        email=[_when(ACTIVE, address_of(Membership.account_id))],
        full_name=[_when(ACTIVE, name_of(Membership.account_id))],
        also=("email", "display_name"),
        why="retirez d’abord la personne du réseau, puis cherchez-la de nouveau",
    ),
    PersonalTable(
        model=Membership,
        label="Compte d’ancien membre",
        columns=frozenset(),
        email=[_when(LEFT, address_of(Membership.account_id))],
        full_name=[_when(LEFT, name_of(Membership.account_id))],
        also=("email", "display_name"),
        erase=_erase_account,
        why="seulement si la personne est, ou était il y a peu, d’un autre réseau",
    ),
    *ORIENTATIONS,
    PersonalTable(
        model=Referent,
        label="Référents",
        columns=frozenset({"name", "email", "phone"}),
        email=[Referent.email],
        phone=[Referent.phone],
        full_name=[Referent.name],
        last_contact=case(
            (or_(Referent.name == ERASED_NAME, _REFERENT_IS_MEMBER), null()),
            (_HAS_OPEN_ORIENTATION, NEVER),
            else_=func.greatest(func.coalesce(day_of(Referent.removed_at), Referent.valid_until), _END_OF_CHECK),
        ),
        erase=_erase_referent,
    ),
    PersonalTable(
        model=Invitation,
        label="Invitations à rejoindre le réseau",
        columns=frozenset({"email", "display_name"}),
        email=[Invitation.email],
        full_name=[Invitation.display_name],
        last_contact=case(
            (
                names_somebody(Invitation.email),
                day_of(func.greatest(Invitation.sent_at, Invitation.accepted_at, Invitation.cancelled_at)),
            )
        ),
        erase=_erase_invitation,
    ),
    PersonalTable(
        model=RecordCheck,
        label="Demandes de vérification",
        columns=frozenset({"email"}),
        email=[RecordCheck.email],
        last_contact=case(
            (names_somebody(RecordCheck.email), day_of(func.greatest(RecordCheck.sent_at, RecordCheck.answered_at)))
        ),
        erase=_erase_check,
    ),
    PersonalTable(
        model=CharterSignature,
        label="Signatures de la charte",
        columns=frozenset({"name"}),
        full_name=[CharterSignature.name],
        last_contact=case((CharterSignature.name != ERASED_NAME, _day_of_leaving(CharterSignature))),
        erase=_erase_signature,
    ),
    PersonalTable(
        model=CharterVersion,
        label="Versions de la charte",
        columns=frozenset({"published_by"}),
        full_name=[CharterVersion.published_by],
        last_contact=case(
            (or_(CharterVersion.published_by == ERASED_NAME, _PUBLISHER_IS_MEMBER), null()),
            else_=day_of(CharterVersion.published_at),
        ),
        erase=_erase_publisher,
    ),
    PersonalTable(
        model=StructureImport,
        label="Imports envoyés",
        columns=frozenset({"account_label"}),
        others=frozenset({"preview", "before", "mapping", "completion"}),
        email=[address_of(StructureImport.account_id)],
        full_name=[StructureImport.account_label],
        last_contact=case(
            (StructureImport.account_label == ERASED_NAME, null()),
            (StructureImport.account_id.is_(None), day_of(StructureImport.created_at)),
            else_=_day_of_leaving(StructureImport),
        ),
        erase=_erase_importer,
    ),
    PersonalTable(
        model=Post,
        label="Messages écrits dans les échanges",
        columns=frozenset({"account_id", "body"}),
        email=[Post.author_email],
        full_name=[Post.author_name],
        last_contact=case((Post.account_id.is_not(None), _day_of_leaving(Post))),
        erase=_erase_author,
    ),
]
NOT_PERSONAL = {
    "account.email": "given with the membership; erased once it is of no network (usecases/old_accounts.py)",
    "account.display_name": "as account.email",
    "email_change.old_email": "forgotten fifteen days after the change, with the account if it goes before",
    "email_change.new_email": "as email_change.old_email",
    "sign_up.email": "forgotten after a week",
    "sign_up.display_name": "as sign_up.email",
    "structure.phone": "of a structure, published by it",
    "resource.proposed_by": "an account's identifier, without a name: as account.email",
    "resource.removed_by": "as resource.proposed_by",
    "post.author_label": "of a program; a person has the name of the account",
    "network.sender_name": "under which the network writes",
    "network.reply_to": "at which the network is written to",
    "network.sender_address": "from which the network writes",
    "sender_request.email": "from which the network wants to write; forgotten after a week",
    "structure.emails": "as structure.phone",
    "structure_import.file_name": "of a file that somebody sent",
    "structure_import.mapping_label": "of a way to read a table",
    "resource.file_name": "of a file that is shared",
    "sign_up.structure_label": "of a structure",
    "commune.name": "of a commune",
    "commune.name_key": "of a commune",
    "webhook_delivery.name": "of a fact told to another program",
    "orientation.contact_kind": "by which way, not to whom",
    "orientation.name_digest": "erased with the person; tells nothing without the key",
    "orientation.phone_digest": "as orientation.name_digest",
}
