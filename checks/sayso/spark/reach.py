"""What has to be brought together with a line of a record, so that it can be judged without the others."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from sayso.provenance.sites import sites_of
from sayso.provenance.standing import document_keys
from sayso.record.file import File
from sayso.record.load import load
from sayso.record.model import Party, Source
from sayso.record.references import AnyEntry, references
from sayso.record.urls import copy_keeper, site_names
from sayso.rules.twin_parties import signs_of

_ALLIED: Final = "allied"


class Reach(Struct, frozen=True):
    """The keys by which one line is found, and those of what it leads to.

    `id` is that by which others name it; empty for what has no id. It is found by `keys` as well. `leads` are
    followed from whatever is reached, `own_leads` from what is checked itself. `names` are the ids that it
    names but its own, and whom it accuses.
    """

    kind: str = ""
    id: str = ""
    keys: Sequence[str] = ()
    leads: Sequence[str] = ()
    own_leads: Sequence[str] = ()
    names: Sequence[str] = ()


def is_blank(line: bytes) -> bool:
    """Whether a line holds nothing, and so no record."""
    return not line.strip(b" \t\r")


def is_text(line: bytes) -> bool:
    """Whether a line can be read together with others: UTF-8, and not the start of a file that is not."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return False
    return not text.startswith("\ufeff") and b"\0" not in line[:4]


def read_together(lines: Sequence[bytes], path: str = "") -> tuple[File, list[int]]:
    """Those of `lines` that hold text as one file, and of each record in it the number of its line.

    Raises `ValueError` where they hold so many faults that the rest of them is not read.
    """
    texts = [number for number, line in enumerate(lines) if is_text(line) and not is_blank(line)]
    file = load(path, b"\n".join([lines[number] for number in texts]), lines=True)
    if texts and not file.readable:
        raise ValueError(file.problems[-1].message)
    return file, texts


def reach_of_lines(lines: Sequence[bytes], folder: str = "") -> list[Reach]:
    """The reach of each of `lines`, records that stand in `folder`; of what cannot be read, an empty one."""
    found = [Reach()] * len(lines)
    file, numbers = read_together(lines)
    for kind, entries in (("party", file.parties), ("source", file.sources), ("claim", file.claims)):
        for entry in entries:
            found[numbers[int(entry.pointer[0])]] = _reach(kind, entry, folder)
    return found


def _reach(kind: str, entry: AnyEntry, folder: str) -> Reach:
    """The reach of one entry."""
    value = entry.value
    own = f"{kind} {entry.id}" if entry.id else ""
    if value is None:
        return Reach(kind, own)
    named = dict.fromkeys(f"{what} {id}" for _, id, what in references(value))
    names = [key for key in named if key != own]
    match value:
        case Party():
            keys = [f"site {name}" for name, _ in sites_of(value)]
            if value.allied_with:
                keys.append(_ALLIED)
            looks = {f"look {' '.join(sign.key)}" for sign in signs_of(entry.id, value)}
            leads = [f"party {id}" for id in (*value.controllers, *value.allied_with)]
            return Reach(kind, own, [*keys, *looks], leads, [*named, *looks], names)
        case Source():
            same = [f"document {key}" for key in document_keys(value, folder)]
            urls = (value.url, copy_keeper(value.url), copy_keeper(value.archived))
            sites = [f"site {name}" for url in filter(None, urls) for name in site_names(url)]
            return Reach(kind, own, same, [*named, *same, *sites], (), names)
        case _:
            # An alliance may bear on a claim by parties that it does not name, above or below them.
            accused = [f"accused {id}" for id in value.against]
            return Reach(kind, own, (), [*named, _ALLIED], (), [*names, *accused])
