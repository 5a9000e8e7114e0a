"""Making many pages at once, on all the processors that there are."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

FEWEST = 400
"""Fewer pages are made sooner by one process."""
_CHUNK = 25
_AHEAD = 4
# In each of the processes: what it makes pages with.
_work: list[Callable[[int], Any]] = []


def run_in_processes(make: Callable[[int], T], number: int) -> Iterator[T]:
    """What `make` gives for 0 up to `number`, in this order.

    Where there are many, processes share them out: each is a copy of this one as it stands, so nothing needs
    to be sent to them. Where a process cannot be copied safely, as on Windows and macOS, this one makes all.
    """
    workers = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if workers == 1 or number < FEWEST:
        yield from map(make, range(number))
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _prepare, (make,)) as pool:
        waiting: deque[Future[list[T]]] = deque()
        for start in range(0, number, _CHUNK):
            waiting.append(pool.submit(_make_chunk, range(start, min(start + _CHUNK, number))))
            # What is made waits here until it is taken: so no more is asked for than keeps all at work.
            if len(waiting) == workers * _AHEAD:
                yield from waiting.popleft().result()
        for made in waiting:
            yield from made.result()


def _prepare(make: Callable[[int], Any]) -> None:  # pragma: no cover - lines of the copies are not counted
    """Make pages with `make`, and leave it to the process that waits to say that a run was interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work.append(make)


def _make_chunk(indexes: range) -> list[Any]:  # pragma: no cover - likewise
    return list(map(_work[0], indexes))
