"""Where the sessions service says who somebody is."""

from typing import Any

from services.sessions.models.assessment import Assessment
from services.sessions.models.attendance import Attendance
from services.sessions.models.credit import CreditEntry
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.last_contact import last_contact
from services.sessions.models.loan import Loan
from services.sessions.models.person import Person
from services.sessions.models.sim_card import SimCard
from shared.personal_data import PersonalTable
from shared.unit_of_work import UnitOfWork


def anonymise(person: Any, uow: UnitOfWork) -> None:
    person.first_name, person.last_name, person.phone, person.email = "Personne", "anonymisée", None, None
    person.search_key, person.anonymised_on = "", person.anonymised_on or uow.today


PERSONAL = [
    PersonalTable(
        model=Person,
        label="Personnes accompagnées",
        columns=frozenset({"first_name", "last_name", "phone", "email"}),
        email=[Person.email],
        phone=[Person.phone],
        first_name=Person.first_name,
        last_name=Person.last_name,
        linked={
            "Inscriptions": Enrolment.person_id,
            "Présences": Attendance.person_id,
            "Évaluations": Assessment.person_id,
            "Prêts": Loan.person_id,
            "Cartes SIM": SimCard.person_id,
            "Recharges": CreditEntry.person_id,
        },
        last_contact=last_contact(),
        erase=anonymise,
    )
]
NOT_PERSONAL = {
    "credit_entry.recorded_by": "the role or name of who keeps the ledger: an accounting record",
    "series.facilitators": "who leads a workshop: published with it",
}
