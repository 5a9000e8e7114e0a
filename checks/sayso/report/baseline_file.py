"""The file of a baseline: one entry a line in a fixed order, made to be read in a diff.

Entries are grouped by file, so that a file that is renamed is one line to change.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from sayso.record.model import Text
from sayso.record.places import Places, Pointer
from sayso.record.syntax.characters import escape_invisible
from sayso.record.syntax.json_reader import FaultyFile, read_sound
from sayso.record.syntax.spelling import suggest
from sayso.report.baseline import Baseline, is_never_in_baseline
from sayso.report.fingerprint import Fingerprint, KnownFinding
from sayso.rules.finding import Level

VERSION: Final = 1
"""The version of the shape."""
_MEND: Final = "mend it, or write it anew with `sayso baseline`"
_MOST: Final = 10**9


class _Entry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One line of the file."""

    check: Text
    claim: Text = ""
    at: Text = ""
    claimed: Text = ""
    level: Level
    count: Annotated[int, Meta(ge=1, le=_MOST)] = 1


def baseline_text(baseline: Baseline) -> str:
    """The text of the file for `baseline`: equal ones give equal texts."""
    groups = [
        f"    {_json(path)}: [\n" + ",\n".join(f"      {_json(_entry(known))}" for known in group) + "\n    ]"
        for path, group in groupby(sorted(baseline.known), lambda known: known.fingerprint.path)
    ]
    files = "{\n" + ",\n".join(groups) + "\n  }" if groups else "{}"
    return f'{{\n  "version": {VERSION},\n  "files": {files}\n}}\n'


def read_baseline(data: bytes, folder: str) -> Baseline:
    """The baseline that `data` holds, whose paths are relative to `folder`. Raises `FaultyFile`."""
    top = read_sound(data)
    return Baseline(folder, tuple(_known_findings(top, Places(data.decode()))))


def _entry(known: KnownFinding) -> object:
    of = known.fingerprint
    same = {"check": of.check, "claim": of.claim, "at": of.at, "claimed": of.claimed}
    return msgspec.to_builtins(_Entry(**same, level=known.level, count=known.count))


def _json(value: object) -> str:
    return escape_invisible(json.dumps(value, ensure_ascii=False))


def _known_findings(top: Any, places: Places) -> Iterator[KnownFinding]:
    """What the value `top` of a file says is known."""

    def bad(message: str, help: str = _MEND, pointer: Pointer = (), *, key: bool = False) -> FaultyFile:
        span = places.key(pointer) if key else places.find(pointer)
        return FaultyFile(message, help, places.position(span))

    if not isinstance(top, dict) or "version" not in top:
        raise bad("this is no baseline", "name a file that `sayso baseline` has written")
    version = top["version"]
    if version != VERSION or isinstance(version, bool):
        shown = json.dumps(version)[:40]
        message = f"this baseline has the version {shown}; this sayso reads version {VERSION}"
        help = "use the sayso that wrote it, or delete it and write it anew with `sayso baseline`"
        raise bad(message, help, ("version",))
    for name in top:
        if name not in ("version", "files"):
            meant = suggest(name, ("version", "files"))
            help = f"did you mean `{meant}`?" if meant else "name a file that `sayso baseline` has written"
            raise bad(f"a baseline has no `{name[:100]}`", help, (name,), key=True)
    files = top.get("files")
    if not isinstance(files, dict):
        raise bad("`files` must be an object with a list of entries for each file", pointer=("files",))
    for path, entries in files.items():
        if not isinstance(entries, list):
            raise bad("the entries of a file must be a list", pointer=("files", path))
        seen: dict[tuple[Fingerprint, Level], int] = {}
        for index, value in enumerate(entries):
            at: Pointer = ("files", path, index)
            try:
                entry = msgspec.convert(value, _Entry)
            except msgspec.ValidationError as error:
                message, _, where = str(error).partition(" - at `$.")
                raise bad(message, pointer=(*at, where.rstrip("`")) if where else at) from None
            if is_never_in_baseline(entry.check):
                message = f"`{entry.check}` is never known: what cannot be read must be mended"
                raise bad(message, "delete this entry", (*at, "check"))
            fingerprint = Fingerprint(path, entry.claim, entry.at, entry.check, entry.claimed)
            first = seen.setdefault((fingerprint, entry.level), index)
            if first != index:
                line = places.position(places.find(("files", path, first))).line
                help = "delete one of the two, or add up their `count`"
                raise bad(f"this entry is the same as that on line {line}", help, at)
            yield KnownFinding(fingerprint, entry.level, entry.count)
