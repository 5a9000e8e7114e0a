"""What was known before: sets aside what was found in an older version already."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import structs

from sayso.record.places import Pointer
from sayso.report.fingerprint import Fingerprint, Fingerprints
from sayso.report.report import ClaimReport, FileReport, Report
from sayso.rules.finding import Finding, Level


def without_older_findings(report: Report, older: Report) -> Report:
    """`report` without the findings that were in `older` already; they are counted.

    A finding was known before if there was one about the same thing, at least as grave and not waived;
    of several about the same thing, as many as there were. On a claim that was moved from another file,
    word for word, it is looked for there. Waived findings, and those of a file that cannot be read, are
    never set aside. Both reports are to hold their notes, and to give the same file the same path.
    """
    before = _OlderFindings(report, older)
    files = []
    known = 0
    for file in report.files:
        moved = before.files_before_move(file)
        kept = before.new_findings(file, moved)
        known += len(file.found) - len(kept)
        claims = tuple(before.claims(file, moved, kept))
        files.append(FileReport(file.path, claims, tuple(kept)))
    return structs.replace(report, files=tuple(files), known=known)


class _OlderFindings:
    """What was found in the older version, and has not been found again yet."""

    def __init__(self, report: Report, older: Report) -> None:
        self.fingerprints = Fingerprints()
        self.unmatched: dict[Fingerprint, _FindingCounts] = {}
        self.claim_states: dict[tuple[str, str], tuple[str | None, ...]] = {}
        # The files of claims that are no longer there, by id and statement.
        self.paths_of_gone: dict[tuple[str, str], str] = {}
        there = {(file.path, claim.entry.id) for file in report.files for claim in file.claims}
        for file in older.files:
            for finding in file.found:
                if not finding.waived:
                    key = self.fingerprints.of(finding, file.path)
                    self.unmatched.setdefault(key, _FindingCounts()).add(finding)
            for claim in file.claims:
                entry = claim.entry
                self.claim_states[file.path, entry.id] = _claim_state(claim)
                if entry.value is not None and (file.path, entry.id) not in there:
                    self.paths_of_gone[entry.id, entry.value.statement] = file.path

    def files_before_move(self, file: FileReport) -> dict[str, str]:
        """The claims that are new in `file` and stood in another one before: that file by the id."""
        moved = {}
        for claim in file.claims:
            id, value = claim.entry.id, claim.entry.value
            if value is not None and (file.path, id) not in self.claim_states:
                came_from = self.paths_of_gone.get((id, value.statement))
                if came_from is not None:
                    moved[id] = came_from
        return moved

    def new_findings(self, file: FileReport, moved: dict[str, str]) -> list[Finding]:
        """What is found in `file` and was not known before, in its order."""
        known = set()
        rest = []
        for finding in file.found:
            if finding.waived or not finding.place.file.readable:
                continue
            path = moved.get(finding.claim, file.path)
            before = self.unmatched.get(self.fingerprints.of(finding, path))
            if before is None:
                continue
            # Of several about the same thing, those that say the same as before are the known ones.
            if before.take(finding, same_words=True):
                known.add(id(finding))
            else:
                rest.append((finding, before))
        for finding, before in rest:
            if before.take(finding, same_words=False):
                known.add(id(finding))
        return [finding for finding in file.found if id(finding) not in known]

    def claims(
        self, file: FileReport, moved: dict[str, str], kept: Sequence[Finding]
    ) -> Iterator[ClaimReport]:
        """The claims of `file`, each with whether it was known before."""
        flagged: set[str | Pointer] = set()
        for finding in kept:
            if not finding.waived and finding.level is not Level.NOTE:
                pointer = finding.place.pointer
                flagged.update((finding.claim, pointer[:1], pointer[:2]))
        for claim in file.claims:
            entry = claim.entry
            key = moved.get(entry.id, file.path), entry.id
            known = (
                bool(entry.id)
                and flagged.isdisjoint((entry.id, entry.pointer))
                and self.claim_states.get(key) == _claim_state(claim)
            )
            yield structs.replace(claim, known=known)


def _claim_state(claim: ClaimReport) -> tuple[str | None, ...]:
    """What a claim says, the standing that it declares, and the one that it has."""
    statement = claim.entry.value.statement if claim.entry.value else None
    return statement, claim.declared or None, claim.judgement.standing if claim.judgement else None


class _FindingCounts:
    """How many findings about one thing there were, by level, and by level and message."""

    def __init__(self) -> None:
        self.levels = Counter[Level]()
        self.messages = Counter[tuple[Level, str]]()

    def add(self, finding: Finding) -> None:
        self.levels[finding.level] += 1
        self.messages[finding.level, finding.message] += 1

    def take(self, finding: Finding, *, same_words: bool) -> bool:
        """Take one out that is at least as grave as `finding`; False if there is none."""
        for level in list(Level)[finding.level.rank :: -1]:
            said = level, finding.message
            if self.messages[said] if same_words else self.levels[level]:
                self.levels[level] -= 1
                self.messages[said] -= same_words
                return True
        return False
