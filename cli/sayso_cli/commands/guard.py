"""What guards a run: its config, baseline and waivers, and what a change does to them."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, structs

from sayso.provenance.causes import some_of
from sayso.record.project import registers
from sayso.report.baseline import Baseline
from sayso.report.belief import Belief, Beliefs, HangingClaim, Of, merge_beliefs
from sayso.rules.finding import Finding
from sayso.rules.sentences import count
from sayso_cli.commands.baseline import LoadedBaseline, load, load_older, mark_known
from sayso_cli.configuration import (
    BadFile,
    BadValue,
    Configuration,
    config_file,
    convert_table,
    toml_value,
)
from sayso_cli.git import GitError
from sayso_cli.older import (
    OlderFiles,
    changed_files,
    is_ahead,
    older_copy,
    older_version,
    renamed_files,
)
from sayso_cli.options import ConfigOptions
from sayso_cli.terminal import fail

if TYPE_CHECKING:
    from sayso.record.file import File
    from sayso.record.model import Waiver
    from sayso.record.project import Found, Project
    from sayso.report.report import ClaimReport, Report
    from sayso.rules.rule import House, RaisedClaim, Terms

_MAX_SHOWN_CHARS: Final = 200
# So many things are named; of the others, the number is.
_NAMED: Final = 5
# What decides in CI whether and how sayso is run, who must review what, and what git shows and checks out.
_STEERING: Final = (
    *(":(top).github/workflows", ":(top).github/actions", ":(top).gitlab", ":(top).circleci"),
    *(":(top).forgejo", ":(top).gitea", ":(top).woodpecker", ":(top,glob).woodpecker.*"),
    *(":(top,glob).gitlab-ci*", ":(top)Jenkinsfile", ":(top)azure-pipelines.yml"),
    ":(top)bitbucket-pipelines.yml",
    *(":(top).pre-commit-config.yaml", ":(top,glob)**/CODEOWNERS"),
    *(":(top,glob)**/.gitattributes", ":(top).gitmodules"),
)


class Guard(Struct, frozen=True):
    """The config and the baseline of a run, and what a change does to them.

    `ignored_for` is the revision whose config, baseline and waivers hold, if one was named. Where those here
    hold, and differ from those before the change, `then` and `known_then` are those of before.
    """

    settings: Configuration
    known: LoadedBaseline | None
    beliefs: tuple[Belief, ...] = ()
    ignored_for: str = ""
    then: Configuration | None = None
    known_then: LoadedBaseline | None = None


def guard(
    config: ConfigOptions,
    options: Mapping[str, Any],
    *,
    config_from: str | None,
    since: str | None,
) -> Guard:
    """The config and the baseline: of the revision `config_from`, else those here, compared with `since`.

    Ends the run if they cannot be had.
    """
    if config_from is not None:
        try:
            with older_copy(config_from, base=False) as copy:
                return _older_guard(config, options, copy)
        except GitError as error:
            fail(str(error))
    settings = config.configure(**options)
    listed = settings.baseline()
    known = load(listed) if listed else None
    if since is not None:
        # Whether there is an older version at all, the one who reads it says.
        with suppress(GitError), older_copy(since, base=True) as copy:
            return _compared_guard(config, options, Guard(settings, known), copy)
    return Guard(settings, known)


def _older_guard(config: ConfigOptions, options: Mapping[str, Any], copy: OlderFiles) -> Guard:
    """Config and baseline as they are in `copy`, with what the change does to them."""
    settings = config.configure(copy, **options)
    listed = settings.baseline()
    known = load_older(listed, copy) if listed else None
    revision = copy.revision
    with ExitStack() as opened:
        base = copy
        # What others did since the change was begun is none of what it does.
        with suppress(GitError):
            base = opened.enter_context(older_copy(revision, base=True))
        beliefs = [*config_beliefs(config_table(config, base), config_table(config, None), revision)]
        if known and known.path.is_file() and copy.covers(Path(os.path.realpath(known.path))):
            old = load_older(known.path, base).baseline
            beliefs += baseline_beliefs(known.path, old, load(known.path).baseline, revision)
    return Guard(settings, known, tuple(beliefs), revision)


def _compared_guard(config: ConfigOptions, options: Mapping[str, Any], now: Guard, copy: OlderFiles) -> Guard:
    """`now` with what the change from `copy` does to it."""
    before, after = config_table(config, copy), config_table(config, None)
    beliefs = [*config_beliefs(before, after, "")]
    then = config.configure(copy, **options) if before is not None else now.settings
    listed = then.baseline()
    known_then = load_older(listed, copy) if listed else None
    if now.known:
        old = known_then.baseline if known_then else Baseline("")
        beliefs += baseline_beliefs(now.known.path, old, now.known.baseline, "")
    if not beliefs:
        return now
    return structs.replace(now, beliefs=tuple(beliefs), then=then, known_then=known_then)


class IgnoredWaivers(Struct, frozen=True):
    """The waivers that silence nothing, as an older version does not have them.

    `ids` are their identities, and `named` what they are about, in words.
    """

    ids: frozenset[int] = frozenset()
    named: tuple[str, ...] = ()


def older_versions(
    guarded: Guard, since: str | None, paths: Sequence[str], project: "Project", found: "Found"
) -> "tuple[Found | None, IgnoredWaivers]":
    """What was `found` at `paths` as it was at `since`, and the waivers that are not heeded now.

    Ends the run if an older version cannot be had.
    """
    before = None
    if since is not None:
        # What the change excludes was there before.
        exclude = (guarded.then or guarded.settings).exclude
        before = older_version(since, paths, project, found, exclude)
    if not guarded.ignored_for:
        return before, IgnoredWaivers()
    exclude = guarded.settings.exclude
    there = older_version(guarded.ignored_for, paths, project, found, exclude, exact=True)
    return before, ignored_waivers(found, there)


def ignored_waivers(found: "Found", before: "Found") -> IgnoredWaivers:
    """The waivers in `found` that no entry of the same id has in `before`."""
    had = set(_waivers(before))
    new = [(name, waiver) for kind, name, waiver in _waivers(found) if (kind, name, waiver) not in had]
    ids = frozenset([id(waiver) for _, waiver in new])
    return IgnoredWaivers(ids, tuple([f"`{waiver.check}` on `{name}`" for name, waiver in new]))


def _waivers(found: "Found") -> "Iterator[tuple[str, str, Waiver]]":
    """The waivers of all files and their registers, each with the kind and id of its entry."""
    files: dict[int, File] = {id(each): each for file in found.files for each in (file, *registers(file))}
    for file in files.values():
        for kind, entries in (("source", file.sources), ("claim", file.claims)):
            for entry in entries:
                for waiver in entry.value.waive if entry.value is not None else ():
                    yield kind, entry.id, waiver


def config_table(config: ConfigOptions, copy: OlderFiles | None) -> tuple[str, dict[str, Any]] | None:
    """The name and the values of the config file, in an older version if there is a `copy`.

    None where it cannot be read, or is no config; without a config file there are no values.
    """
    try:
        file = config_file(config.config, no_config=config.no_config, copy=copy)
        if file is not None:
            convert_table(file.table)
    except (BadFile, BadValue):
        return None
    return ("", {}) if file is None else (file.shown, file.table)


def config_beliefs(
    old: tuple[str, dict[str, Any]] | None, new: tuple[str, dict[str, Any]] | None, ignored_for: str
) -> Iterator[Belief]:
    """What the change does to the config; it does not count if `ignored_for` names a revision."""
    tail = f"; not heeded: that of {ignored_for} holds" if ignored_for else ""
    if new is None:
        yield Belief("project", "", "config", f"the config that the change brings cannot be read{tail}")
        return
    (_, before), (shown, after) = old or ("", {}), new
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            was, now = (_value_in_toml(each, key) for each in (before, after))
            name = shown or "the config"
            sentence = f"{name}: `{key}` is {now} now, and was {was}{tail}"
            yield Belief("project", key, "config", sentence, None, (was,), (now,))


def _value_in_toml(values: dict[str, Any], key: str) -> str:
    shown = toml_value(values[key]) if key in values else "not set"
    return shown if len(shown) <= _MAX_SHOWN_CHARS else f"{shown[: _MAX_SHOWN_CHARS - 1]}…"


def baseline_beliefs(path: Path, old: Baseline, new: Baseline, ignored_for: str) -> Iterator[Belief]:
    """What the baseline knows that it did not know before."""
    known = {(each.fingerprint, each.level): each.count for each in old.known}
    more = [each for each in new.known if each.count > known.get((each.fingerprint, each.level), 0)]
    if more:
        tail = f"; not heeded: that of {ignored_for} holds" if ignored_for else ""
        named = [f"`{each.fingerprint.check}`" + _claim_clause(each.fingerprint.claim) for each in more]
        sentence = f"{path} knows {count(len(more), 'finding')} more: {_some_names(named)}{tail}"
        yield Belief("project", str(path), "baseline", sentence)


def steering_beliefs(since: str) -> Iterator[Belief]:
    """That the change touches what decides whether and how it is checked."""
    files = changed_files(since, _STEERING)
    if files:
        sentence = f"the change touches what decides how changes are checked and shown: {_some_names(files)}"
        yield Belief("project", "", "steering", sentence, None, (), tuple(files))


def waiver_beliefs(waivers: IgnoredWaivers, revision: str) -> Iterator[Belief]:
    """That waivers are not heeded."""
    if waivers.named:
        number = len(waivers.named)
        are = "is" if number == 1 else "are"
        names = _some_names(waivers.named)
        sentence = f"{count(number, 'waiver')} {are} not heeded, as {revision} has none such: {names}"
        yield Belief("project", "", "waivers", sentence)


class ChangeSince(Struct, frozen=True):
    """What a change asks to believe of the claims, and the report on the version before it."""

    older: "Report"
    beliefs: Beliefs

    @property
    def rises(self) -> "list[RaisedClaim]":
        """What it raises."""
        return self.beliefs.rises()


def change_since(
    found: "Found", before: "Found | None", guarded: Guard, house: "House"
) -> ChangeSince | None:
    """What the change from `before` to `found` asks to believe; None if there is no older version."""
    from sayso.report.beliefs import beliefs_since
    from sayso.report.engine import check

    if before is None:
        return None
    older = check(before, house, terms=guarded.settings.terms(house.as_of))
    return ChangeSince(older, beliefs_since(found, before, older))


def with_beliefs(
    report: "Report",
    found: "Found",
    before: "Found | None",
    change: ChangeSince | None,
    guarded: Guard,
    house: "House",
    waivers: IgnoredWaivers,
    since: str,
) -> "Report":
    """`report` on `found` with what the change asks to believe, and without what was in `before` already.

    `before` is the older version at `since`, if one was asked for, and `change` what differs from it.
    """
    from sayso.report.older_findings import without_older

    parts = [Beliefs((*guarded.beliefs, *waiver_beliefs(waivers, guarded.ignored_for)))]
    if before is not None and change is not None:
        report = without_older(report, change.older)
        parts += [change.beliefs, Beliefs((*finding_beliefs(report), *steering_beliefs(since)))]
        if _texts_of_files(found) == _texts_of_files(before) and is_ahead(since):
            nothing = f"{since} holds all that is checked out, and no claim file differs: nothing can be new"
            parts.append(Beliefs((Belief("project", "", "since", nothing),)))
        terms = guarded.settings.terms(house.as_of)
        parts.append(Beliefs(tuple(moved_beliefs(report, before, guarded.settings, terms, since))))
        if guarded.then:
            otherwise = _report_as_before(found, before, change, guarded, house)
            parts.append(Beliefs(tuple(silenced_beliefs(report, otherwise))))
    return structs.replace(report, beliefs=merge_beliefs(*parts))


def finding_beliefs(report: "Report") -> Iterator[Belief]:
    """What checks found new that asks for belief, with the claims that it is about, or whose source."""
    from sayso.rules.registry import BY_NAME

    for finding in (each for file in report.files for each in file.found):
        if BY_NAME[finding.check].asks_belief and not finding.silent:
            about = [claim for claim in report.claims if _is_about(finding, claim)]
            sentence = f"`{finding.claim}`: {finding.message}" if finding.claim else finding.message
            of: Of = "claim" if finding.claim else "source"
            sources = [each.id for each in finding.place.file.sources if finding.place.is_in(each)]
            id = finding.claim or "".join(sources)
            yield Belief(of, id, finding.check, sentence, finding.place, claims=_hangings(about))


def _is_about(finding: Finding, claim: "ClaimReport") -> bool:
    """Whether `finding` is about a claim that was judged, or about a source of one of its items."""
    return claim.on is not None and (
        finding.place.is_in(claim.entry)
        or any(
            finding.place.is_in(claim.on.graph.record.sources[each.item.source])
            for each in claim.on.judgement.items
        )
    )


def moved_beliefs(
    report: "Report", before: "Found", settings: Configuration, terms: "Callable[[str], Terms]", since: str
) -> Iterator[Belief]:
    """That claims were moved to a file in which the config asks for something else than where they were."""
    if not settings.top.per_file:
        return
    renamed = renamed_files(since)
    then: dict[str, str] = {}
    had: set[tuple[str, str]] = set()
    for old in before.files:
        path = renamed.get(os.path.relpath(os.path.realpath(old.path)), old.path)
        then.update((entry.id, path) for entry in old.claims)
        had.update((path, entry.id) for entry in old.claims)
    for file in report.files:
        moved: dict[str, list[ClaimReport]] = {}
        for claim in file.claims:
            id = claim.entry.id
            if id in then and (file.path, id) not in had and terms(then[id]) != terms(file.path):
                moved.setdefault(then[id], []).append(claim)
        for path, claims in moved.items():
            names = _some_names([f"`{claim.entry.id}`" for claim in claims])
            sentence = (
                f"{count(len(claims), 'claim')} ({names}) moved from {path} to {file.path}, for which the "
                "config has other rules"
            )
            yield Belief(
                "project",
                file.path,
                "per-file",
                sentence,
                None,
                (path,),
                (file.path,),
                _hangings(claims),
            )


def _hangings(claims: "Iterable[ClaimReport]") -> tuple[HangingClaim, ...]:
    return tuple(
        [
            HangingClaim(claim.entry, claim.judgement.standing, claim.judgement.support.voices)
            for claim in claims
            if claim.judgement
        ]
    )


def _texts_of_files(found: "Found") -> dict[str, str]:
    """The texts of all files and their registers."""
    return {each.path: each.text for file in found.files for each in (file, *registers(file))}


def _report_as_before(
    found: "Found", before: "Found", change: ChangeSince, guarded: Guard, house: "House"
) -> "Report":
    """The report on `found` since `before`, under the config and baseline from before the change."""
    from sayso.report.engine import check
    from sayso.report.older_findings import without_older

    assert guarded.then is not None
    terms = guarded.then.terms(house.as_of)
    report = check(found, house, terms=terms, rises=change.rises)
    if guarded.known_then:
        report = mark_known(guarded.known_then, report, found, terms)
    return without_older(report, check(before, house, terms=terms))


def silenced_beliefs(report: "Report", otherwise: "Report") -> Iterator[Belief]:
    """What would count if config and baseline were as before, as in `otherwise`, and does not in `report`."""
    counting = {_finding_key(each) for each in _findings_that_count(report)}
    lost = [each for each in _findings_that_count(otherwise) if _finding_key(each) not in counting]
    if lost:
        claims = {claim.entry.id: claim for file in report.files for claim in file.claims}
        hanging = _hangings(claims[id] for id in dict.fromkeys(each.claim for each in lost) if id in claims)
        checks = list(dict.fromkeys(f"`{each.check}`" for each in lost))
        would = f"{count(len(lost), 'finding')} would count under config and baseline as they were"
        yield Belief("project", "", "silenced", f"{would}: {_some_names(checks)}", claims=hanging)


def _findings_that_count(report: "Report") -> Iterator[Finding]:
    for file in report.files:
        for finding in file.found:
            if finding.matters:
                yield finding


def _finding_key(finding: Finding) -> tuple[str, str, object]:
    return finding.check, finding.place.file.path, finding.place.pointer


def _claim_clause(claim: str) -> str:
    return f" of `{claim}`" if claim else ""


def _some_names(named: Collection[str]) -> str:
    return ", ".join(some_of(list(named), _NAMED))
