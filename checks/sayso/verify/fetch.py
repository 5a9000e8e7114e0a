"""From an address to what came of it: redirects, what a status means, and the content.

A journey is the way from one address along its redirects; each hop is one request, so that whoever
schedules them (`schedule.py`) can be polite to each host on the way.
"""

from collections.abc import Iterable, Mapping
from email.message import Message
from http.cookiejar import CookieJar
from types import SimpleNamespace
from typing import Any, Final, Protocol
from urllib.parse import urljoin
from urllib.request import Request

from msgspec import Struct, structs
from requests.utils import requote_uri
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from sayso.record.lock import Outcome
from sayso.verify.address import LONGEST
from sayso.verify.coding import decode_content
from sayso.verify.failure import Failure
from sayso.verify.forwarding import EMPTY, TO_ITSELF, doubt_reason, forwards_to, gate_reason, has_text
from sayso.verify.wall import is_wall
from sayso.verify.wire import Limits, Reply, utc_now

_MAX_COOKIE_CHARS: Final = 8192
_PERMANENT: Final = frozenset({301, 308})
_REDIRECTS: Final = _PERMANENT | {302, 303, 307}
_GONE: Final = frozenset({404, 410})
_TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
NOT_MODIFIED: Final = 304
"""The status of what is as it was."""
_LONGEST_VALIDATOR: Final = 500


class Send(Protocol):
    """Asks for an address; raises `Failure`."""

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Reply: ...


class Validators(Struct, frozen=True):
    """What a server can tell by whether `url` is still as it was when they were given."""

    url: str
    etag: str = ""
    last_modified: str = ""


Wanted = Iterable[tuple[str, Validators | None]]
"""Addresses to open, each with what is known of how it was, if that may be as it was."""


class Fetched(Struct, frozen=True):
    """What came of asking for an address."""

    url: str
    outcome: Outcome
    reason: str = ""
    """One plain sentence; empty when all is well."""
    final_url: str = ""
    """Where it was found; where it was last looked for."""
    status: int | None = None
    media_type: str = ""
    charset: str | None = None
    body: bytes = b""
    """The content, decompressed; empty if it is as it was (status 304)."""
    etag: str = ""
    last_modified: str = ""
    at: str = ""
    """When: UTC, ISO 8601, seconds."""
    replies: tuple[Reply, ...] = ()
    """All answers on the way, if they are kept."""
    rendered: bool = False
    """Whether the content is what a browser has made of it."""
    picture: bytes = b""
    """What it looks like in that browser (PNG)."""
    retry_after: float | None = None
    """After how many seconds another try may help; None if it will not."""
    notice: "Fetched | None" = None
    """A page on the way that forwards, and has text of its own: it may be the one that was meant."""


def without_fragment(url: str) -> str:
    """`url` without its fragment, which no server gets to see."""
    return url.partition("#")[0]


class Journey:
    """The way from `url` along its redirects."""

    def __init__(self, url: str, validators: Validators | None = None, retry: Retry | None = None) -> None:
        """`retry` says how often, and after what pauses, it is begun anew where that may help."""
        self.url = url
        self.validators = validators
        self.retry = retry or Retry(0)
        self.restart()

    def restart(self) -> None:
        """Begin anew, for another try."""
        self.address = self.url
        self.hops = 0
        self.permanent = True
        self.visited: set[tuple[str, str]] = set()
        self.cookies = CookieJar()
        self.replies: list[Reply] = []
        self.notice: Fetched | None = None
        self.at = ""

    def cookie(self, url: str) -> str:
        """The cookies that servers have set on the way, as `url` gets them."""
        request = Request(url)  # noqa: S310 - nothing is opened
        self.cookies.add_cookie_header(request)
        value = request.get_header("Cookie") or ""
        return value if len(value) <= _MAX_COOKIE_CHARS else ""

    def has_first_cookies(self) -> bool:
        """Whether there are cookies for where it is now, which was asked for without any."""
        return self.cookie(self.address) != "" and not any(
            cookie for at, cookie in self.visited if at == self.address
        )

    def keep_cookies(self, reply: Reply) -> None:
        """Take those that `reply` sets; they last as long as this way does."""
        message = Message()
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                message["Set-Cookie"] = value.replace("\r", " ").replace("\n", " ")
        if message:
            # Stands where a cookie jar expects an answer.
            answer: Any = SimpleNamespace(info=lambda: message)
            self.cookies.extract_cookies(answer, Request(reply.url))  # noqa: S310 - nothing is opened

    def end(self, outcome: Outcome, reason: str, *, retry_after: float | None = None) -> Fetched:
        """The end of the way without content."""
        return Fetched(
            self.url,
            outcome,
            reason,
            self.address,
            at=self.at or utc_now(),
            replies=tuple(self.replies),
            retry_after=retry_after,
            notice=self.notice,
        )


