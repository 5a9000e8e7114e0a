"""From the bytes of one file to its entries.

The fast way: one parse that refuses duplicate keys, then typed decoding of the whole file. What that way
refuses is read again entry by entry, where needed by the parser that goes on after a fault
(`json_parser.py`), and explained by the schema (`schema.py`): the other entries are still judged.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, Final, cast

import msgspec

from sayso.record.entries import Entries, Member, given_id
from sayso.record.file import Entry, File, Problem, TooManyProblems
from sayso.record.model import Claim, Party, Source, Text, fits_schema, is_id, is_language
from sayso.record.places import Pointer, Span, moved_span
from sayso.record.syntax.characters import may_hold_control_character
from sayso.record.syntax.json_reader import encoding_fault, read_json, read_typed, read_with_faults

SECTION_TYPES: Final = {"parties": dict, "sources": dict, "claims": list}
"""What the sections of a claim file are."""
_MARKS: Final = frozenset({"include", *SECTION_TYPES})
_KINDS: Final = ("party", "source", "claim")
MAX_LINE_BYTES: Final = 1 << 24
"""Of files that are read line by line those with a longer line are refused (16 MiB)."""
_LINE = re.compile(rb"[^ \t\r\n][^\n]*+")


def load(path: str, data: bytes, *, lines: bool) -> File:
    """Read `data`, shown as `path`; `lines` says that it is one record a line.

    Never raises: what cannot be read is in `problems`.
    """
    file = File(path, lines=lines)
    if not _decode(file, data):
        file.readable = False
        return file
    with suppress(TooManyProblems):
        if lines:
            _read_lines(file, data)
        else:
            _read_object(file, data)
    return file


def looks_like_claims(data: bytes | IO[bytes], *, lines: bool) -> bool:
    """Whether a JSON file found in a folder, its bytes or itself, is meant as a claim file.

    It is if it cannot be parsed: then nobody can tell, and it is better to say so than to skip it. It
    is if the object at its top has one of the lists of a claim file, or if it is a list of claims that
    lacks the object around it, or a list of claim files.
    """
    parsed = False
    for chunk in _chunks(data) if lines or not isinstance(data, bytes) else [data]:
        try:
            top = read_json(chunk, strict=False)
        except ValueError:
            continue
        if _looks_like_record(top) if lines else _looks_like_file(top):
            return True
        parsed = True
    return not parsed


def _looks_like_record(line: object) -> bool:
    return isinstance(line, dict) and line.get("record") in _KINDS


def _looks_like_file(top: object) -> bool:
    if isinstance(top, list):
        return any(
            isinstance(entry, dict) and ("claimant" in entry or ("version" in entry and "claims" in entry))
            for entry in top
        )
    return isinstance(top, dict) and not _MARKS.isdisjoint(top)


def _chunks(data: bytes | IO[bytes]) -> Iterator[bytes]:
    """The lines that hold something; of a file that is opened not more than so much at once."""
    if isinstance(data, bytes):
        yield from _split(data)
    else:
        while line := data.readline(MAX_LINE_BYTES):
            if line := line.strip(b" \t\r\n"):
                yield line


def _split(data: bytes) -> Iterator[bytes]:
    """The lines of `data` that hold something, without the white space around it."""
    for match in _LINE.finditer(data):
        yield match[0].rstrip(b" \t\r")


def _decode(file: File, data: bytes) -> bool:
    """Fill in the text of `file`; False, with a problem, if `data` is not UTF-8 text."""
    fault = encoding_fault(data, first=True)
    file.text = data.decode("utf-8", "replace")
    if fault:
        _refuse(file, fault.message, fault.help, fault.span)
    return fault is None


def _refuse(file: File, message: str, help: str, span: Span) -> None:
    file.add(Problem("invalid-json", message, help, (), span=span))


def _parse(file: File, data: bytes, base: Pointer) -> tuple[Any, set[Pointer], bool]:
    """Parse `data`, whose pointer is `base`.

    Returns the value, the pointers of the entries that a fault makes unreadable, and whether there is
    a value at all.
    """
    value, faults, complete = read_with_faults(data, "line" if file.lines else "file")
    start = file.offset_of(base) if faults else 0
    broken = set()
    for fault in faults:
        pointer = (*base, *fault.pointer)
        broken.add(base or pointer[:2])
        file.add(
            Problem(
                fault.check,
                fault.message,
                fault.help,
                pointer,
                span=moved_span(fault.span, start),
                related=tuple([(message, moved_span(place, start)) for message, place in fault.related]),
            )
        )
    return value, broken, complete


class _WholeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole claim file, as typed values."""

    version: int | float
    schema: Text = msgspec.field(name="$schema", default="")
    title: Text = ""
    language: Text = ""
    note: Text = ""
    include: tuple[Text, ...] = ()
    parties: dict[str, Party] = {}
    sources: dict[str, Source] = {}
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        if self.version != 1:
            raise ValueError("another version")
        if not is_language(self.language):
            raise ValueError("not a language tag")
        if len({*self.include}) != len(self.include):
            raise ValueError("the same register twice")
        if not all(map(is_id, self.parties)) or not all(map(is_id, self.sources)):
            raise ValueError("not an id")


