"""The terminal: its width, its colours, progress, what is safe to show on it, and writing a report."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

import typer

from sayso_cli.files import problem_line, replace

if TYPE_CHECKING:
    from sayso.record.file import File
    from sayso.record.project import FoundFiles

EXIT_FINDINGS: Final = 1
"""Exit status: there are findings at or above `--fail-on`."""
EXIT_FAILED: Final = 2
"""Exit status: the job could not be done."""
MIN_TABLE_COLUMNS: Final = 40
"""What is narrower has no room for tables."""
MIN_COLUMNS: Final = 20
"""The least width that is written for."""
MAX_COLUMNS: Final = 120
USUAL_COLUMNS: Final = 80
"""The width of what is no terminal."""
# Shorter runs are over before a progress bar could be read.
_MIN_PROGRESS_CLAIMS: Final = 2000
_BATCH_CHARS: Final = 1 << 16


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Look(NamedTuple):
    """How a report is to look.

    In colour; how many columns wide; with every claim and note; in characters of which encoding. Formats
    for CI name files from the folder `root`; other paths of the report start in the folder `here`. With
    `quiet` only the tally.
    """

    colour: bool
    columns: int
    verbose: bool
    encoding: str = "utf-8"
    here: str = ""
    root: str = ""
    quiet: bool = False


def choose_look(
    wanted: Colour,
    output: Path | None = None,
    *,
    verbose: bool = False,
    quiet: bool = False,
    here: str = "",
    root: str = "",
) -> Look:
    """How to write to the file `output`, or else to standard output, which alone can be `quiet`."""
    to_file = output is not None
    return Look(
        use_colour(wanted, to_file=to_file),
        columns(to_file=to_file),
        verbose,
        encoding(to_file=to_file),
        here,
        root,
        quiet and not to_file,
    )


def fail(message: str) -> NoReturn:
    """End the run, and say on standard error why the job cannot be done."""
    print_notice(f"sayso: error: {visible(message)}")
    raise typer.Exit(EXIT_FAILED) from None


def refuse_unread(files: "Iterable[File]", before: str = "") -> None:
    """End the run if one of `files` cannot be read, and say why behind what is to be said `before`."""
    for file in files:
        if not file.readable:
            fail(before + problem_line(file, file.problems[0]))


def print_notice(line: str) -> None:
    """Write a line to standard error, wrapped between words if that is a terminal."""
    if sys.stderr and sys.stderr.isatty():
        from sayso_cli.wrapping import wrap

        line = "\n".join(wrap(line, columns()))
    typer.echo(line, err=True)


def did_you_mean(
    name: str, known: Collection[str], otherwise: str, named: Mapping[str, str] | None = None
) -> str:
    """What to tell somebody who wrote `name`, which is none of the `known` ones.

    `named` are the ids by what they are called, where `name` should be an id; see `ids_by_name`.
    """
    from sayso.record.references import hint_for_name
    from sayso.record.syntax.spelling import suggest

    meant = suggest(name, known)
    return hint_for_name(name, named or {}) or (f"did you mean `{meant}`?" if meant else otherwise)


def columns(*, to_file: bool = False) -> int:
    """The width to write for: that of the terminal, within bounds."""
    wide = USUAL_COLUMNS if to_file else shutil.get_terminal_size((USUAL_COLUMNS, 24)).columns
    return max(MIN_COLUMNS, min(MAX_COLUMNS, wide))


def has_width() -> bool:
    """Whether lines are to be cut at the width: on a terminal, and where `COLUMNS` says how wide it is."""
    return is_terminal() or bool(os.environ.get("COLUMNS"))


def encoding(*, to_file: bool = False) -> str:
    """The encoding to write in: UTF-8 in files, on standard output what its reader expects."""
    if to_file or not sys.stdout:
        return "utf-8"
    import codecs

    return codecs.lookup(sys.stdout.encoding or "utf-8").name


class _EscapingStream(TextIOWrapper):
    """A stream in which all but ASCII is written as escapes. Its encoding is UTF-8 by name, as typer writes
    UTF-8 to a stream that says it takes ASCII.
    """

    def write(self, text: str) -> int:
        """Write `text`; returns the number of its characters."""
        super().write(text.encode("ascii", "backslashreplace").decode("ascii"))
        return len(text)


def keep_errors_ascii() -> None:
    """Write to standard error in ASCII alone where it takes no more."""
    import codecs

    if sys.stderr and codecs.lookup(sys.stderr.encoding).name == "ascii":
        sys.stderr = _EscapingStream(sys.stderr.buffer, "utf-8", line_buffering=True)


def use_colour(wanted: Colour, *, to_file: bool) -> bool:
    """Whether to use colour: as told, else on a terminal where `NO_COLOR` is not set."""
    if wanted is not Colour.AUTO:
        return wanted is Colour.ALWAYS
    if to_file or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (is_terminal() and os.environ.get("TERM") != "dumb")


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return bool(sys.stdout) and sys.stdout.isatty()


@contextmanager
def progress(found: "FoundFiles", *, shown: bool, label: str = "checking") -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, on a terminal, for many claims; yields what to call on progress."""
    total = sum(len(file.claims) for file in found.files)
    if not shown or total < _MIN_PROGRESS_CLAIMS or not sys.stderr or not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=total, label=label, file=sys.stderr, update_min_steps=total // 100) as bar:
        yield bar.update


