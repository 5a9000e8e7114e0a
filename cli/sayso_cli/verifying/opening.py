"""How addresses are opened: over the network or from a WARC file, in a browser where that is wanted."""

import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from sayso_cli.options import AllowPort, AllowPrivate
from sayso_cli.terminal import fail

if TYPE_CHECKING:
    from sayso.verify.browser import Browser
    from sayso.verify.fetch import Fetched, Fetcher, Send, Wanted
    from sayso.verify.schedule import Pending
    from sayso.verify.session import Fetch
    from sayso.verify.warc import Replay, Writer
    from sayso.verify.wire import Limits, Wire

_LIBRARIES: Final = ("brotli", "charset_normalizer", "lxml", "pdfminer", "pypdf", "warcio")


def agent_name() -> str:
    """What tells servers who asks."""
    from sayso import __version__

    return f"sayso/{__version__} (checks that cited pages still say what they are cited for)"


def missing_library() -> str:
    """The name of a library that opening addresses needs and that is not installed; empty if all are."""
    return next((name for name in _LIBRARIES if find_spec(name) is None), "")


def _printable(text: str) -> str:
    if text and not (text.isascii() and text.isprintable()):
        raise typer.BadParameter("only printable ASCII", param_hint="--user-agent")
    return text


class NetworkOptions(NamedTuple):
    """What may be opened, how, and within what limits."""

    allow_private: AllowPrivate = None
    allow_port: AllowPort = None
    proxy: Annotated[bool, typer.Option("--proxy", help="Use the proxies that the environment names.")] = (
        False
    )
    authorities: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Trust the certificates in this file instead of the usual ones.",
            show_default=False,
        ),
    ] = None
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests to one host.")] = 1.0
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one answer may take.")] = 60.0
    max_redirects: Annotated[
        int, typer.Option(min=0, max=50, help="Redirects that are followed from one address.")
    ] = 10
    max_time: Annotated[
        float | None,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="End after so many seconds; what is not done then is skipped.",
            show_default=False,
        ),
    ] = None
    max_size: Annotated[int, typer.Option(min=1, max=1024, help="MiB that one answer may have.")] = 20
    user_agent: Annotated[
        str,
        typer.Option(
            help="What to tell servers who asks.",
            show_default="sayso and its version",
            callback=_printable,
        ),
    ] = ""

    def limits(self) -> "Limits":
        """The limits; the time of the run begins now."""
        from sayso.verify.wire import Limits

        until = math.inf if self.max_time is None else time.monotonic() + self.max_time
        return Limits(
            total=self.timeout, bytes=self.max_size << 20, redirects=self.max_redirects, until=until
        )

    def wire(self, *, keep: bool) -> "Wire":
        """What requests go through; with `keep` replies hold what went over it."""
        from sayso.verify.address import AddressPolicy
        from sayso.verify.wire import Wire

        policy = AddressPolicy(self.allow_private or (), self.allow_port or ())
        agent, named = self.user_agent or agent_name(), str(self.authorities or "")
        try:
            return Wire(policy, agent, self.limits(), proxies=self.proxy, authorities=named, keep=keep)
        except OSError as error:
            fail(f"the certificates in {named} cannot be used: {error.strerror or error}")


class WarcOptions(NamedTuple):
    """Where answers are kept, or taken from."""

    warc: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep the proof: requests and answers, in the format of web archives (.warc.gz).",
            show_default=False,
        ),
    ] = None
    from_warc: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Use the answers in this file, and no network.", show_default=False
        ),
    ] = None


