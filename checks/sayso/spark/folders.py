"""Checks some of the claim files of a folder, each a record of its own; others check the others."""

from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import structs

from sayso.record.file import File
from sayso.record.places import pointer_text
from sayso.record.project import Project, registers
from sayso.record.references import assemble
from sayso.report import engine
from sayso.rules.registry import RULES
from sayso.rules.rule import FilesSubject, Terms
from sayso.spark.part import Row, unfound_waivers

CHECKS_OF_FILES = frozenset(rule.name for rule in RULES if rule.subject is not FilesSubject)
"""The names of the checks that can be run: those that look at one file with its registers."""


def registers_of(names: Sequence[str | File]) -> set[str]:
    """Where the files are that the claim files among `names` include."""
    project = Project()
    found = project.find_claims(names).files
    included = {id(register) for file in found for register in registers(file)}
    return {str(real) for real, file in project.loaded_files.items() if id(file) in included}


def check_files(
    names: Sequence[str | File], terms: Callable[[str], Terms], included: Collection[str]
) -> Iterator[Row]:
    """The rows about the claim files among `names`, as those of `check_part`.

    `included` is where all files are that files of the whole folder include. What is found in these may be
    found again where others include them.
    """
    project = Project()
    found = project.find_claims(names)
    if not found.files:
        return
    shared = [file for real, file in project.loaded_files.items() if str(real) in included]

    def terms_of(path: str) -> Terms:
        given = terms(path)
        return structs.replace(given, rules=given.rules & CHECKS_OF_FILES)

    elsewhere = frozenset(map(id, shared))
    report = engine.check(found, terms_of("").house, terms=terms_of, elsewhere=elsewhere)
    yield from ({"what": "finding", **row} for row in report.rows())
    yield from ({"what": "standing", **row} for row in report.claim_rows())
    if not any(entry.value and entry.value.waive for file in shared for entry in file.sources):
        return
    sources = [record.sources[id] for record in map(assemble, found.files) for id in record.sound_sources]
    for entry, index, check in unfound_waivers(report, [each for each in sources if each.file in shared]):
        pointer = pointer_text((*entry.pointer, "waive", index))
        yield {"what": "unfound", "check": check, "path": entry.file.path, "pointer": pointer}
