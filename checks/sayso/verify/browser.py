"""Pages that are empty without a browser, opened in Chromium, which reaches no network by itself.

Whatever a page asks for is asked for here, by the same wire and under the same policy as all, and handed
to Chromium: its own requests go to a proxy that refuses all, and no name has an address. It loads documents,
scripts and the data that these ask for, in a profile that is new for each page.
"""

import asyncio
import os
import re
import shutil
import socket
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct, structs

from sayso.documents.text import NotText, read
from sayso.verify.entry import is_unrendered
from sayso.verify.fetch import Fetched, Fetcher, Send, without_fragment
from sayso.verify.forwarding import gate_reason
from sayso.verify.wire import Limits, Reply

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What Chromium is called where it is installed."""
MAX_REQUESTS: Final = 100
"""A page gets no more answers."""
MAX_SECONDS: Final = 20.0
"""A page is shown as it is after so long."""
# So long a page is waited for that has been asked for its text, or for a picture.
_LAST_SECONDS: Final = 5.0
_LOADED: Final = frozenset({"document", "script", "xhr", "fetch"})
# What a page says with a request of its own. Who asks is said by the wire.
_SENT: Final = ("accept", "authorization", "cookie", "origin", "referer")
_SENT_TO_ONE: Final = frozenset({"authorization", "cookie"})
# What of an answer is no longer true once it has come in, or would let Chromium go on by itself.
_NOT_PASSED_ON: Final = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "location", "link", "refresh"}
)
_ARGUMENTS: Final = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-gpu",
    "--no-pings",
)
# So many requests are told that were refused, and so much of each.
_MOST_TOLD: Final = 5
_LONGEST_TOLD: Final = 200
_FILE = re.compile(r"\bfile://[^\s'\"]*", re.IGNORECASE)
# Ways out that are not asked for piece by piece.
_CLOSED = """for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebSocket", "WebTransport",
"EventSource", "Worker", "SharedWorker"]) { delete globalThis[name] }"""
_DOM = """() => {
  const roots = []
  const walk = node => node.querySelectorAll("*").forEach(each => {
    if (each.shadowRoot) { roots.push(each.shadowRoot); walk(each.shadowRoot) }
  })
  walk(document)
  return document.documentElement.getHTML({ shadowRoots: roots })
}"""


class NoBrowser(Exception):
    """There is no browser that could be used; the message says why, and what to do."""


def find_program(named: str = "") -> str:
    """The program Chromium: `named`, or that of a usual name. Raises `NoBrowser`."""
    from importlib.util import find_spec

    if find_spec("playwright") is None:
        raise NoBrowser("it needs playwright; install it by pip install 'sayso[browser]'")
    program = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        where = f"there is no program {named}" if named else "there is no Chromium here"
        raise NoBrowser(f"{where}; install one (apt-get install chromium), or name it by --chromium")
    return program


def is_empty(fetched: Fetched, longest_quote: int) -> bool:
    """Whether a page has scripts, and less text than the quotes from it need."""
    # Other documents are not read twice.
    if not is_unrendered(fetched.media_type, fetched.body, ""):
        return False
    try:
        text = read(fetched.body, fetched.media_type, fetched.charset).shown
    except NotText:
        return False
    return is_unrendered(fetched.media_type, fetched.body, text, longest_quote)


class Browser(Struct, frozen=True):
    """Opens pages in Chromium, each in one of its own."""

    program: str
    send_until: Callable[[float], Send]
    """Gives what answers requests up to a moment, by `time.monotonic`."""
    limits: Limits
    agent: str
    sandbox: bool = True

    def render(self, fetched: Fetched, longest_quote: int = 0) -> Fetched:
        """`fetched`, with what a browser makes of the page where it is empty without one."""
        if fetched.outcome not in ("ok", "moved") or not is_empty(fetched, longest_quote):
            return fetched
        left = min(MAX_SECONDS, self.limits.total, self.limits.until - time.monotonic())
        if left <= 0:
            return _with_failure(fetched, "the time for the run is over")
        return asyncio.run(self._render_in_chromium(fetched, time.monotonic() + left))

    async def _render_in_chromium(self, fetched: Fetched, until: float) -> Fetched:
        from playwright.async_api import Error

        page = _Page(fetched, self.send_until(until), self.limits)
        try:
            async with AsyncExitStack() as stack:
                tab = await self._new_tab(stack, page, until)
                return await page.load(tab, until)
        except TimeoutError:
            return _with_failure(fetched, "it does not come to rest")
        except Error as error:
            reason = f"it fails: {next(iter(str(error).splitlines()), '')[:_LONGEST_TOLD]}"
            return _with_failure(fetched, reason)

    async def _new_tab(self, stack: AsyncExitStack, page: "_Page", until: float) -> Any:
        """An empty tab of a Chromium that is new, and can ask for nothing but by `page`."""
        from playwright.async_api import async_playwright

        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        # Nobody listens at the port, and nobody else can as long as it is taken.
        refusing = stack.enter_context(socket.socket())
        refusing.bind(("127.0.0.1", 0))
        playwright = await stack.enter_async_context(async_playwright())
        context = await playwright.chromium.launch_persistent_context(
            str(Path(home, "profile")),
            executable_path=self.program,
            chromium_sandbox=self.sandbox,
            args=list(_ARGUMENTS),
            env={"PATH": os.environ.get("PATH", ""), "HOME": home},
            proxy={"server": f"http://127.0.0.1:{refusing.getsockname()[1]}", "bypass": "<-loopback>"},
            user_agent=self.agent,
            accept_downloads=False,
            service_workers="block",
            timeout=max(1.0, 1000 * (until - time.monotonic())),
        )
        stack.push_async_callback(context.close)
        await context.add_init_script(_CLOSED)
        tab = context.pages[0]
        await context.route("**/*", lambda route: page.answer(route, tab))
        tab.on("console", page.note_refusal)
        context.on("page", lambda other: asyncio.ensure_future(other.close()))
        return tab


class _Page:
    """One page in a browser: what it gets, and what it is refused."""

    def __init__(self, fetched: Fetched, send: Send, limits: Limits) -> None:
        self._fetched = fetched
        self._send = send
        self._limits = limits
        self._left_bytes = limits.bytes
        self._requests = 0
        self._refused: dict[str, str] = {}
        self._replies: list[Reply] = []
        # One request at a time to a host.
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def load(self, tab: Any, until: float) -> Fetched:
        """The page as it stands in `tab`, once it has come to rest or its time is over."""
        from playwright.async_api import Error

        def remaining_ms() -> float:
            return max(1.0, 1000 * (until - time.monotonic()))

        with suppress(Error):
            await tab.goto(self._fetched.final_url, wait_until="domcontentloaded", timeout=remaining_ms())
        with suppress(Error):
            await tab.wait_for_load_state("networkidle", timeout=remaining_ms())
        dom = await asyncio.wait_for(tab.evaluate(_DOM), _LAST_SECONDS)
        picture = b""
        with suppress(Error, TimeoutError):
            picture = await asyncio.wait_for(tab.screenshot(full_page=True), _LAST_SECONDS)
        return self._with_rendered_page(
            without_fragment(tab.url), f"<!doctype html><html>{dom}</html>".encode(), picture
        )

    def _with_rendered_page(self, there: str, body: bytes, picture: bytes) -> Fetched:
        """What was fetched, with the page in its place."""
        if not there.startswith(("http://", "https://")):
            return _with_failure(self._fetched, "it leads to what is no page")
        if len(body) > self._limits.bytes:
            return _with_failure(self._fetched, f"it is larger than {self._limits.bytes >> 20} MiB")
        wanted = gate_reason(self._fetched.url, there, body)
        if wanted:
            return structs.replace(self._fetched, outcome="blocked", reason=wanted, body=b"")
        refused = [f"{url}: {why}" for url, why in self._refused.items()]
        told = f"; it was refused {'; '.join(refused)}" if refused else ""
        return structs.replace(
            self._fetched,
            reason=f"{self._fetched.reason or 'as a browser shows it'}{told}",
            final_url=there,
            media_type="text/html",
            charset="utf-8",
            body=body,
            # The page may be another although what it is made by is as it was.
            etag="",
            last_modified="",
            replies=(*self._fetched.replies, *self._replies),
            rendered=True,
            picture=picture,
        )

    async def answer(self, route: Any, tab: Any) -> None:
        """Answer a request of the page."""
        from playwright.async_api import Error

        # What the page is gone from in the meantime needs no answer.
        with suppress(Error):
            request = route.request
            if request.is_navigation_request() and without_fragment(request.url) == self._fetched.final_url:
                kind = f"{self._fetched.media_type}; charset={self._fetched.charset or 'utf-8'}"
                headers = {"content-type": kind if self._fetched.charset else self._fetched.media_type}
                await route.fulfill(status=200, headers=headers, body=self._fetched.body)
            elif not await self._is_wanted(request, tab):
                # A page that leads to what it does not get stays as it is.
                await route.abort("aborted")
            else:
                await self._fulfill(route)

    async def _is_wanted(self, request: Any, tab: Any) -> bool:
        """Whether the page needs what it asks for, and may still ask."""
        if request.resource_type not in _LOADED:
            return False
        if request.is_navigation_request() and request.frame != tab.main_frame:
            return False
        self._requests += 1
        if request.method != "GET":
            self._refuse(request.url, f"nothing is sent by {request.method}")
        elif self._requests > MAX_REQUESTS:
            self._refuse("more", f"a page gets {MAX_REQUESTS} answers at most")
        elif self._left_bytes < 0:
            self._refuse("more", f"a page gets {self._limits.bytes >> 20} MiB at most")
        else:
            return True
        return False

    def note_refusal(self, message: Any) -> None:
        """Take note of what Chromium itself refuses: a page from elsewhere opens no file."""
        wanted = _FILE.search(message.text) if message.type == "error" else None
        if wanted:
            self._refuse(wanted[0], "only http and https are opened")

    def _refuse(self, url: str, reason: str) -> None:
        if len(self._refused) < _MOST_TOLD:
            self._refused.setdefault(url[:_LONGEST_TOLD], reason)

    async def _fulfill(self, route: Any) -> None:
        """Ask for what a page wants, and give it what comes of it."""
        asked = without_fragment(route.request.url)
        given = {name: value for name, value in route.request.headers.items() if name in _SENT}

        def send(url: str, headers: Mapping[str, str] | None = None) -> Reply:
            ours = {name: value for name, value in given.items() if url == asked or name not in _SENT_TO_ONE}
            return self._send(url, {**ours, **(headers or {})})

        fetcher = Fetcher(send, self._limits, keep=True)
        async with self._turns[urlsplit(asked).netloc]:
            answer = await asyncio.to_thread(fetcher.fetch, asked)
        self._replies += answer.replies
        self._left_bytes -= len(answer.body)
        if answer.outcome == "refused":
            self._refuse(asked, answer.reason)
        if answer.status is None:
            await route.abort("aborted" if route.request.is_navigation_request() else "failed")
            return
        headers = {
            name: value for name, value in answer.replies[-1].headers if name.lower() not in _NOT_PASSED_ON
        }
        await route.fulfill(status=answer.status, headers=headers, body=answer.body)


def _with_failure(fetched: Fetched, reason: str) -> Fetched:
    """`fetched` as it is, with what went wrong in the browser."""
    return structs.replace(fetched, reason=f"it is empty without a browser, and in one {reason}")
