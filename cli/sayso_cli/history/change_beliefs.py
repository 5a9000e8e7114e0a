"""What a change asks to believe besides its claims: of config, baseline, waivers, and what is found new."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sayso.provenance.brief_lists import some_of
from sayso.report.baseline import Baseline
from sayso.report.belief import Belief, DependentClaim, Of
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso.rules.sentences import count
from sayso_cli.config_keys import toml_value
from sayso_cli.history.git import changed_files, renamed_files

if TYPE_CHECKING:
    from sayso.record.model import Waiver
    from sayso.record.project import FoundFiles
    from sayso.report.report import ClaimReport, Report
    from sayso.rules.rule import Terms

_MAX_SHOWN_CHARS: Final = 200
# So many things are named; of the others, the number is.
_MAX_NAMED: Final = 5
# What decides in CI whether and how sayso is run, who must review what, and what git shows and checks out.
_STEERING_FILES: Final = (
    *(":(top).github/workflows", ":(top).github/actions", ":(top).gitlab", ":(top).circleci"),
    *(":(top).forgejo", ":(top).gitea", ":(top).woodpecker", ":(top,glob).woodpecker.*"),
    *(":(top,glob).gitlab-ci*", ":(top)Jenkinsfile", ":(top)azure-pipelines.yml"),
    ":(top)bitbucket-pipelines.yml",
    *(":(top).pre-commit-config.yaml", ":(top,glob)**/CODEOWNERS"),
    *(":(top,glob)**/.gitattributes", ":(top).gitmodules"),
)


def config_beliefs(
    old: tuple[str, dict[str, Any]] | None, new: tuple[str, dict[str, Any]] | None, tail: str = ""
) -> Iterator[Belief]:
    """What the change does to the config; `tail` says in each sentence if that does not count."""
    if new is None:
        yield Belief("project", "", "config", f"the config that the change brings cannot be read{tail}")
        return
    (_, before), (shown, after) = old or ("", {}), new
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            was, now = (_value_in_toml(each, key) for each in (before, after))
            sentence = f"{shown or 'the config'}: `{key}` is {now} now, and was {was}{tail}"
            yield Belief("project", key, "config", sentence, None, (was,), (now,))


def _value_in_toml(values: dict[str, Any], key: str) -> str:
    shown = toml_value(values[key]) if key in values else "not set"
    return shown if len(shown) <= _MAX_SHOWN_CHARS else f"{shown[: _MAX_SHOWN_CHARS - 1]}…"


def baseline_beliefs(path: Path, old: Baseline, new: Baseline, tail: str = "") -> Iterator[Belief]:
    """What the baseline knows that it did not know before; `tail` as for the config."""
    known = {(each.fingerprint, each.level): each.count for each in old.known}
    more = [
        each.fingerprint for each in new.known if each.count > known.get((each.fingerprint, each.level), 0)
    ]
    if more:
        named = [f"`{each.check}` of `{each.claim}`" if each.claim else f"`{each.check}`" for each in more]
        sentence = f"{path} knows {count(len(more), 'finding')} more: {_some_names(named)}{tail}"
        yield Belief("project", str(path), "baseline", sentence)


def steering_beliefs(since: str) -> Iterator[Belief]:
    """That the change touches what decides whether and how it is checked."""
    files = changed_files(since, _STEERING_FILES)
    if files:
        sentence = f"the change touches what decides how changes are checked and shown: {_some_names(files)}"
        yield Belief("project", "", "steering", sentence, None, (), tuple(files))


def waiver_beliefs(waivers: "Collection[tuple[str, Waiver]]", revision: str) -> Iterator[Belief]:
    """That waivers, each with the id of its entry, are not heeded."""
    if waivers:
        are = "is" if len(waivers) == 1 else "are"
        names = _some_names([f"`{waiver.check}` on `{id}`" for id, waiver in waivers])
        sentence = f"{count(len(waivers), 'waiver')} {are} not heeded, as {revision} has none such: {names}"
        yield Belief("project", "", "waivers", sentence)


def finding_beliefs(report: "Report") -> Iterator[Belief]:
    """What checks found new that asks for belief, with the claims that it is about, or whose source."""
    for finding in (each for file in report.files for each in file.found):
        if BY_NAME[finding.check].asks_belief and not finding.is_silenced:
            about = [claim for claim in report.claims if _is_about(finding, claim)]
            sentence = f"`{finding.claim}`: {finding.message}" if finding.claim else finding.message
            of: Of = "claim" if finding.claim else "source"
            sources = [each.id for each in finding.place.file.sources if finding.place.is_in(each)]
            id = finding.claim or "".join(sources)
            yield Belief(of, id, finding.check, sentence, finding.place, claims=_dependent_claims(about))


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
    report: "Report", before: "FoundFiles", terms: "Callable[[str], Terms]", since: str
) -> Iterator[Belief]:
    """That claims were moved to a file in which the config asks for something else than where they were."""
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
            was, now, hanging = (path,), (file.path,), _dependent_claims(claims)
            yield Belief("project", file.path, "per-file", sentence, None, was, now, hanging)


def _dependent_claims(claims: "Iterable[ClaimReport]") -> tuple[DependentClaim, ...]:
    return tuple(
        [
            DependentClaim(claim.entry, claim.judgement.standing, claim.judgement.support.voices)
            for claim in claims
            if claim.judgement
        ]
    )


def silenced_beliefs(report: "Report", otherwise: "Report") -> Iterator[Belief]:
    """What would count if config and baseline were as before, as in `otherwise`, and does not in `report`."""
    counting = {_finding_key(each) for each in _findings_that_count(report)}
    lost = [each for each in _findings_that_count(otherwise) if _finding_key(each) not in counting]
    if lost:
        claims = {claim.entry.id: claim for claim in report.claims}
        ids = dict.fromkeys(each.claim for each in lost)
        hanging = _dependent_claims(claims[id] for id in ids if id in claims)
        checks = list(dict.fromkeys(f"`{each.check}`" for each in lost))
        would = f"{count(len(lost), 'finding')} would count under config and baseline as they were"
        yield Belief("project", "", "silenced", f"{would}: {_some_names(checks)}", claims=hanging)


def _findings_that_count(report: "Report") -> Iterator[Finding]:
    return (finding for file in report.files for finding in file.found if finding.is_shown_by_default)


def _finding_key(finding: Finding) -> tuple[str, str, object]:
    return finding.check, finding.place.file.path, finding.place.pointer


def _some_names(named: list[str]) -> str:
    return ", ".join(some_of(named, _MAX_NAMED))