class Fetcher(Struct, frozen=True):
    """Follows addresses to their ends, within limits of content and redirects."""

    send: Send
    limits: Limits = Limits()
    keep: bool = False
    """Whether all replies are kept."""

    def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """What comes of asking for `url`, once, without a pause between the hops."""
        journey = Journey(url, validators)
        while (fetched := self.hop(journey)) is None:
            pass
        return fetched

    def hop(self, journey: Journey) -> Fetched | None:
        """Make the next request of `journey`; None if the way goes on from there."""
        cookie = journey.cookie(journey.address)
        journey.visited.add((journey.address, cookie))
        headers = _conditional_headers(journey)
        if cookie:
            headers["Cookie"] = cookie
        try:
            reply = self.send(journey.address, headers)
        except Failure as failure:
            reason = failure.reason
            if journey.hops:
                reason = f"it leads to {journey.address}: {reason}"
            return journey.end(failure.outcome, reason, retry_after=0.0 if failure.transient else None)
        journey.address, journey.at = reply.url, reply.at
        journey.visited.add((journey.address, cookie))
        journey.keep_cookies(reply)
        if self.keep:
            journey.replies.append(reply)
        if reply.status not in _REDIRECTS:
            return self._outcome_of_reply(journey, reply)
        # Headers come as Latin-1, but what is in them is mostly UTF-8.
        location = reply.header("location").strip().encode("latin-1", "replace").decode("utf-8", "replace")
        permanent = reply.status in _PERMANENT
        return self._follow(journey, location, f"a redirect ({reply.status})", permanent=permanent)

    def _follow(self, journey: Journey, location: str, what: str, *, permanent: bool) -> Fetched | None:
        """Go on to `location`, to which `what` leads; or the end of the way if that cannot be."""
        try:
            there = without_fragment(requote_uri(urljoin(journey.address, location))) if location else ""
        except ValueError:
            there = ""
        if not there:
            return journey.end("unreachable", f"{what} that leads nowhere")
        if len(there) > LONGEST:
            # It would be in the lock, several times as long as the server sent it.
            return journey.end("refused", f"{what} to an address longer than {LONGEST} characters")
        if (there, journey.cookie(there)) in journey.visited:
            # A server that sets cookies may want a browser.
            return journey.end(
                "blocked" if len(journey.cookies) else "unreachable", "the redirects lead in a loop"
            )
        if journey.hops == self.limits.redirects:
            return journey.end("unreachable", f"there are more than {self.limits.redirects} redirects")
        journey.hops += 1
        journey.permanent &= permanent
        journey.address = there
        return None

    def _outcome_of_reply(self, journey: Journey, reply: Reply) -> Fetched | None:
        """What `reply`, which is no redirect, means."""
        status = reply.status
        given = Fetched(
            journey.url,
            "moved" if journey.hops and journey.permanent else "ok",
            "",
            reply.url,
            status,
            *_type_and_charset(reply.header("content-type")),
            etag=_sendable_value(reply.header("etag")),
            last_modified=_sendable_value(reply.header("last-modified")),
            at=reply.at,
            replies=tuple(journey.replies),
            notice=journey.notice,
        )
        if status == NOT_MODIFIED and _conditional_headers(journey):
            return given
        try:
            coding = reply.header("content-encoding")
            body = decode_content(reply.body, coding, self.limits.bytes, given.media_type)
        except Failure as failure:
            if 200 <= status < 300:
                return structs.replace(given, outcome=failure.outcome, reason=failure.reason)
            body = b""
        if is_wall(reply, body):
            return structs.replace(given, outcome="blocked", reason="a wall against robots answers")
        if 200 <= status < 300:
            onward = forwards_to(reply, body)
            if onward:
                there = without_fragment(urljoin(journey.address, onward))
                if there != journey.address or journey.has_first_cookies():
                    if journey.notice is None and has_text(body):
                        journey.notice = structs.replace(given, body=body, replies=())
                    return self._follow(journey, there, "a page that only forwards,", permanent=False)
                given = structs.replace(given, reason=TO_ITSELF)
            elif not body.strip():
                given = structs.replace(given, reason=EMPTY)
            wanted = gate_reason(journey.url, reply.url, body)
            if wanted:
                return structs.replace(given, outcome="blocked", reason=wanted)
            uncertain = doubt_reason(journey.url, reply.url, body)
            if uncertain:
                given = structs.replace(given, outcome="moved", reason=uncertain)
            return structs.replace(given, body=body)
        again = self._seconds_to_wait(reply) if status in _TRANSIENT else None
        if status in _GONE:
            outcome, reason = "gone", f"the server says that it is not there ({status})"
        elif 400 <= status < 500 or status == 999:
            outcome, reason = "blocked", f"the server does not show it to us ({status})"
        else:
            outcome, reason = "unreachable", f"the server answers with an error ({status})"
        if again:
            reason += f", and asks to wait {again:g} seconds"
        return structs.replace(given, outcome=outcome, reason=reason, retry_after=again)

    def _seconds_to_wait(self, reply: Reply) -> float:
        """How many seconds the server asks to wait, or 0."""
        try:
            return Retry().parse_retry_after(reply.header("retry-after") or "0")
        except (InvalidHeader, ValueError, OverflowError):
            return 0.0


def _conditional_headers(journey: Journey) -> dict[str, str]:
    """The headers that make the next request of `journey` conditional."""
    known = journey.validators
    if known is None or known.url != journey.address:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _sendable_value(value: str) -> str:
    """`value` as it can be sent back, else the empty string."""
    return value if len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable() else ""


def _type_and_charset(value: str) -> tuple[str, str | None]:
    """Media type and charset of the header `value`; the first is empty where there is none."""
    if not value:
        return "", None
    message = Message()
    message["content-type"] = value[:_LONGEST_VALIDATOR].replace("\r", " ").replace("\n", " ")
    return message.get_content_type(), message.get_content_charset()
