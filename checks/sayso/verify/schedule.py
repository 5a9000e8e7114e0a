"""Many addresses at once, and politely: one request at a time to a host, with a pause between two.

A server that asks to wait is waited for, within bounds, and others are served meanwhile. Results come as
they are ready; whoever stops taking them stops the work.
"""

import heapq
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from operator import itemgetter
from queue import Empty, Full, Queue
from typing import Final

from msgspec import Struct, field
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util import Retry

from sayso.verify.address import AddressPolicy, RefusedAddress
from sayso.verify.fetch import Fetched, Fetcher, Journey, Wanted
from sayso.verify.wire import TIME_IS_OVER

_TICK: Final = 0.5
# What has not ended by itself so many seconds after the time for the run is left: it waits for a name, say.
_GRACE: Final = 1.0


class Pace(Struct, frozen=True):
    """How politely to ask."""

    delay: float = 1.0
    """Seconds between the end of one request to a host and the start of the next."""
    at_once: int = 8
    """Requests under way, to different hosts."""
    tries: int = 3
    """How often an address is asked for while the answer may be another the next time."""
    max_wait: float = 60.0
    """A server that asks to wait for more seconds is not waited for."""
    backoff: float = 2.0
    """Seconds to wait after the second failure, doubled with each further one."""
    retries: int = 5
    """Further tries for all addresses of one host."""
    max_silent: int = 5
    """After so many addresses in a row without an answer the rest of a host is left out."""
    per_host: int = 500
    """More addresses of one host are not asked for in one run."""
    max_host_time: float = 900.0
    """After so many seconds of waiting for its answers the rest of a host is left out."""
    until: float = math.inf
    """When the run is over, by `time.monotonic`; what is not done then is left out."""


class _Host(Struct):
    """What is known of, and wanted from, one host."""

    retries: int
    waiting: deque[Journey] = field(default_factory=deque)
    busy: bool = False
    next: float = 0.0
    silent: int = 0
    waited: float = 0.0


Pending = Mapping[str, int]
"""How many addresses are still to come of which hosts; the host that most is wanted from comes first."""


def fetch_all(
    fetcher: Fetcher,
    policy: AddressPolicy,
    wanted: Wanted,
    pace: Pace | None = None,
    *,
    waiting: Callable[[Pending], None] | None = None,
) -> Iterator[Fetched]:
    """What comes of each address in `wanted`, as soon as it is known.

    `waiting` is told now and then, while nothing comes, for what.
    """
    schedule = _Schedule(fetcher, policy, pace or Pace(), waiting)
    yield from schedule.admit(wanted)
    yield from schedule.results()


