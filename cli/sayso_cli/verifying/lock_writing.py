"""Writing the lock files of a run of `sayso verify`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso_cli.terminal import fail

if TYPE_CHECKING:
    from sayso.record.lock import Lock, Registered
    from sayso.record.references import Record
    from sayso.verify.session import Result


def write_locks(
    records: "Sequence[Record]",
    results: "Sequence[Result]",
    answers: "Mapping[str, Registered]",
    warc: Path | None,
    *,
    look_only: bool,
) -> bool:
    """Write the locks, or with `look_only` do not; whether one of them says something else than before."""
    from sayso.record.disk import open_file
    from sayso.verify.proof.proof_parts import hash_of
    from sayso.verify.session import updated_lock

    proof = ""
    # What is no regular file, such as a pipe, cannot be looked at later.
    if warc is not None and warc.is_file():
        with open_file(warc) as file:
            proof = hash_of(file)
    changes = []
    for record in records:
        own = [each for each in results if each.citation.record is record]
        changes.append(
            _write_lock(record, updated_lock(record, own, answers, proof=proof), look_only=look_only)
        )
    return any(changes)


def _write_lock(record: "Record", lock: "Lock", *, look_only: bool) -> bool:
    from sayso.record.lock import dump_lock, lock_path
    from sayso.verify.session import says_the_same
    from sayso_cli.files import create, replace

    old = record.file.lock
    if old is None and not lock.sources and not lock.dois:
        return False
    path = Path(lock_path(record.file.path))
    try:
        if not look_only:
            (create if old is None else replace)(path, dump_lock(lock))
    except FileExistsError:
        fail(f"cannot write {path}: the file was made meanwhile; nothing was written")
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    return not says_the_same(old, lock)
