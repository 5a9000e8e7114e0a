"""Time stamps over locks, and whether what is kept of a run of verify still hangs together."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso_cli.terminal import fail

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from sayso.record.lock import Lock
    from sayso.record.references import Record
    from sayso.verify.proof.proof_parts import Part
    from sayso.verify.wire import Limits, Wire
    from sayso_cli.views.proof_report import FileProofShape

MAX_TRUST_BYTES: Final = 4 << 20
"""Larger files of certificates are not read (4 MiB)."""
_MOST_LOCK_BYTES: Final = 1 << 30


def require_stamps() -> None:
    """End the run if the library for time stamps is missing."""
    if find_spec("rfc3161_client") is None:
        fail("time stamps need rfc3161-client; install it by pip install 'sayso[timestamp]'")


def stamp_locks(records: "Sequence[Record]", url: str, wire: "Wire", delay: float) -> None:
    """Have the authority at `url` stamp the locks of `records`, and write each stamp beside its lock."""
    from sayso.record.lock import lock_path
    from sayso.verify.proof.timestamp import SUFFIX, BadStamp, obtain_stamp
    from sayso_cli.files import replace

    locks = [path for record in records if Path(path := lock_path(record.file.path)).exists()]
    for number, path in enumerate(locks):
        if number:
            time.sleep(delay)
        try:
            replace(Path(path + SUFFIX), obtain_stamp(_read_limited(path, _MOST_LOCK_BYTES), url, wire))
        except BadStamp as error:
            fail(f"no stamp for {path}: {error}")
        except OSError as error:
            fail(f"cannot write {path}{SUFFIX}: {error.strerror}")


def check_proofs(
    records: "Sequence[Record]", from_warc: Path | None, trust: Path | None, limits: "Limits"
) -> "list[FileProofShape]":
    """What came of looking at the proofs of `records`, without a network.

    `trust` is a file of roots, `from_warc` the file with the answers of servers.
    """
    from sayso_cli.views.proof_report import FileProofShape

    roots = _trusted_roots(trust) if trust else []
    return [
        FileProofShape(record.file.path, list(_proof_parts(record, from_warc, roots, str(trust), limits)))
        for record in records
    ]


def _proof_parts(
    record: "Record", from_warc: Path | None, roots: "list[Certificate]", trusted: str, limits: "Limits"
) -> "Iterator[Part]":
    from sayso.record.lock import load_lock, lock_path
    from sayso.verify.proof.proof_parts import Part, check_files, check_lock, check_stamp
    from sayso.verify.proof.timestamp import MAX_STAMP_BYTES, SUFFIX

    path = lock_path(record.file.path)
    if record.file.lock is None:
        yield Part("lock", path, "missing", "there is no lock; `sayso verify` writes it")
        return
    data = _read_limited(path, _MOST_LOCK_BYTES)
    lock = load_lock(data)
    yield check_lock(path, data, lock)
    stamp = None
    if Path(path + SUFFIX).exists():
        require_stamps()
        stamp = _read_limited(path + SUFFIX, MAX_STAMP_BYTES + 1)
    yield check_stamp(path + SUFFIX, stamp, data, roots, trusted)
    yield from check_files(record, lock)
    if from_warc is not None:
        yield from _archive_parts(from_warc, lock, limits)
    elif lock.proofs:
        reason = "the lock names files with the answers of servers; give one by --from-warc"
        yield Part("archive", lock.proofs[0], "open", reason)


def _archive_parts(path: Path, lock: "Lock", limits: "Limits") -> "Iterator[Part]":
    from sayso.record.disk import open_file
    from sayso.verify.proof.proof_parts import Part, check_answers, check_archive
    from sayso.verify.warc import Replay, UnreadableWarc

    with ExitStack() as stack:
        try:
            file = stack.enter_context(open_file(path))
            replay = Replay(file, limits)
            yield check_archive(str(path), file, replay, lock)
        except OSError as error:
            fail(f"{path} cannot be read: {error.strerror}")
        except UnreadableWarc as error:
            yield Part("archive", str(path), "broken", str(error))
            return
        yield from check_answers(replay, limits, lock)


def _trusted_roots(path: Path) -> "list[Certificate]":
    """The certificates in the file at `path`; ends the run if there are none."""
    from sayso.verify.proof.timestamp import read_roots

    require_stamps()
    try:
        return read_roots(_read_limited(str(path), MAX_TRUST_BYTES))
    except ValueError:
        fail(f"{path} holds no certificates in PEM")


def _read_limited(path: str, limit: int) -> bytes:
    """At most `limit` bytes of a regular file; ends the run if it cannot be read."""
    from sayso.record.disk import open_file

    try:
        with open_file(path) as file:
            return file.read(limit)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}")