class _Schedule:
    """The hosts, and who works on them."""

    def __init__(
        self, fetcher: Fetcher, policy: AddressPolicy, pace: Pace, waiting: Callable[[Pending], None] | None
    ) -> None:
        self._fetcher = fetcher
        self._waiting = waiting
        self._policy = policy
        self._pace = pace
        self._retry = Retry(pace.tries - 1, backoff_factor=pace.backoff, backoff_max=pace.max_wait)
        self._hosts: dict[str, _Host] = {}
        # Hosts at which something is wanted and nobody works, by the time from which on they may be asked.
        self._ready: list[tuple[float, int, str]] = []
        self._count = 0
        self._unfinished: set[Journey] = set()
        self._stopped = False
        self._change = threading.Condition()
        # Bounded, so that what is not taken is not fetched either, and memory stays small: each worker
        # holds what it has fetched until there is room.
        self._done: Queue[tuple[Journey, Fetched] | Exception] = Queue(1)

    def admit(self, wanted: Wanted) -> Iterator[Fetched]:
        """Take the addresses in; those that are not asked for are done at once."""
        counts: dict[str, int] = {}
        for url, validators in wanted:
            journey = Journey(url, validators, self._retry)
            host = self._host_of(url)
            counts[host] = counts.get(host, 0) + 1
            if not host:
                # The policy says why; nothing is sent.
                fetched = self._fetcher.hop(journey)
                assert fetched is not None
                yield fetched
            elif counts[host] > self._pace.per_host:
                reason = f"more than {self._pace.per_host} addresses of {host} are not asked for in one run"
                yield journey.end("skipped", reason)
            else:
                self._unfinished.add(journey)
                self._enqueue(host, journey)

    def results(self) -> Iterator[Fetched]:
        """The results, in the order in which they are ready."""
        left = set(self._unfinished)
        for _ in range(min(self._pace.at_once, len(left))):
            threading.Thread(target=self._make_hops, daemon=True).start()
        try:
            while left:
                if time.monotonic() >= self._pace.until + _GRACE:
                    yield from [journey.end("skipped", TIME_IS_OVER) for journey in left]
                    return
                # With a limit, as some systems let nobody interrupt a wait without one.
                try:
                    done = self._done.get(timeout=_TICK)
                except Empty:
                    if self._waiting:
                        self._waiting(self._pending())
                    continue
                if isinstance(done, Exception):
                    raise done
                left.remove(done[0])
                yield done[1]
        finally:
            with self._change:
                self._stopped = True
                self._change.notify_all()

    def _pending(self) -> Pending:
        """How many addresses are still to come of which hosts."""
        with self._change:
            left = {name: len(host.waiting) + host.busy for name, host in self._hosts.items() if name}
        return dict(sorted(filter(itemgetter(1), left.items()), key=lambda each: (-each[1], each[0])))

    def _host_of(self, url: str) -> str:
        try:
            return self._policy.target(url).host
        except RefusedAddress:
            return ""

    def _enqueue(self, name: str, journey: Journey, *, first: bool = False) -> None:
        """Let `journey` wait at the host `name`; the lock is held, or nobody works yet."""
        host = self._hosts.setdefault(name, _Host(self._pace.retries))
        (host.waiting.appendleft if first else host.waiting.append)(journey)
        if not host.busy and len(host.waiting) == 1:
            self._make_ready(name, host)

    def _make_ready(self, name: str, host: _Host) -> None:
        self._count += 1
        heapq.heappush(self._ready, (host.next, self._count, name))

    def _next_hop(self) -> tuple[str, Journey] | None:
        """The next hop to make, once its time has come; None if there is nothing left to do."""
        with self._change:
            while self._unfinished and not self._stopped:
                pause = None
                if self._ready:
                    pause = min(self._ready[0][0], self._pace.until) - time.monotonic()
                    if pause <= 0:
                        name = heapq.heappop(self._ready)[2]
                        host = self._hosts[name]
                        host.busy = True
                        return name, host.waiting.popleft()
                self._change.wait(pause)
            return None

    def _make_hops(self) -> None:
        try:
            while taken := self._next_hop():
                self._make_hop(*taken)
        except Exception as error:
            self._hand_over(error)

    def _make_hop(self, name: str, journey: Journey) -> None:
        """Make one hop of `journey`, at the host `name`, and see what follows."""
        host, pause = self._hosts[name], 0.0
        reason = self._reason_to_skip(name, host)
        if reason:
            fetched: Fetched | None = journey.end("skipped", reason)
        else:
            # A redirect to what is not opened has no host: nothing is sent, and nobody to be polite to.
            pause = self._pace.delay if name else 0.0
            start = time.monotonic()
            fetched = self._fetcher.hop(journey)
            host.waited += time.monotonic() - start
            if fetched is not None and (wait := self._wait_before_retry(host, journey, fetched)) is not None:
                journey.restart()
                fetched, pause = None, max(pause, wait)
            if fetched is not None:
                answered = fetched.status is not None or fetched.outcome != "unreachable"
                host.silent = 0 if answered else host.silent + 1
        there = self._host_of(journey.address)
        with self._change:
            host.busy = False
            host.next = time.monotonic() + pause
            if host.waiting:
                self._make_ready(name, host)
            if fetched is None:
                self._enqueue(there, journey, first=True)
            else:
                self._unfinished.remove(journey)
            self._change.notify_all()
        if fetched is not None:
            self._hand_over((journey, fetched))

    def _reason_to_skip(self, name: str, host: _Host) -> str:
        """Why no more is asked of the host `name`; empty if nothing speaks against it."""
        if time.monotonic() >= self._pace.until:
            return TIME_IS_OVER
        if host.silent >= self._pace.max_silent:
            return f"{name} did not answer {self._pace.max_silent} times in a row"
        if host.waited >= self._pace.max_host_time:
            return f"{name} took more than {self._pace.max_host_time:g} seconds to answer in this run"
        return ""

    def _wait_before_retry(self, host: _Host, journey: Journey, fetched: Fetched) -> float | None:
        """How long to wait before another try; None if there is none."""
        asked = fetched.retry_after
        if asked is None or asked > self._pace.max_wait or not host.retries:
            return None
        try:
            journey.retry = journey.retry.increment(error=HTTPError(fetched.reason))
        except MaxRetryError:
            return None
        host.retries -= 1
        return max(asked, journey.retry.get_backoff_time())

    def _hand_over(self, done: tuple[Journey, Fetched] | Exception) -> None:
        """Give `done` to whoever takes the results, if anybody still does."""
        while not self._stopped:
            with suppress(Full):
                self._done.put(done, timeout=_TICK)
                return
