"""What guards a run: its config, baseline and waivers, and what a change does to them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from sayso.record.disk import Disk
from sayso.report.baseline import Baseline
from sayso.report.belief import Belief, Beliefs, merge_beliefs
from sayso.report.beliefs import beliefs_since
from sayso.report.engine import check
from sayso.report.older_findings import without_older_findings
from sayso_cli.config_file import BadFile
from sayso_cli.config_keys import BadValue, convert_table
from sayso_cli.configuration import Configuration, chosen_config_file
from sayso_cli.history.change_beliefs import (
    baseline_beliefs,
    config_beliefs,
    finding_beliefs,
    moved_beliefs,
    silenced_beliefs,
    steering_beliefs,
    waiver_beliefs,
)
from sayso_cli.history.git import GitError, is_ahead
from sayso_cli.history.older_files import OlderFiles, open_older_files
from sayso_cli.history.older_version import older_version
from sayso_cli.known_findings import LoadedBaseline, baseline_of, load_baseline, mark_known
from sayso_cli.options import ConfigOptions
from sayso_cli.terminal import fail

if TYPE_CHECKING:
    from sayso.record.model import Waiver
    from sayso.record.project import FoundFiles, Project
    from sayso.report.report import Report
    from sayso.rules.rule import House, RaisedClaim


class Guard(Struct, frozen=True):
    """The config and the baseline of a run, and what a change does to them.

    The change is that since the revision `since`, if one was named. `ignored_for` is the revision whose
    config, baseline and waivers hold, if one was. Where those here hold, and differ from those before the
    change, `then` and `known_then` are those of before.
    """

    settings: Configuration
    known: LoadedBaseline | None
    since: str | None
    beliefs: tuple[Belief, ...] = ()
    ignored_for: str = ""
    then: Configuration | None = None
    known_then: LoadedBaseline | None = None

    def compare(
        self, paths: Sequence[str], project: "Project", found: "FoundFiles", house: "House"
    ) -> "Comparison":
        """What was `found` at `paths` beside its older versions. Ends the run if they cannot be had."""
        before = None
        ignored: list[tuple[str, Waiver]] = []
        if self.since is not None:
            # What the change excludes was there before.
            exclude = (self.then or self.settings).exclude
            before = older_version(self.since, paths, project, found, exclude)
        if self.ignored_for:
            exclude = self.settings.exclude
            there = older_version(self.ignored_for, paths, project, found, exclude, exact=True)
            had = set(_waivers(there))
            ignored = [each[1:] for each in _waivers(found) if each not in had]
        return Comparison(self, found, house, before, ignored)


def guard(
    config: ConfigOptions,
    options: Mapping[str, Any],
    *,
    config_from: str | None,
    since: str | None,
) -> Guard:
    """The config and the baseline: of the revision `config_from`, else those here, compared with `since`.

    One of these is named. Ends the run if they cannot be had.
    """
    if config_from is not None:
        try:
            with open_older_files(config_from, base=False) as older:
                return _older_guard(config, options, older, since)
        except GitError as error:
            fail(str(error))
    settings = config.configure(**options)
    here = Guard(settings, baseline_of(settings), since)
    assert since is not None
    # Whether there is an older version at all, the one who reads it says.
    with suppress(GitError), open_older_files(since, base=True) as older:
        return _compared_guard(config, options, here, older)
    return here


def _older_guard(
    config: ConfigOptions, options: Mapping[str, Any], older: OlderFiles, since: str | None
) -> Guard:
    """Config and baseline as they are in `older`, with what the change does to them."""
    settings = config.configure(older, **options)
    known = baseline_of(settings, older)
    with ExitStack() as opened:
        base = older
        # What others did since the change was begun is none of what it does.
        with suppress(GitError):
            base = opened.enter_context(open_older_files(older.revision, base=True))
        tail = f"; not heeded: that of {older.revision} holds"
        beliefs = [*config_beliefs(_config_table(config, base), _config_table(config), tail)]
        if known and known.path.is_file() and older.covers(Path(os.path.realpath(known.path))):
            was, now = load_baseline(known.path, base).baseline, load_baseline(known.path).baseline
            beliefs += baseline_beliefs(known.path, was, now, tail)
    return Guard(settings, known, since, tuple(beliefs), older.revision)


def _compared_guard(
    config: ConfigOptions, options: Mapping[str, Any], now: Guard, older: OlderFiles
) -> Guard:
    """`now` with what the change from `older` does to it."""
    before = _config_table(config, older)
    beliefs = [*config_beliefs(before, _config_table(config))]
    then = config.configure(older, **options) if before is not None else now.settings
    known_then = baseline_of(then, older)
    if now.known:
        was = known_then.baseline if known_then else Baseline("")
        beliefs += baseline_beliefs(now.known.path, was, now.known.baseline)
    if not beliefs:
        return now
    return structs.replace(now, beliefs=tuple(beliefs), then=then, known_then=known_then)


def _config_table(config: ConfigOptions, disk: Disk | None = None) -> tuple[str, dict[str, Any]] | None:
    """The name and the values of the config file, on `disk` if it is given.

    None where it cannot be read, or is no config; without a config file there are no values.
    """
    try:
        file = chosen_config_file(config.config, no_config=config.no_config, disk=disk)
        if file is not None:
            convert_table(file.table)
    except (BadFile, BadValue):
        return None
    return ("", {}) if file is None else (file.shown_path, file.table)


class ChangeSince(Struct, frozen=True):
    """What was there before a change, the report on it, and what the change asks to believe of the claims."""

    before: "FoundFiles"
    older: "Report"
    beliefs: Beliefs


class Comparison:
    """What was `found` beside what was there `before`, if `guard` asks for that; without some waivers."""

    def __init__(
        self,
        guard: Guard,
        found: "FoundFiles",
        house: "House",
        before: "FoundFiles | None",
        ignored: "list[tuple[str, Waiver]]",
    ) -> None:
        self._guard = guard
        self._found = found
        self._house = house
        self._terms = guard.settings.terms(house.as_of)
        self._ignored = ignored
        self._change: ChangeSince | None = None
        if before is not None:
            older = check(before, house, terms=self._terms)
            self._change = ChangeSince(before, older, beliefs_since(found, before, older))

    @property
    def ignored_waivers(self) -> frozenset[int]:
        """The identities of the waivers that silence nothing, as the older version does not have them."""
        return frozenset([id(waiver) for _, waiver in self._ignored])

    @property
    def rises(self) -> "list[RaisedClaim] | None":
        """What the change raises; None if it was not asked for what is new."""
        return self._change.beliefs.rises() if self._change else None

    def with_beliefs(self, report: "Report") -> "Report":
        """`report` with what the change asks to believe, and without what was found before already."""
        guard = self._guard
        parts = [Beliefs((*guard.beliefs, *waiver_beliefs(self._ignored, guard.ignored_for)))]
        if self._change and guard.since is not None:
            report = without_older_findings(report, self._change.older)
            parts += [self._change.beliefs, Beliefs(tuple(self._project_beliefs(report, guard.since)))]
        return structs.replace(report, beliefs=merge_beliefs(*parts))

    def _project_beliefs(self, report: "Report", since: str) -> Iterator[Belief]:
        """What the change since then asks to believe besides the claims, with `report` on what is new."""
        assert self._change is not None
        before = self._change.before
        yield from finding_beliefs(report)
        yield from steering_beliefs(since)
        now, then = (
            {file.path: file.text for file in each.with_registers()} for each in (self._found, before)
        )
        if now == then and is_ahead(since):
            nothing = f"{since} holds all that is checked out, and no claim file differs: nothing can be new"
            yield Belief("project", "", "since", nothing)
        if self._guard.settings.top.per_file:
            yield from moved_beliefs(report, before, self._terms, since)
        if self._guard.then:
            yield from silenced_beliefs(report, self._report_as_before(self._guard.then, self._change))

    def _report_as_before(self, then: Configuration, change: ChangeSince) -> "Report":
        """The report on what is new under `then`, the config from before the change, and its baseline."""
        terms = then.terms(self._house.as_of)
        report = check(self._found, self._house, terms=terms, rises=change.beliefs.rises())
        if self._guard.known_then:
            report = mark_known(self._guard.known_then, report, self._found, terms)
        return without_older_findings(report, check(change.before, self._house, terms=terms))


def _waivers(found: "FoundFiles") -> "Iterator[tuple[str, str, Waiver]]":
    """The waivers of all files and their registers, each with the kind and id of its entry."""
    for file in found.with_registers():
        for kind, entries in (("source", file.sources), ("claim", file.claims)):
            for entry in entries:
                for waiver in entry.value.waive if entry.value is not None else ():
                    yield kind, entry.id, waiver
