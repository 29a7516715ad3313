"""``personal-data find | export | erase``: what the page « Données personnelles » does, for whoever has the shell.

The exit status says what became of it: see :class:`Status`.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from services.directory.models.personal import SERVICES, PersonalRequest
from services.directory.personal_errors import NamesakesPossible
from services.directory.runtime import runtime
from services.directory.schemas.personal_requests import PersonalRequestSchema
from services.directory.usecases import personal_requests
from shared.actor import Actor
from shared.errors import DomainError

OPERATOR = Actor(account_id=None, label="exploitant")
"""Whoever has the shell runs the installation: that is what the journal says."""
LOOK = 0.2
"""Seconds between two looks at the answers."""


class Status(IntEnum):
    DONE = 0
    NOTHING_KEPT = 1
    WRONG = 2
    """Arguments, network, file: as argparse does."""
    TOO_LATE = 3
    """Some service has not answered in time; the request goes on."""
    NOT_CONFIRMED = 4


def run(arguments: Sequence[str]) -> int:
    """The service has been started, and events are carried by this process or by the workers."""
    try:
        return _Request(read(arguments)).run()
    except NamesakesPossible:
        told = "Un nom seul peut être celui de plusieurs personnes. Regardez ce qui est trouvé (export), puis ajoutez"
        return _say(Status.WRONG, f"{told} --same-person, ou cherchez avec --email ou --phone.")
    except DomainError as error:
        sentences = [sentence for of_field in error.fields.values() for sentence in of_field]
        return _say(Status.WRONG, " ".join(sentences) or error.sentence)
    except FileExistsError as error:
        return _say(Status.WRONG, f"Le fichier {error.filename} existe déjà. Choisissez-en un autre avec --output.")


def read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="personal-data", description=__doc__)
    parser.add_argument("action", choices=["find", "export", "erase"])
    parser.add_argument("--network", required=True, help="short name, as in addresses")
    for name in ("--email", "--phone", "--first-name", "--last-name"):
        parser.add_argument(name, default="", help="what is known of the person; all that is given must match")
    parser.add_argument("--output", type=Path, help="file to write (export); it must not exist")
    parser.add_argument("--yes", action="store_true", help="erase without asking")
    same = "erase although only a name is given: all that is found is one person's"
    parser.add_argument("--same-person", action="store_true", help=same)
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait for the other services")
    return parser.parse_args(arguments)


class _Request:
    def __init__(self, chosen: argparse.Namespace) -> None:
        self._chosen = chosen
        self._secret_key = runtime.settings.secret_key

    def run(self) -> int:
        with runtime.database.unit_of_work(None, read_only=True) as uow:
            network = uow.find_network(self._chosen.network)
        if network is None:
            return _say(Status.WRONG, f"Aucun réseau ne s’appelle « {self._chosen.network} ».")
        self._network_id = network.id
        self._id = self._ask()
        found = self._wait()
        if found is None:
            return Status.TOO_LATE
        _print(found, "trouvé")
        if not any(answer["counts"] for answer in _answers(found).values()):
            return _say(Status.NOTHING_KEPT, "Le réseau ne garde rien de cette personne.")
        if self._chosen.action == "export":
            return self._export(found)
        return self._erase() if self._chosen.action == "erase" else Status.DONE

    def _ask(self) -> UUID:
        names = ("email", "phone", "first_name", "last_name")
        known: Any = PersonalRequestSchema().load({name: getattr(self._chosen, name) for name in names})
        with runtime.database.unit_of_work(self._network_id) as uow:
            uow.act_as(OPERATOR)
            return personal_requests.ask(uow, OPERATOR, **known, secret_key=self._secret_key).id

    def _wait(self) -> PersonalRequest | None:
        """With what is awaited on the screen; None when time is over."""
        end, awaited = time.monotonic() + self._chosen.timeout, None
        while True:
            with runtime.database.unit_of_work(self._network_id, read_only=True) as uow:
                asked = uow.get(PersonalRequest, self._id)
            if not asked.missing:
                return asked
            if time.monotonic() >= end:
                self._give_up(asked.missing)
                return None
            if asked.missing != awaited:
                _tell(f"En attente : {', '.join(asked.missing)}…")
                awaited = asked.missing
            time.sleep(LOOK)

    def _give_up(self, missing: Sequence[str]) -> None:
        path = f"/annuaire/{self._chosen.network}/donnees-personnelles/{self._id}"
        _tell(
            f"Pas de réponse en {self._chosen.timeout:g} secondes de : {', '.join(missing)}. Leur processus « worker » "
            f"tourne-t-il ? La demande continue : {runtime.settings.public_url}{path}"
        )

    def _export(self, found: PersonalRequest) -> int:
        path = self._chosen.output or Path(f"donnees-personnelles-{self._id}.json")
        documents = personal_requests.documents(found, secret_key=self._secret_key)
        named = {SERVICES[service]: lists for service, lists in documents.items()}
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(named, file, ensure_ascii=False, indent=2)
        print(f"Écrit dans {path}, que vous seul pouvez lire. Effacez-le après l’avoir remis.")
        return Status.DONE

    def _erase(self) -> int:
        if not self._chosen.yes and not _confirmed():
            return _say(Status.NOT_CONFIRMED, "Rien n’a été effacé.")
        with runtime.database.unit_of_work(self._network_id) as uow:
            uow.act_as(OPERATOR)
            chosen = {"secret_key": self._secret_key, "same_person": self._chosen.same_person}
            personal_requests.erase(uow, request_id=self._id, **chosen)
        erased = self._wait()
        if erased is None:
            return Status.TOO_LATE
        _print(erased, "effacé")
        return Status.DONE


def _answers(asked: PersonalRequest) -> dict[str, Any]:
    """By service; every one has answered."""
    return {service: asked.answers[service][asked.action] for service in SERVICES}


def _print(asked: PersonalRequest, verb: str) -> None:
    for service, answer in _answers(asked).items():
        print(f"{SERVICES[service]} : {verb}" if answer["counts"] else f"{SERVICES[service]} : rien")
        for label, number in answer["counts"].items():
            kept = answer["kept"].get(label)
            print(f"  {label} : {number}" + (f" (gardé : {kept})" if kept else ""))


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        _tell("Ajoutez --yes pour effacer sans question.")
        return False
    return input("Effacer définitivement ce qui nomme cette personne ? Écrivez « oui » : ").strip().lower() == "oui"


def _say(status: Status, sentence: str) -> Status:
    _tell(sentence)
    return status


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