class BrowserOptions(NamedTuple):
    """Whether pages are opened in a browser, and in which."""

    browser: Annotated[
        bool, typer.Option("--browser", help="Open pages in Chromium that are empty without a browser.")
    ] = False
    browser_path: Annotated[
        str,
        typer.Option(
            "--chromium",
            metavar="FILE",
            envvar="SAYSO_CHROMIUM",
            show_envvar=False,
            help="The Chromium to use. [SAYSO_CHROMIUM]",
            show_default="the one on PATH",
        ),
    ] = ""
    no_sandbox: Annotated[
        bool, typer.Option("--no-sandbox", help="Run Chromium without its sandbox, as it must be for root.")
    ] = False

    def program(self) -> str:
        """The program to use, empty if none is wanted; ends the run if it is not there, or unsafe unasked."""
        if not self.browser:
            return ""
        from sayso.verify.browser import NoBrowser, find_program

        try:
            program = find_program(self.browser_path)
        except NoBrowser as error:
            fail(f"--browser: {error}")
        if not self.no_sandbox and hasattr(os, "geteuid") and os.geteuid() == 0:
            fail("--browser: as root Chromium has no sandbox; be another user, or allow that by --no-sandbox")
        return program


class Opener(NamedTuple):
    """What addresses are opened with; `chromium` is a program, or empty."""

    wire: "Wire"
    delay: float
    files: WarcOptions
    chromium: str
    sandbox: bool

    def over_network(self, waiting: "Callable[[Pending], None] | None" = None) -> "Fetch":
        """What opens addresses over the network; `waiting` is told for which."""
        from sayso.verify.fetch import Fetcher
        from sayso.verify.schedule import Pace, fetch_all

        wire = self.wire
        fetcher = Fetcher(wire, wire.limits, keep=wire.keep)
        pace = Pace(delay=self.delay, until=wire.limits.until)
        return lambda wanted: fetch_all(fetcher, wire.policy, wanted, pace, waiting=waiting)

    def fetch(
        self, stack: ExitStack, waiting: "Callable[[Pending], None]", longest_quotes: dict[str, int]
    ) -> "Fetch":
        """What opens addresses as was wanted, until `stack` ends.

        Pages are opened in a browser that have less text than the longest quotes from them need.
        """
        from sayso.verify.fetch import Fetcher

        wire = self.wire
        fetch = self.over_network(waiting)
        send_until: Callable[[float], Send] = wire.with_deadline
        if self.files.from_warc is not None:
            replay = _replay(stack, self.files.from_warc, wire.limits)
            fetch = partial(_fetch_replayed, Fetcher(replay, wire.limits))
            send_until = partial(_replay_at_any_time, replay)
        if self.chromium:
            from sayso.verify.browser import Browser

            browser = Browser(self.chromium, send_until, wire.limits, wire.agent, sandbox=self.sandbox)
            fetch = partial(_fetch_in_browser, browser, fetch, longest_quotes)
        if self.files.warc is not None:
            fetch = partial(_fetch_and_write, _writer(stack, self.files.warc), fetch)
        return fetch


def _replay(stack: ExitStack, path: Path, limits: "Limits") -> "Replay":
    from sayso.record.disk import open_file
    from sayso.verify.warc import Replay, UnreadableWarc

    try:
        return Replay(stack.enter_context(open_file(path)), limits)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}")
    except UnreadableWarc as error:
        fail(f"{path}: {error}")


def _writer(stack: ExitStack, path: Path) -> "Writer":
    from sayso.verify.warc import Writer
    from sayso_cli.files import open_replacement

    try:
        return Writer(stack.enter_context(open_replacement(path)), agent_name().partition(" ")[0])
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")


def _replay_at_any_time(replay: "Replay", until: float) -> "Send":
    """`replay`, which has its answers at any time."""
    return replay


def _fetch_replayed(fetcher: "Fetcher", wanted: "Wanted") -> "Iterator[Fetched]":
    return (fetcher.fetch(url) for url, _ in wanted)


def _fetch_in_browser(
    browser: "Browser", fetch: "Fetch", longest_quotes: dict[str, int], wanted: "Wanted"
) -> "Iterator[Fetched]":
    for each in fetch(wanted):
        longest = longest_quotes.get(each.url)
        yield each if longest is None else browser.render(each, longest)


def _fetch_and_write(writer: "Writer", fetch: "Fetch", wanted: "Wanted") -> "Iterator[Fetched]":
    for fetched in fetch(wanted):
        writer.add(fetched)
        yield fetched
