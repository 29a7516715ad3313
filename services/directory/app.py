"""The only wiring of the service."""

from services.directory import (
    account_tasks,
    api,
    export_tasks,
    import_file_tasks,
    locating_tasks,
    operating,
    pages,
    personal_data_command,
    webhook_tasks,
)
from services.directory.actors import tasks
from services.directory.leaving import leaving
from services.directory.rights import RIGHTS
from services.directory.runtime import runtime
from services.directory.ticks import ticks
from shared.service import Service

assert account_tasks.tell_new_address.actor_name in tasks.functions
assert locating_tasks.locate_structures.actor_name in tasks.functions
assert import_file_tasks.erase_import_files.actor_name in tasks.functions
assert export_tasks.assemble_export.actor_name in tasks.functions
assert webhook_tasks.send_webhooks.actor_name in tasks.functions

service = Service(
    name="directory",
    runtime=runtime,
    prefixes=("annuaire", "compte", "exploitation"),
    rights=RIGHTS,
    pages=pages.blueprints,
    apis=api.blueprints,
    handlers=leaving.handlers,
    tasks=leaving.tasks,
    ticks=ticks,
    commands={"personal-data": personal_data_command.run, "reopen-network": operating.run},
)