def _read_sound(file: File, data: bytes) -> bool:
    """Read a file without any fault; False, and nothing done, if it has one."""
    if may_hold_control_character(data):
        return False
    try:
        whole = read_typed(data, _WholeFile)
    except ValueError:
        return False
    file.sound = True
    file.include = list(whole.include)
    file.parties = [Entry(id, party, file, ("parties", id)) for id, party in whole.parties.items()]
    file.sources = [Entry(id, source, file, ("sources", id)) for id, source in whole.sources.items()]
    file.claims = [
        Entry(claim.id, claim, file, ("claims", index), claim.draft)
        for index, claim in enumerate(whole.claims)
    ]
    return True


def _read_object(file: File, data: bytes) -> None:
    if _read_sound(file, data):
        return
    top, broken, complete = _parse(file, data, ())
    if not complete or not _is_claim_file(file, top):
        file.readable = False
        return
    _check_top(file, top, broken)
    include = top.get("include")
    if isinstance(include, list):
        file.include = [path if isinstance(path, str) else "" for path in include]
    reader = Entries(file, may_hold_control_character(data), broken)
    file.parties.extend(reader.members(Party, top.pop("parties", None), "parties"))
    file.sources.extend(reader.members(Source, top.pop("sources", None), "sources"))
    file.claims = list(reader.claims(top.pop("claims", None)))


def _is_claim_file(file: File, top: object) -> bool:
    """Whether `top` is meant as a claim file; if not, a problem says so once."""
    mend = '`{"version": 1, "parties": {}, "sources": {}, "claims": []}`'
    if isinstance(top, dict):
        if "version" in top or not _MARKS.isdisjoint(top):
            return True
        message = "this is no claim file: it has no `version`, `parties`, `sources` or `claims`"
    else:
        kind = "a list" if isinstance(top, list) else "a single value"
        message = f"a claim file is one JSON object; this is {kind}"
    file.add(Problem("schema", message, f"an empty claim file is {mend}", ()))
    return False


def _check_top(file: File, top: dict[str, Any], broken: set[Pointer]) -> None:
    """Report what is wrong at the top of the file; the entries are looked at one by one, later."""
    hollow = {
        name: type(value)() if isinstance(value, SECTION_TYPES.get(name, ())) else value
        for name, value in top.items()
    }
    if fits_schema(hollow, _WholeFile):
        return
    from sayso.record.schema import misfits

    for misfit in misfits("", hollow):
        # What is broken has been explained already.
        if misfit.path[:1] not in broken and misfit.path[:2] not in broken:
            file.add(Problem("schema", misfit.message, misfit.help, misfit.path, misfit.key))


def _read_lines(file: File, data: bytes) -> None:
    reader = Entries(file, may_hold_control_character(data), set())
    index = -1
    for index, line in enumerate(_split(data)):
        read_record(file, reader, line, index)
    if index < 0:
        file.readable = False
        _refuse(file, "the file is empty", "write one record a line", (0, 0))


def read_record(file: File, reader: Entries, line: bytes, index: int) -> None:
    """Read one record into `file`. What cannot be told is counted as a claim, so that the tally shows it."""
    pointer: Pointer = (index,)
    claims = cast("list[Entry[Claim]]", file.claims)
    entry, broken, _ = _parse(file, line, pointer)
    reader.broken |= broken
    if not isinstance(entry, dict):
        if pointer not in reader.broken:
            mend = 'write a record such as `{"record": "claim", …}` on one line'
            file.add(Problem("schema", "each line is one JSON object", mend, pointer))
        claims.append(Entry("", None, file, pointer))
        return
    record = entry.pop("record", None)
    match record:
        case "party":
            file.parties.append(_read_member(reader, Party, entry, pointer))
        case "source":
            file.sources.append(_read_member(reader, Source, entry, pointer))
        case "claim":
            claims.append(reader.claim(entry, pointer))
        case _:
            mend = 'start the line with `"record": "party"`, `"source"` or `"claim"`'
            message = "`record` must be `party`, `source` or `claim`"
            where: Pointer = pointer if record is None else (*pointer, "record")
            file.add(Problem("schema", message, mend, where))
            claims.append(Entry(given_id(entry.get("id")), None, file, pointer))


def _read_member(
    reader: Entries, kind: type[Member], entry: dict[str, Any], pointer: Pointer
) -> Entry[Member]:
    id = entry.pop("id", None)
    value = reader.read(kind, entry, pointer, given_id(id))
    if pointer not in reader.broken:
        if id is None:
            mend = "give the record an id to refer to it by"
            reader.file.add(Problem("schema", "`id` is missing", mend, pointer))
            value = None
        elif not isinstance(id, str) or not is_id(id):
            reader.explain("id", id, (*pointer, "id"), "not an id")
            value = None
    return Entry(given_id(id), value, reader.file, pointer)
