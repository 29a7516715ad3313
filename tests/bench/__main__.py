"""``python -m tests.bench [events pages search imports processes]``: ratios to limits measured in the same run."""

import signal
import sys
from collections.abc import Iterator

from shared import logging
from tests.bench import events, imports, pages, processes, search
from tests.bench.ground import ground
from tests.bench.measures import Measure, table

PARTS = {
    "events": events.measure,
    "pages": pages.measure,
    "search": search.measure,
    "imports": imports.measure,
    "processes": processes.measure,
}


def main(names: list[str]) -> None:
    print(table(_measures(names)))


def _measures(names: list[str]) -> Iterator[Measure]:
    with ground() as place:
        for name, part in PARTS.items():
            if name in names or not names:
                for measure in part(place):
                    print(f"{measure.name}: {measure.ours:.3g} / {measure.limit:.3g} {measure.unit}", file=sys.stderr)
                    yield measure


if __name__ == "__main__":
    logging.configure("bench", level="warning")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the servers that were started are stopped
    main(sys.argv[1:])