def echo(text: str | Iterable[str]) -> None:
    """Write `text`, whole or in pieces, to standard output, with an escape for what its encoding lacks."""
    if not sys.stdout:
        fail("cannot write to standard output: it is closed")
    try:
        for batch in _batches(text):
            rest = memoryview(batch.encode(encoding(), "backslashreplace"))
            while rest:
                # Without a buffer (PYTHONUNBUFFERED) Python may write a part only, and say so only here.
                rest = rest[sys.stdout.buffer.write(rest) or 0 :]
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_streams()
        fail(f"cannot write to standard output: {error.strerror}")


def silence_streams() -> None:
    """Send nowhere what can no longer be written; Python would complain about it at the very end."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            with open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())


def _batches(text: str | Iterable[str]) -> Iterator[str]:
    """`text` in pieces that are worth a call to the system."""
    batch: list[str] = []
    size = 0
    for piece in (text,) if isinstance(text, str) else text:
        batch.append(piece)
        size += len(piece)
        if size >= _BATCH_CHARS:
            yield "".join(batch)
            batch, size = [], 0
    yield "".join(batch)


def refuse_output(output: Path | None, taken: Iterable[str | Path], what: str) -> None:
    """End the run if the file `output` is one of those that are `taken`, be it by another name."""
    if output is None or not os.path.isfile(output):
        return
    if any(os.path.exists(path) and output.samefile(path) for path in taken):
        fail(f"cannot write {output}: it is {what}")


def write(text: str | Iterable[str], output: Path | None) -> None:
    """Write a report, whole or in pieces, to standard output, or to the file `output`.

    The file is replaced as a whole, once the report is complete.
    """
    if output is None:
        echo(text)
        return
    try:
        replace(output, map(str.encode, _batches(text)))
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(f"cannot write {output}: {error.strerror}")


# Control characters, line and paragraph separators, the controls that reorder text, tag characters,
# byte-order marks and lone surrogates: what can move a cursor, hide text, or show it in another order.
# What has no width and no ink: soft hyphens, zero-width spaces, fillers, marks of direction, annotations.
# Code points that are no characters; XML forbids two of them, and no text needs any.
# Joiners but where scripts and emoji need them, and selectors but behind what has variants.
# And the second sign of what starts a command to the GitHub runner, wherever on a line of a log it stands.
_COMMAND: Final = "##["
UNSEEN_RANGES: Final = (
    "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\u00ad\u034f\u061c"
    "\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\ufdd0-\ufdef\ufffe\uffff"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff"
    "\U0005fffe\U0005ffff\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff"
    "\U0009fffe\U0009ffff\U000afffe\U000affff\U000bfffe\U000bffff\U000cfffe\U000cffff"
    "\U000dfffe\U000dffff\U000efffe\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff"
)
"""What is never shown as it is, but for the controls of ASCII: ranges of a regular expression."""
_UNSAFE: Final = (
    f"[\x00-\x1f{UNSEEN_RANGES}\ud800-\udfff]"
    "|(?<![\u0600-\u109f\u1780-\u18af\u2190-\u2bff\ua800-\uabff\ufe0f\U00011000-\U00011fff\U0001f000-\U0001faff])"
    "[\u200c\u200d]"
    "|(?<![#*0-9\u00a9\u00ae\u1000-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ufaff\U00010000-\U0003ffff])"
    "[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    r"|(?<=#)#(?=\[)"
)
# What the runner takes for a command at the start of a line.
_COMMAND_LINE = re.compile(r"^([^\S\n]*)::", re.MULTILINE)
_GAP = re.compile(r"[ \t\r\n]++")


def visible(text: str) -> str:
    r"""`text` on one line, with line breaks as spaces and everything that could do harm written out.

    A character that a terminal or a runner would act on becomes an escape such as `\x1b` or `\u202e`.
    """
    if text.isascii() and text.isprintable() and _COMMAND not in text:
        return text
    return _unsafe_pattern().sub(_escape, _GAP.sub(_on_one_line, text))


@cache
def _unsafe_pattern() -> re.Pattern[str]:
    """What is written out; compiled for text that may hold some, as that takes long."""
    return re.compile(_UNSAFE)


def text_of(lines: Iterable[str]) -> str:
    """`lines` as a text of which a runner of GitHub takes no line for a command when it logs it."""
    return _COMMAND_LINE.sub(r"\1\\x3a:", "\n".join(lines)) + "\n"


def _on_one_line(gap: re.Match[str]) -> str:
    return " " if "\n" in gap[0] or "\r" in gap[0] else gap[0].replace("\t", " ")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
