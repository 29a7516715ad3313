"""Work that makes hundreds of thousands of small objects, none of them in cycles.

Python's cycle collector walks over all of them again and again and finds nothing: half of the time of an import.
https://docs.python.org/3/library/gc.html#gc.disable
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_pausing = 0


@contextmanager
def paused() -> Iterator[None]:
    """The collector stands still; objects outside cycles are freed all the same, as soon as nothing holds them."""
    global _pausing  # noqa: PLW0603 - the collector is one for the whole process
    with _lock:
        _pausing += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pausing -= 1
            if _pausing == 0:
                gc.enable()
