"""Whether what is kept of a run of verify hangs together, by what lies on the disk, without a network.

Each part of the proof is looked at by itself: the lock, the stamp over it, the files of the project, the file
with the answers of servers, and each answer in it. What a part shows, and what it does not, is said beside.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Final, Literal

from msgspec import UNSET, Struct, structs

from sayso.record.citations import UnavailableFile, read_attachment
from sayso.record.lock import Lock, Locked, dump_lock
from sayso.record.references import Record
from sayso.verify.fetch import Fetcher, without_fragment
from sayso.verify.wire import Limits

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from sayso.verify.warc import Replay


PartKind = Literal["lock", "stamp", "file", "archive", "answer"]
PartOutcome = Literal["holds", "broken", "missing", "open"]
"""`open` is what nothing is known against, and nothing shows."""
FAULTS: Final[frozenset[PartOutcome]] = frozenset({"broken", "missing"})
MEANINGS: Final[dict[PartKind, tuple[str, str]]] = {
    "lock": (
        "it is written as sayso writes it",
        "that nobody edited it: only a stamp over it shows that, from its time on",
    ),
    "stamp": (
        "the lock was the same, byte for byte, when the authority signed",
        "that what the lock says is true, or who wrote it",
    ),
    "file": (
        "the file is the one whose hash is in the lock",
        "where it comes from, or that it is genuine",
    ),
    "archive": (
        "the file with the answers is one whose hash is in the lock, so that a stamp is over it as well",
        "that servers sent what is in it: whoever wrote it could",
    ),
    "answer": (
        "the answer that is kept is the document whose hash is in the lock",
        "that the server sent it, or that it still does",
    ),
}
"""What each part shows where it holds, and what it does not."""


class Part(Struct, frozen=True):
    """One part of a proof: what it is, its name, and what came of looking at it."""

    kind: PartKind
    name: str
    outcome: PartOutcome
    reason: str = ""


def check_lock(name: str, data: bytes, lock: Lock) -> Part:
    """Whether the lock file `data`, which says `lock`, is as sayso writes it."""
    if dump_lock(lock) == data:
        return Part("lock", name, "holds")
    return Part("lock", name, "broken", "it is not as sayso writes it: somebody edited or formatted it")


def check_stamp(
    name: str, stamp: bytes | None, data: bytes, roots: "Sequence[Certificate]", trusted: str
) -> Part:
    """What `stamp` shows of the lock file `data`; with `roots`, which stand in the file `trusted`.

    Whoever gives roots wants a stamp to be there.
    """
    if stamp is None:
        reason = "there is no stamp: nobody vouches for when the lock was written"
        return Part("stamp", name, "missing" if roots else "open", reason)
    from sayso.verify.proof.timestamp import BadStamp, read_stamp

    try:
        read = read_stamp(stamp, data, roots)
    except BadStamp as error:
        return Part("stamp", name, "broken", str(error))
    signed = f"at {read.at} by {read.authority}"
    if read.vouched:
        return Part("stamp", name, "holds", f"{signed}, vouched for by a root in {trusted}")
    reason = "nobody vouches for this certificate, which the signature is of; give the roots that you trust"
    return Part("stamp", name, "open", f"{signed}: {reason}")


def check_files(record: Record, lock: Lock) -> Iterator[Part]:
    """Whether the files of sources are those in the lock."""
    for id, locked in lock.sources.items():
        expected = _last_hash(locked)
        if not locked.file or not expected:
            continue
        entry = record.sources.get(id)
        try:
            body = read_attachment(locked.file, (entry.file if entry else record.file).path)
        except UnavailableFile as error:
            yield Part("file", locked.file, "missing", str(error))
            continue
        if hashlib.sha256(body).hexdigest() == expected:
            yield Part("file", locked.file, "holds")
        else:
            yield Part("file", locked.file, "broken", f"its hash is not that in the lock of `{id}`")


def check_archive(name: str, file: IO[bytes], replay: "Replay", lock: Lock) -> Part:
    """Whether the file called `name`, of which `replay` reads the answers, is one that the lock names."""
    altered = next(replay.altered_records(), None)
    if altered is not None:
        return Part("archive", name, "broken", f"a record is not the one whose digest it gives: {altered}")
    if not lock.proofs:
        return Part("archive", name, "open", "the lock names no such file")
    if hash_of(file) in lock.proofs:
        return Part("archive", name, "holds")
    return Part("archive", name, "broken", "it is none of the files whose hashes are in the lock")


def check_answers(replay: "Replay", limits: Limits, lock: Lock) -> Iterator[Part]:
    """Whether the answers that `replay` has are the documents whose hashes are in the lock."""
    fetcher = Fetcher(replay, limits)
    for locked in lock.sources.values():
        if not locked.url or locked.sha256 is UNSET:
            continue
        address = without_fragment(locked.url)
        fetched = fetcher.fetch(address)
        if fetched.notice and (locked.final_url or address) == fetched.notice.final_url:
            fetched = fetched.notice
        body = replay.rendered_page(address) if locked.rendered else fetched.body
        part = Part("answer", locked.url, "open", "the file has no answer for it")
        if hashlib.sha256(body).hexdigest() == locked.sha256:
            part = Part("answer", locked.url, "holds")
        elif locked.last_try is not UNSET:
            reason = f"what is kept may be from a later try, of {locked.last_try.day}"
            part = structs.replace(part, reason=reason)
        elif fetched.outcome != "skipped" and (body or not locked.rendered):
            reason = "what is kept is not the document whose hash is in the lock"
            part = Part("answer", locked.url, "broken", reason)
        yield part


def hash_of(file: IO[bytes]) -> str:
    """The hash of a file, read from its start."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _last_hash(locked: Locked) -> str:
    """The hash of the bytes that were last seen of a source; empty if there were none."""
    return locked.latest.sha256 or locked.sha256 or ""
