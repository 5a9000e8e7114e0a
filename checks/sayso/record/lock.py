"""The lock file: what `sayso verify` saw when it opened the sources of a record.

It lies beside the record, `claims.lock.json` beside `claims.json`, so that `sayso check` stays offline. Its
definition is `lock.schema.json`; what is written is canonical, so that the same findings give the same bytes.
"""

import datetime
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from sayso.record.disk import LINE_SUFFIXES
from sayso.record.places import Places, Pointer
from sayso.record.syntax.characters import escape_invisible
from sayso.record.syntax.json_reader import FaultyFile, read_json, read_sound, read_typed

SUFFIX: Final = ".lock.json"

Outcome = Literal[
    "ok", "moved", "gone", "blocked", "unreachable", "refused", "too-large", "not-text", "skipped"
]
"""What became of opening a source.

`moved` is there, at another address for good; `gone` is what the server says (404, 410); `blocked` says
nothing about it: somebody else may be let in; `unreachable` gave no answer that could be used; `refused` is
not opened, such as an internal address; `skipped` was not tried.
"""
SEEN: Final = frozenset({"ok", "moved", "not-text"})
"""The outcomes with which the document itself was seen."""
QuoteOutcome = Literal["found", "ambiguous", "uncertain", "hidden", "near", "missing"]
"""What became of a quote.

`ambiguous` stands there more than once, `uncertain` by one of two libraries that read the document or not in
what may be another document, `hidden` only where no reader sees it.
"""
STANDS: Final = frozenset({"found", "ambiguous"})
"""The outcomes with which a reader finds the words."""
LACKING: Final = frozenset({"hidden", "near", "missing"})
"""The outcomes with which a reader does not find the words."""
NoticeKind = Literal[
    "retraction",
    "withdrawal",
    "removal",
    "partial-retraction",
    "expression-of-concern",
    "correction",
    "reinstatement",
]
"""What a notice says of a document that has a DOI; the gravest come first."""
TAKEN_BACK: Final = frozenset({"retraction", "withdrawal", "removal"})
"""The notices by which all of a document is taken back."""

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_MAX_SHOWN_CHARS: Final = 60

_Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Count = Annotated[int, Meta(ge=0)]


class Passage(NamedTuple):
    """A quote, and what tells which passage is meant where it stands in a document more than once."""

    quote: str
    prefix: str = ""
    suffix: str = ""


