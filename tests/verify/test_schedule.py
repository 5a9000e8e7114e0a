"""Many addresses at once: what is asked when, and what stops it. Real sockets on loopback."""

import threading
import time
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import pytest

from sayso.verify.address import AddressPolicy
from sayso.verify.failure import Failure
from sayso.verify.fetch import Fetched, Fetcher, Journey
from sayso.verify.schedule import Pace, fetch_all
from sayso.verify.wire import Reply

from .conftest import Serve, wire
from .loopback import http

PAGE = b"<p>There is a quote here.</p>"
QUICK = Pace(delay=0.01, backoff=0.05)

pytestmark = pytest.mark.usefixtures("names")


def run(send: object, urls: Iterable[str], pace: Pace = QUICK) -> list[Fetched]:
    """What comes of `urls`, asked for by `send`."""
    policy = AddressPolicy(["site.example", "other.example"], range(1, 65536))
    return list(fetch_all(Fetcher(send), policy, [(url, None) for url in urls], pace))  # type: ignore[arg-type]


def reply(url: str, status: int = 200, *headers: tuple[str, str]) -> Reply:
    return Reply(url, "", status, headers, b"")


class Sender:
    """Answers by a list of statuses for each path; the last one stays."""

    def __init__(self, **statuses: list[Any]) -> None:
        self.statuses = statuses
        self.asked: list[tuple[str, float]] = []
        self.lock = threading.Lock()

    def __call__(self, url: str, headers: object = None) -> Reply:
        name = url.rpartition("/")[2]
        with self.lock:
            self.asked.append((name, time.monotonic()))
            left = self.statuses.get(name, [200])
            status = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(status, str):
            raise Failure("unreachable", status, transient=True)
        return reply(url, status % 1000, ("Retry-After", str(status // 1000)) if status > 999 else ("a", "b"))

    def times(self, name: str) -> list[float]:
        return [when for each, when in self.asked if each == name]


def test_each_address_has_its_result(serve: Serve) -> None:
    server = serve(lambda path, headers: http(path.encode()))
    urls = [server.url(f"/{at}", host) for at in range(5) for host in ("site.example", "other.example")]
    found = run(wire(server), urls)
    assert sorted((each.url, each.body.decode()) for each in found) == sorted(
        (url, "/" + url.rpartition("/")[2]) for url in urls
    )


def test_one_request_at_a_time_to_a_host_with_a_pause(serve: Serve) -> None:
    def handler(path: str, headers: dict[str, str]) -> bytes:
        time.sleep(0.03)
        return http(b"", "302 X", "Location: /end") if path == "/3" else http(PAGE)

    server = serve(handler)
    sent, spans = wire(server), []

    def timed(url: str, headers: Any = None) -> Reply:
        start = time.monotonic()
        answer = sent(url, headers)
        spans.append((start, time.monotonic()))
        return answer

    run(timed, [server.url(f"/{at}") for at in range(5)], Pace(delay=0.1))
    assert len(spans) == 6
    for (_, end), (start, _) in pairwise(spans):
        assert start - end >= 0.1


def test_eight_hosts_at_once() -> None:
    under_way, most, lock = [0], [0], threading.Lock()

    def send(url: str, headers: object = None) -> Reply:
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        time.sleep(0.05)
        with lock:
            under_way[0] -= 1
        return reply(url)

    start = time.monotonic()
    assert len(run(send, [f"http://h{at}.example/" for at in range(32)])) == 32
    assert most[0] == 8
    assert time.monotonic() - start < 1


def test_a_redirect_waits_its_turn_at_the_other_host() -> None:
    busy: set[str] = set()
    lock = threading.Lock()

    def send(url: str, headers: object = None) -> Reply:
        host = url.split("/")[2]
        with lock:
            assert host not in busy
            busy.add(host)
        time.sleep(0.02)
        with lock:
            busy.remove(host)
        if host == "site.example":
            return reply(url, 302, ("Location", url.replace("site", "other")))
        return reply(url)

    urls = [f"http://{host}.example/{at}" for at in range(5) for host in ("site", "other")]
    assert {each.outcome for each in run(send, [*urls, "http://site.example/x"])} == {"ok"}


def test_what_may_be_another_the_next_time_is_asked_again() -> None:
    sender = Sender(a=[503, 200], b=["no connection", 500, 200], c=[404], d=[503])
    found = {each.url[-1]: each for each in run(sender, [f"http://site.example/{at}" for at in "abcd"])}
    assert [found[at].status for at in "abcd"] == [200, 200, 404, 503]
    assert [len(sender.times(at)) for at in "abcd"] == [2, 3, 1, 3]
    # The second pause is longer, the others are those between any two requests.
    assert sender.times("b")[2] - sender.times("b")[1] >= 0.09


def test_a_server_that_asks_to_wait_is_waited_for_and_others_are_not() -> None:
    sender = Sender(a=[1429, 200])
    start = time.monotonic()
    found = run(sender, ["http://site.example/a", "http://site.example/b", "http://other.example/c"])
    assert {each.status for each in found} == {200}
    assert sender.times("a")[1] - sender.times("a")[0] >= 1
    assert sender.times("b")[0] - sender.times("a")[0] >= 1
    assert sender.times("c")[0] - start < 0.5


def test_a_server_that_asks_to_wait_too_long_is_not_waited_for() -> None:
    sender = Sender(a=[600_429])
    start = time.monotonic()
    (found,) = run(sender, ["http://site.example/a"])
    assert (found.outcome, found.retry_after) == ("blocked", 600)
    assert found.reason.endswith("and asks to wait 600 seconds")
    assert time.monotonic() - start < 1


def test_a_host_has_so_many_further_tries() -> None:
    sender = Sender(**{f"p{at}": [503] for at in range(8)})
    assert len(run(sender, [f"http://site.example/p{at}" for at in range(8)])) == 8
    assert len(sender.asked) == 8 + QUICK.retries


def test_a_silent_host_is_left_out() -> None:
    sender = Sender(**{f"p{at}": ["no connection"] for at in range(20)})
    urls = [f"http://site.example/p{at}" for at in range(20)]
    found = run(sender, [*urls, "http://other.example/x"])
    assert [each.outcome for each in found].count("unreachable") == QUICK.max_silent
    left_out = [each for each in found if each.outcome == "skipped"]
    assert len(left_out) == 20 - QUICK.max_silent
    assert {each.reason for each in left_out} == {"site.example did not answer 5 times in a row"}
    assert [each.outcome for each in found if "other" in each.url] == ["ok"]


def test_a_slow_host_is_left_out() -> None:
    """Each answer comes in time, and all of them would take hours."""

    def send(url: str, headers: object = None) -> Reply:
        time.sleep(0.1 if "site" in url else 0)
        return reply(url)

    urls = [f"http://{host}.example/{at}" for at in range(20) for host in ("site", "other")]
    found = run(send, urls, Pace(delay=0, max_host_time=0.25))
    left_out = [each for each in found if each.outcome == "skipped"]
    assert len(left_out) == 17
    assert {each.reason for each in left_out} == {
        "site.example took more than 0.25 seconds to answer in this run"
    }
    assert [each.outcome for each in found if "other" in each.url] == ["ok"] * 20


def test_ten_thousand_addresses_of_one_host() -> None:
    sender = Sender()
    start = time.monotonic()
    found = run(sender, [f"http://site.example/{at}" for at in range(10_000)], Pace(delay=0, per_host=50))
    assert time.monotonic() - start < 5
    assert len(found) == 10_000
    assert len(sender.asked) == 50
    assert {each.reason for each in found if each.outcome == "skipped"} == {
        "more than 50 addresses of site.example are not asked for in one run"
    }


def test_what_is_refused_is_told_at_once_and_waits_for_nobody(serve: Serve) -> None:
    server = serve(lambda path, headers: http(b"", "302 X", "Location: http://10.0.0.1/"))
    urls = [f"http://10.0.0.{at}/" for at in range(50)]
    redirected = [server.url(f"/{at}") for at in range(3)]
    start = time.monotonic()
    found = run(wire(server), [*urls, *redirected], Pace(delay=0.1))
    assert {each.outcome for each in found} == {"refused"}
    assert time.monotonic() - start < 2
    assert len(found) == 53


def test_who_stops_taking_results_stops_the_work() -> None:
    sender = Sender()
    found = fetch_all(
        Fetcher(sender),
        AddressPolicy(),
        [(f"http://h{at}.example/", None) for at in range(1000)],
        Pace(at_once=2),
    )
    assert next(found).outcome == "ok"
    found.close()  # type: ignore[attr-defined]
    asked = len(sender.asked)
    assert asked < 20
    time.sleep(0.7)
    assert len(sender.asked) <= asked + 2


def test_results_that_nobody_takes_hold_the_work_back() -> None:
    """Bodies would fill the memory otherwise."""
    sender = Sender()
    urls = [(f"http://h{at}.example/", None) for at in range(100)]
    found = fetch_all(Fetcher(sender), AddressPolicy(), urls, Pace(at_once=2))
    next(found)
    time.sleep(0.3)
    assert len(sender.asked) <= 6
    assert len(list(found)) == 99


def test_a_fault_of_ours_is_no_result() -> None:
    def send(url: str, headers: object = None) -> Reply:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(send, ["http://site.example/"])


def test_nothing_to_do() -> None:
    assert run(Sender(), []) == []
    assert Journey("http://site.example/").retry.total == 0


def test_what_is_waited_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """While nothing comes, the hosts are named from which something is still to come, the most first."""
    monkeypatch.setattr("sayso.verify.schedule._TICK", 0.01)
    go_on = threading.Event()
    told: list[dict[str, int]] = []

    def send(url: str, headers: object = None) -> Reply:
        go_on.wait(5)
        return reply(url)

    def waiting(pending: Mapping[str, int]) -> None:
        told.append(dict(pending))
        go_on.set()

    urls = ["http://a.example/1", "http://b.example/1", "http://b.example/2", "http://c.example/1"]
    pace = Pace(delay=0.2)
    found = list(
        fetch_all(Fetcher(send), AddressPolicy(), [(url, None) for url in urls], pace, waiting=waiting)
    )
    assert len(found) == 4
    assert list(told[0].items()) == [("b.example", 2), ("a.example", 1), ("c.example", 1)]
    assert told[-1] == {"b.example": 1}
