"""The envelope of an event: CloudEvents 1.0, structured JSON, with the extensions that Maillage needs.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md — ``id`` and ``source`` together are unique.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from shared.events import Event
from shared.ids import new_id

_correlation: ContextVar[str] = ContextVar("correlation_id", default="")


def correlation_id() -> str:
    """Identifier of the person's action that all this follows from; made on first use."""
    return _correlation.get() or follow(str(new_id()))


def follow(identifier: str) -> str:
    """From here on, in this thread, everything belongs to that action."""
    _correlation.set(identifier)
    return identifier


class BadEnvelope(ValueError):
    """Not a CloudEvent of ours. The message says what is wrong."""


@dataclass(frozen=True)
class Envelope:
    message_id: UUID
    name: str
    tenant_id: UUID
    subject: str
    sequence: int
    """Version of the subject for a snapshot, 0 otherwise."""
    occurred_at: datetime
    correlation_id: str
    data: Mapping[str, Any]

    @classmethod
    def wrap(cls, event: Event, *, tenant_id: UUID, at: datetime) -> Self:
        return cls(
            message_id=new_id(),
            name=event.name,
            tenant_id=tenant_id,
            subject=event.subject,
            sequence=getattr(event, "version", 0),
            occurred_at=at,
            correlation_id=correlation_id(),
            data=event.dump(),
        )

    def dump(self) -> dict[str, Any]:
        return {
            "specversion": "1.0",
            "id": str(self.message_id),
            "source": f"/maillage/{self.name.split('.')[0]}",
            "type": self.name,
            "subject": self.subject,
            "time": self.occurred_at.isoformat(),
            "datacontenttype": "application/json",
            "tenantid": str(self.tenant_id),
            "correlationid": self.correlation_id,
            "sequence": self.sequence,
            "data": dict(self.data),
        }

    @classmethod
    def load(cls, body: Any) -> Self:
        """Raises BadEnvelope."""
        try:
            if body["specversion"] != "1.0":
                raise BadEnvelope(f"specversion {body['specversion']!r} is not 1.0")
            return cls(
                message_id=UUID(body["id"]),
                name=body["type"],
                tenant_id=UUID(body["tenantid"]),
                subject=body["subject"],
                sequence=int(body["sequence"]),
                occurred_at=datetime.fromisoformat(body["time"]),
                correlation_id=body["correlationid"],
                data=body["data"],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise BadEnvelope(f"missing or wrong attribute: {error}") from error
        except ValueError as error:
            raise error if isinstance(error, BadEnvelope) else BadEnvelope(str(error)) from error