class LockedQuote(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What became of one quote."""

    quote: str
    """The quote, as it was in the record."""
    outcome: QuoteOutcome
    """What became of it."""
    archived: bool = False
    """Whether it was looked for in the archived copy, as it is not in the page itself."""
    before: str = ""
    """The text before it."""
    after: str = ""
    """The text after it."""
    diff: str = ""
    """What is there instead: `[-words of the quote-]` and `{+words of the document+}`."""
    prefix: str = ""
    """The words before it that tell which passage is meant, as in the record."""
    suffix: str = ""
    """The words after it that do."""
    reason: str = ""
    """What more is to be said of it, in plain words."""
    sentence: str = ""
    """The rest of its sentence, where that says more; `[…]` stands for the quote."""

    @property
    def passage(self) -> Passage:
        """What was looked for."""
        return Passage(self.quote, self.prefix, self.suffix)


class _Opening(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When something was opened, or was to be, and what became of it."""

    at: str
    """When it was (UTC)."""
    outcome: Outcome
    """What became of it."""

    def __post_init__(self) -> None:
        if not _is_time(self.at):
            raise ValueError("not a time")

    @property
    def day(self) -> str:
        """The day on which it was."""
        return self.at[:10]


class LastTry(_Opening, frozen=True):
    """What came of the last try to open what had been read before, and could not be read any more."""

    reason: str = ""
    """What was wrong, in plain words."""
    status: _Count | UnsetType = UNSET
    """The status of the answer."""
    final_url: str = ""
    """Where redirects led to."""
    sha256: _Hash | UnsetType = UNSET
    """The hash of its bytes, if there were any but no text in them."""


class LockedLink(_Opening, frozen=True):
    """What became of a further address of a source: its archived copy, or the address of a file."""

    url: str
    """The address that was opened."""
    reason: str = ""
    """What was wrong, in plain words."""
    final_url: str = ""
    """Where redirects led to."""
    last_try: LastTry | UnsetType = UNSET
    """What came of a later try, if it could not be read then; the rest is from when it was."""

    @property
    def latest(self) -> "LockedLink | LastTry":
        """What came of it the last time it was tried."""
        return self if self.last_try is UNSET else self.last_try


class Locked(_Opening, frozen=True):
    """What became of one source.

    What was seen stays when the document cannot be read later: then `last_try` says so. Quotes are from when
    the document was read that they were looked for in: this one, or its archived copy.
    """

    url: str = ""
    """The address that was opened."""
    file: str = ""
    """The file that was opened instead."""
    last_try: LastTry | UnsetType = UNSET
    """What came of a later try, if it could not be read then; the rest is from when it was."""
    reason: str = ""
    """What was wrong, in plain words."""
    status: _Count | UnsetType = UNSET
    """The status of the answer."""
    final_url: str = ""
    """Where redirects led to."""
    media_type: str = ""
    """What the server said it is."""
    size: _Count | UnsetType = UNSET
    """Its size in bytes."""
    sha256: _Hash | UnsetType = UNSET
    """The hash of its bytes."""
    text_sha256: _Hash | UnsetType = UNSET
    """The hash of its text, once normalised."""
    etag: str = ""
    """What the server names this version by."""
    last_modified: str = ""
    """When the server says it was last changed."""
    rendered: bool = False
    """Whether its content is what a browser made of it."""
    archived: LockedLink | UnsetType = UNSET
    """What became of the archived copy."""
    link: LockedLink | UnsetType = UNSET
    """What became of the address, where a file was read."""
    quotes: tuple[LockedQuote, ...] = ()
    """What became of each quote from it, in the order of the quotes."""

    @property
    def latest(self) -> "Locked | LastTry":
        """What came of it the last time it was tried."""
        return self if self.last_try is UNSET else self.last_try

    @property
    def was_read(self) -> bool:
        """Whether there was a text to look for quotes in: of the page, or of its archived copy."""
        return self.text_sha256 is not UNSET or any(quote.archived for quote in self.quotes)


class Notice(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One notice about a document, as its registration agency has it."""

    kind: NoticeKind
    """What it says."""
    doi: str = ""
    """The DOI of the notice; that of the document itself where it was changed in place."""
    on: Annotated[str, Meta(pattern=r"^([0-9]{4}(-[0-9]{2}){0,2})?\Z")] = ""
    """The date of the notice."""
    by: str = ""
    """Who told the agency, such as `publisher` or `retraction-watch`."""


class Registered(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the registration agency of a DOI said of it. Nothing follows from `uncertain`."""

    at: str
    """When it was asked (UTC)."""
    outcome: Literal["answered", "uncertain"]
    """Whether it answered as it should."""
    agency: str = ""
    """The host that was asked."""
    reason: str = ""
    """Why it is uncertain, or why a later try was, in plain words."""
    tried: str | UnsetType = UNSET
    """When it was last asked in vain; the rest is from when it answered."""
    notices: tuple[Notice, ...] = ()
    """The notices, the gravest first."""

    def __post_init__(self) -> None:
        if not _is_time(self.at) or not (self.tried is UNSET or _is_time(self.tried)):
            raise ValueError("not a time")

    @property
    def full_retraction(self) -> Notice | None:
        """The notice by which all of it is taken back, unless it was put back in force since."""
        notices = [each for each in self.notices if each.kind in TAKEN_BACK]
        last = max((each.on for each in notices), default="")
        back = any(each.kind == "reinstatement" and last and each.on > last for each in self.notices)
        return notices[0] if notices and not back else None


class Lock(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A lock file: what became of the sources, by their ids; what agencies said, by DOIs in lower case.

    `proofs` are the hashes of the files that keep what servers answered; see `--warc`.
    """

    version: Literal[1]
    sources: dict[str, Locked]
    dois: dict[str, Registered] = {}
    proofs: tuple[_Hash, ...] = ()


def lock_path(path: str) -> str:
    """Where the lock of the claim file at `path` lies: beside the file itself, if that is a symbolic link."""
    path = os.path.realpath(path) if os.path.islink(path) else path
    return path.removesuffix(".json") + SUFFIX


def claim_file_of_lock(path: str) -> str:
    """The claim file whose lock lies at `path`; empty if no lock is named so.

    That of `claims.lock.json` is `claims.json`, that of `claims.jsonl.lock.json` is `claims.jsonl`.
    """
    if not path.endswith(SUFFIX):
        return ""
    file = path.removesuffix(SUFFIX)
    return file if file.endswith(LINE_SUFFIXES) else f"{file}.json"


def load_lock(data: bytes) -> Lock:
    """The lock file `data`. Raises `FaultyFile` if it is none."""
    try:
        return read_typed(data, Lock)
    except ValueError as error:
        short = str(error)
    pointer, message = lock_misfit(read_sound(data)) or ((), short)
    places = Places(data.decode())
    raise FaultyFile(message, "", places.position(places.find(pointer)))


def dump_lock(lock: Lock) -> bytes:
    """The bytes of `lock`: sources and quotes in order, two spaces a level, what is invisible as escapes."""
    sources = {
        id: msgspec.structs.replace(
            locked, quotes=tuple(sorted(locked.quotes, key=lambda quote: (*quote.passage, quote.archived)))
        )
        for id, locked in sorted(lock.sources.items())
    }
    shape = msgspec.to_builtins(Lock(1, sources, dict(sorted(lock.dois.items())), lock.proofs))
    # Some encodings let half a character through that UTF-8 cannot hold.
    return (escape_invisible(json.dumps(shape, ensure_ascii=False, indent=2)) + "\n").encode(errors="replace")


@cache
def lock_schema() -> dict[str, Any]:
    """The schema of lock files, parsed."""
    parsed: dict[str, Any] = read_json(Path(__file__).with_name("lock.schema.json").read_bytes())
    return parsed


def _is_time(text: str) -> bool:
    """Whether `text` is a time as it stands in a lock file."""
    try:
        return _TIME.fullmatch(text) is not None and bool(datetime.datetime.fromisoformat(text))
    except ValueError:
        return False


def lock_misfit(value: Any) -> tuple[Pointer, str] | None:
    """Where and why `value` does not fit the schema of lock files; None if it does."""
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    # A whole number is written as one: `5.0` is not read as 5.
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, number: type(number) is int)
    formats = FormatChecker(formats=())
    formats.checks("date-time")(lambda text: not isinstance(text, str) or _is_time(text))
    strict = extend(Draft202012Validator, type_checker=types)  # type: ignore[no-untyped-call]
    validator = strict(lock_schema(), format_checker=formats)
    for error in validator.iter_errors(value):
        pointer = tuple(error.absolute_path)
        if error.validator == "required":
            missing = next(name for name in error.validator_value if name not in error.instance)
            return pointer, f"`{missing}` is missing"
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            unknown = next(name for name in error.instance if name not in known)
            return (*pointer, unknown), f"there is no such field: `{unknown[:_MAX_SHOWN_CHARS]}`"
        return pointer, f"this does not fit; expected is: {error.schema['description']}"
    return None
