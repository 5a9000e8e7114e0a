"""`--config-from`, and what `--since` says of config, baseline and waivers that a change touches."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.record.model import Claim
from sayso.report.fingerprint import digest_of_claim
from sayso_cli.history.git import Objects, changed_files, is_ahead, renamed_files

from ..records import FLAGGED, SINGLE, SOUND, SOURCES, claim, record
from ..repository import ENVIRONMENT, Work

Run = Callable[..., Any]
NOT_STANDING = "evidence,dates,consistency,fairness,verification,upkeep,independence"
WEAK = claim("weak", "brief")
WAIVE = [{"check": "single-source", "reason": "I say so"}]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git here knows nothing of who runs the tests."""
    for name in ("GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL"):
        monkeypatch.setenv(name, ENVIRONMENT[name])


@pytest.fixture
def work(tmp_path: Path, sayso: Run) -> Work:
    """A repository with one sound claim, and a branch for a change."""
    work = Work(tmp_path / "work")
    work.commit({"claims.json": record(SOUND)})
    work.git("checkout", "--quiet", "-b", "change")
    return work


@pytest.fixture
def run(sayso: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `sayso check` in the work tree with the checks of the standing."""
    monkeypatch.chdir(work.folder)

    def check(*arguments: object) -> Any:
        select = () if "--select" in arguments else ("--ignore", NOT_STANDING)
        return sayso("check", *select, *arguments)

    return check


def sentences(result: Any) -> list[str]:
    return [each["message"] for each in json.loads(result.stdout)["believe"]["each"]]


def since(run: Run, *more: object) -> list[str]:
    return sentences(run("--since", "main", "-f", "json", *more))


def test_a_config_that_a_change_brings(run: Run, work: Work) -> None:
    """It holds, and all that it does is said; with `--config-from` it does not."""
    work.commit({"claims.json": record(SOUND, WEAK), "sayso.toml": "levels = { self-asserted = 'off' }\n"})
    result = run("--since", "main", "-f", "json")
    assert result.exit_code == 0
    config, lost = json.loads(result.stdout)["believe"]["each"][::-1]
    assert config["message"] == 'sayso.toml: `levels` is { self-asserted = "off" } now, and was not set'
    assert (config["of"], config["id"], config["path"]) == ("project", "levels", None)
    assert lost["message"] == (
        "1 finding would count under config and baseline as they were: `self-asserted`"
    )
    assert [each["id"] for each in lost["claims"]] == ["weak"]
    for more in ((), ("--since", "main")):
        result = run("--config-from", "main", *more, "-f", "json")
        assert result.exit_code == 1
        assert sentences(result) == [
            'sayso.toml: `levels` is { self-asserted = "off" } now, and was not set; not heeded: that of '
            "main holds"
        ]


def test_a_config_that_a_change_removes_or_breaks(run: Run, work: Work) -> None:
    work.git("checkout", "--quiet", "main")
    long = "x" * 300
    strict = f'min-voices = 3\nexclude = ["{long}"]\n'
    work.commit({"sayso.toml": strict})
    work.git("checkout", "--quiet", "-B", "change")
    work.git("rm", "--quiet", "sayso.toml")
    assert run().exit_code == 0
    result = run("--config-from", "main", "-f", "json")
    assert result.exit_code == 1
    assert sentences(result)[0] == (
        "the config: `min-voices` is not set now, and was 3; not heeded: that of main holds"
    )
    assert sentences(result)[1].endswith("…; not heeded: that of main holds")
    # What it flagged was flagged before.
    assert since(run)[0] == "the config: `min-voices` is not set now, and was 3"
    work.write("sayso.toml", "min-voices = ")
    result = run("--config-from", "main", "-f", "json")
    assert sentences(result) == [
        "the config that the change brings cannot be read; not heeded: that of main holds"
    ]
    work.write("sayso.toml", "min-voices = 9")
    assert run("--config-from", "main").exit_code == 1


def test_what_others_did_since_is_none_of_the_change(run: Run, work: Work) -> None:
    """What holds is that of the branch as it is now; what is told is the change, from where it began."""
    work.git("checkout", "--quiet", "main")
    work.commit({"known.json": baseline("weak", "other"), "sayso.toml": "min-voices = 1\n"})
    work.git("checkout", "--quiet", "-B", "change")
    work.commit({"claims.json": record(SOUND, WEAK)})
    work.git("checkout", "--quiet", "main")
    work.commit({"known.json": baseline("weak"), "sayso.toml": "min-voices = 3\n"})
    work.git("checkout", "--quiet", "change")
    result = run("--baseline", "known.json", "--config-from", "main", "-f", "json")
    assert (result.exit_code, sentences(result)) == (1, [])
    work.commit({"sayso.toml": "min-voices = 2\n"})
    result = run("--config-from", "main^{tree}", "-f", "json")
    assert sentences(result)[0].startswith("sayso.toml: `min-voices` is 2 now, and was 3; not heeded")
    work.git("checkout", "--quiet", "--orphan", "alone")
    work.commit()
    result = run("--config-from", "main", "-f", "json")
    assert sentences(result)[0].startswith("sayso.toml: `min-voices` is 2 now, and was 3; not heeded")


def test_what_decides_how_changes_are_checked(run: Run, work: Work) -> None:
    """Workflows and the like, wherever they are; other files are none of it."""
    told = "the change touches what decides how changes are checked and shown: "
    work.commit({".github/ISSUE.md": "", "doc/CODEOWNERS.md": "", "x.yml": "", "sub/Jenkinsfile": ""})
    assert since(run) == []
    names = (
        ".github/workflows/a b.yml",
        ".gitlab-ci.yml",
        "docs/CODEOWNERS",
        "sub/.gitattributes",
        ".gitmodules",
    )
    for name in names:
        work.commit({name: ""})
        assert since(run) == [told + name]
        work.git("reset", "--quiet", "--hard", "HEAD~1")
    for name in names:
        work.write(name, "")
    work.commit({".woodpecker/a.yml": ""})
    assert since(run)[0].endswith(", 1 more")


def test_what_is_open_counts_less(run: Run, work: Work) -> None:
    """For all files, and for some."""
    work.commit({"sayso.toml": 'open = "warning"\n[per-file."a.json"]\nopen = "note"\n'})
    assert since(run) == [
        'sayso.toml: `open` is "warning" now, and was not set',
        'sayso.toml: `per-file` is { "a.json" = { open = "note" } } now, and was not set',
    ]


def test_a_config_that_was_broken(run: Run, work: Work) -> None:
    work.git("checkout", "--quiet", "main")
    work.commit({"sayso.toml": "min-voices = 9\n"})
    work.git("checkout", "--quiet", "-B", "change")
    work.commit({"sayso.toml": "min-voices = 1\n"})
    assert since(run) == ["sayso.toml: `min-voices` is 1 now, and was not set"]
    result = run("--config-from", "main")
    assert result.exit_code == 2
    assert "main:sayso.toml:1:1: `min-voices`" in result.stderr
    work.git("checkout", "--quiet", "main")
    work.commit({"sayso.toml": "min-voices ="})
    result = run("--config-from", "main")
    assert result.exit_code == 2
    assert "main:sayso.toml:1:13: this is no TOML" in result.stderr


def test_a_config_that_is_named(run: Run, work: Work, tmp_path: Path) -> None:
    """In the repository it is that of the revision; elsewhere nobody who sends a change can write."""
    work.git("checkout", "--quiet", "main")
    work.commit({"strict.toml": "min-voices = 3\n"})
    work.git("checkout", "--quiet", "-B", "change")
    work.commit({"strict.toml": "", "new.toml": ""})
    assert run("--config", "strict.toml").exit_code == 0
    assert run("--config", "strict.toml", "--config-from", "main").exit_code == 1
    result = run("--config", "new.toml", "--config-from", "main")
    assert result.exit_code == 2
    assert "main:new.toml: this is no regular file" in result.stderr
    outside = tmp_path / "outside.toml"
    outside.write_text("min-voices = 3\n")
    assert run("--config", outside, "--config-from", "main").exit_code == 1
    assert run("--no-config", "--config-from", "main").exit_code == 0


def baseline(*claims: str) -> dict[str, Any]:
    # They all say the same.
    claimed = digest_of_claim(msgspec.convert(claim("weak", "brief"), Claim))
    entries = [
        {"check": "self-asserted", "claim": id, "at": "/statement", "level": "error", "claimed": claimed}
        for id in claims
    ]
    return {"version": 1, "files": {"claims.json": entries}}


def test_a_baseline_that_a_change_edits(run: Run, work: Work) -> None:
    many = [claim(f"weak{number}", "brief") for number in range(7)]
    work.git("checkout", "--quiet", "main")
    config = 'baseline = "known.json"\n'
    work.commit({"claims.json": record(many[0]), "known.json": baseline("weak0"), "sayso.toml": config})
    work.git("checkout", "--quiet", "-B", "change")
    assert run("--config-from", "main").exit_code == 0
    known = baseline(*(f"weak{number}" for number in range(7)))
    work.commit({"claims.json": record(*many), "known.json": known})
    result = run("--since", "main", "-f", "json")
    assert result.exit_code == 0
    lost, edited = sentences(result)
    assert lost == "6 findings would count under config and baseline as they were: `self-asserted`"
    assert edited == (
        "known.json knows 6 findings more: `self-asserted` of `weak1`, `self-asserted` of `weak2`, "
        "`self-asserted` of `weak3`, `self-asserted` of `weak4`, `self-asserted` of `weak5`, 1 more"
    )
    result = run("--config-from", "main", "-f", "json")
    assert result.exit_code == 1
    assert sentences(result) == [f"{edited}; not heeded: that of main holds"]
    (work.folder / "known.json").unlink()
    assert run("--config-from", "main", "-o", "out").exit_code == 1


def test_a_baseline_that_a_change_brings(run: Run, work: Work, tmp_path: Path) -> None:
    work.commit({"claims.json": record(WEAK), "known.json": baseline("weak")})
    assert run("--baseline", "known.json").exit_code == 0
    assert run("--baseline", "known.json", "--config-from", "main").exit_code == 1
    outside = tmp_path / "known.json"
    data = {"version": 1, "files": {"work/claims.json": baseline("weak")["files"]["claims.json"]}}
    outside.write_text(json.dumps(data))
    assert run("--baseline", outside, "--config-from", "main").exit_code == 0
    work.write("sayso.toml", 'baseline = "known.json"\n')
    assert "known.json knows 1 finding more: `self-asserted` of `weak`" in since(run)


@pytest.mark.parametrize("error", [OSError(5, "broken"), None])
def test_a_baseline_that_cannot_be_had(
    run: Run, work: Work, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    work.git("checkout", "--quiet", "main")
    work.commit({"known.json": baseline()})
    options = ("--baseline", "known.json", "--config-from", "main")
    if error is None:
        monkeypatch.setattr("sayso.record.project.MAX_BYTES", 4)
        wanted = "the baseline known.json of main is too large"
    else:
        wanted = "cannot read the baseline known.json of main: broken"

        def fails(*_: object) -> None:
            raise error

        monkeypatch.setattr(Objects, "read", fails)
    result = run(*options)
    assert result.exit_code == 2
    assert wanted in result.stderr


def test_waivers_that_a_change_adds(run: Run, work: Work) -> None:
    """On claims and on sources; those that were there hold, and so does the removal of one."""
    work.git("checkout", "--quiet", "main")
    waived = SINGLE | {"waive": WAIVE}
    work.commit({"claims.json": record(waived)})
    work.git("checkout", "--quiet", "-B", "change")
    select = ("--fail-on", "warning")
    assert run(*select, "--config-from", "main").exit_code == 0
    source = SOURCES["readings"] | {"waive": [{"check": "no-url", "reason": "paper"}]}
    other = SINGLE | {"id": "other", "waive": WAIVE}
    data = record(waived, other)
    data["sources"]["readings"] = source
    work.commit({"claims.json": data})
    assert run(*select).exit_code == 0
    result = run(*select, "--config-from", "main", "-f", "json")
    assert result.exit_code == 1
    assert sentences(result) == [
        "2 waivers are not heeded, as main has none such: `no-url` on `readings`, `single-source` on `other`"
    ]
    (finding,) = [each for each in json.loads(result.stdout)["files"][0]["findings"] if not each["waived"]]
    assert (finding["check"], finding["claim"]) == ("single-source", "other")
    work.commit({"claims.json": record(SINGLE, other)})
    result = run(*select, "--config-from", "main", "--since", "main", "-f", "json")
    assert sentences(result)[0].startswith("1 waiver is not heeded")
    # A waiver that does not hold is none that is not used.
    result = run("--select", "upkeep", "--config-from", "main", "-f", "json")
    checks = [each["check"] for each in json.loads(result.stdout)["files"][0]["findings"]]
    assert "unused-waiver" not in checks


def test_its_own_head(run: Run, work: Work) -> None:
    """Nothing can be new, and that is said; with something new on the disk it is not."""
    work.commit({"claims.json": record(SOUND, FLAGGED)})
    said = "change holds all that is checked out, and no claim file differs: nothing can be new"
    result = run("--since", "change", "-f", "json")
    assert (result.exit_code, sentences(result)) == (0, [said])
    assert sentences(run("--since", "change", "--config-from", "main", "-f", "json")) == [said]
    assert since(run) == []
    work.write("claims.json", record(SOUND, WEAK | {"standing": "self-asserted"}))
    assert said not in sentences(run("--since", "change", "-f", "json"))


def test_names_that_two_things_have(run: Run, work: Work) -> None:
    """A change can bring a tag; git would take it before the branch."""
    work.commit({"claims.json": record(SOUND, WEAK)})
    work.git("tag", "main")
    for option in ("--since", "--config-from"):
        for name in ("main", "main~0", "main^{commit}", "main@{0}"):
            result = run(option, name)
            assert result.exit_code == 2, result.stdout
            assert "`main` may be `refs/heads/main` or `refs/tags/main`: say which, in full" in result.stderr
        assert run(option, "refs/heads/main").exit_code == 1
    work.git("branch", "origin/base", "refs/heads/main")
    work.git("update-ref", "refs/remotes/origin/base", "HEAD")
    assert "may be `refs/heads/origin/base`" in run("--since", "origin/base").stderr
    # In CI the branch may be there as that of a remote only, and a commit by the start of its name.
    work.git("update-ref", "refs/tags/base", "HEAD")
    assert "may be `refs/tags/base` or `refs/remotes/origin/base`" in run("--since", "base").stderr
    commit = work.git("rev-parse", "refs/heads/main")
    assert run("--since", commit[:8]).exit_code == 1
    work.git("update-ref", f"refs/tags/{commit[:8]}", "HEAD")
    assert f"may be `refs/tags/{commit[:8]}` or `{commit}`" in run("--since", commit[:8]).stderr
    work.git("update-ref", f"refs/tags/{commit}", "HEAD")
    assert run("--since", commit).exit_code == 1
    work.git("update-ref", "refs/tags/feedbeef", "refs/heads/main")
    assert run("--since", "feedbeef").exit_code == 1
    for name in ("ma*", ":/change", "@{u}"):
        assert run("--since", name).exit_code in (1, 2)


def test_no_repository(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "claims.json").write_text(json.dumps(record(SOUND)))
    result = sayso("check", "--config-from", "main")
    assert result.exit_code == 2
    assert "is in no git repository" in result.stderr
    assert not is_ahead("main")
    assert changed_files("main", [":(top)."]) == []
    assert renamed_files("main") == {}
    (tmp_path / "register.json").write_text(json.dumps(record()))
    (tmp_path / "user.json").write_text('{"version": 1, "include": ["register.json"], "claims": []}')
    result = sayso("check", "--dependents", "register.json", "-f", "json")
    assert [each["path"] for each in json.loads(result.stdout)["files"]] == ["register.json", "user.json"]


def test_an_unknown_revision(run: Run) -> None:
    result = run("--config-from", "nowhere")
    assert result.exit_code == 2
    assert "git knows no revision `nowhere`" in result.stderr
