"""Fingerprints and baselines: what is known stays known while a record is edited, and nothing else is."""

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.load import load
from sayso.record.project import FoundFiles
from sayso.record.syntax.json_reader import FaultyFile
from sayso.report import engine
from sayso.report.baseline import Baseline, BaselineScope, mark_known, relative_path, updated_baseline
from sayso.report.baseline_file import baseline_text, read_baseline
from sayso.report.fingerprint import Fingerprint, Fingerprints, KnownFinding
from sayso.report.report import Report
from sayso.rules.finding import Level
from sayso.rules.registry import BY_NAME, RULES
from sayso.rules.rule import Family, House
from tests.conftest import thorough

ROOT = Path(__file__).parents[2]
WORKED = json.loads((ROOT / "claims.json").read_text(encoding="utf-8"))
HOUSE = House(date(2026, 6, 15))
EVERY = frozenset(BY_NAME)
HERE = Baseline(".")

PARTIES: dict[str, Any] = {"a": {"name": "A"}, "b": {"name": "B"}, "e": {"name": "E"}}
SOURCES: dict[str, Any] = {
    "s": {"title": "S", "by": ["e"], "basis": "statement"},
    "t": {"title": "T", "by": ["b"], "basis": "unknown"},
}


def claim(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "statement": id, "claimant": ["a"], "evidence": [], "corroboration": [], **more}


def made(*claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"version": 1, "parties": PARTIES, "sources": SOURCES, "claims": list(claims), **more}


def reported(data: Any, *, path: str = "claims.json", indent: int = 1, lines: bool = False) -> Report:
    text = data if isinstance(data, str) else json.dumps(data, indent=indent)
    return engine.check(FoundFiles((load(path, text.encode(), lines=lines),), 0), HOUSE)


def looked(*paths: str, checks: frozenset[str] = EVERY, there: tuple[str, ...] = ()) -> BaselineScope:
    """A run of `checks` that read the files at `paths`, where `there` are other files."""
    return BaselineScope(dict.fromkeys(paths or ["claims.json"], checks), lambda path: path in there)


def known(report: Report) -> Baseline:
    return updated_baseline(report, HERE, looked())


def new(report: Report) -> list[tuple[str, str]]:
    """Check and claim of the findings that are neither waived nor known."""
    return [(each.check, each.claim) for file in report.files for each in file.found if not each.is_silenced]


def prints(report: Report, check: str) -> list[tuple[str, str]]:
    """Claim and place in the fingerprints of the findings of `check`."""
    make = Fingerprints()
    found = [each for file in report.files for each in file.found if each.check == check]
    return [(each.claim, each.at) for each in (make.of(finding, "f") for finding in found)]


def shuffled(value: Any, chance: random.Random, *, lists: bool = True) -> Any:
    """`value` with its keys, and with `lists` its lists, in another order."""
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: shuffled(value[name], chance) for name in names}
    if isinstance(value, list):
        members = [shuffled(each, chance) for each in value]
        if lists:
            chance.shuffle(members)
        return members
    return value


@thorough(12)
@given(st.integers(0, 2**32), st.sampled_from([None, 1, 4]))
def test_order_and_layout_have_no_part(seed: int, indent: int) -> None:
    """The worked record in another order, with other line breaks, has the same baseline.

    Of claims that are alike, the later is reported: of three, which two pairs are named depends on it.
    """
    before = known(reported(WORKED))
    after = known(reported(shuffled(WORKED, random.Random(seed)), indent=indent))
    mutual = {"similar-claim"}
    assert [each for each in before.known if each.fingerprint.check not in mutual] == [
        each for each in after.known if each.fingerprint.check not in mutual
    ]


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (made(claim("x", statement="One and two."), claim("y", statement="One and two.")), "similar-claim"),
        (
            made(
                claim("x", figures=[{"measure": "M/~", "value": 1}]),
                claim("y", figures=[{"measure": "M/~", "value": 9}]),
            ),
            "conflicting-figures",
        ),
        (
            made(
                sources={
                    id: {"title": id, "by": ["b"], "basis": "observation", "url": "https://b.example/"}
                    for id in "xy"
                }
            ),
            "same-document",
        ),
        (
            made(
                sources={
                    id: {"title": id, "by": ["b"], "basis": "relay", "based_on": [on]}
                    for id, on in ("xy", "yz", "zx")
                }
            ),
            "circular-sourcing",
        ),
    ],
)
def test_two_entries_that_say_the_same_may_change_places(data: dict[str, Any], check: str) -> None:
    turned = {**data, "claims": data["claims"][::-1], "sources": dict(reversed(data["sources"].items()))}
    assert prints(reported(data), check) == prints(reported(turned), check)
    assert len(prints(reported(data), check)) == 1
    assert "/x" in prints(reported(data), check)[0][1]


def test_places_by_ids() -> None:
    """Ids and names stand where a list has indices; a list of items is the claim."""
    waive = [{"check": "refuted", "reason": "R"}, {"check": "contested", "reason": "R", "until": "2020"}]
    accuses = {"against": ["b"], "response": [{"party": "b", "answer": "denies", "on": "2030"}]}
    items = {"corroboration": [{"source": "s", "checked": "2030"}, {"source": "t"}]}
    report = reported(
        made(
            claim("c", waive=waive, figures=[{"measure": "m", "value": 1}, {"measure": "m", "value": 3}]),
            claim("d", **accuses, **items),
        )
    )
    assert prints(report, "unused-waiver") == [("c", "/waive/refuted")]
    assert prints(report, "expired-waiver") == [("c", "/waive/contested")]
    assert prints(report, "conflicting-figures") == [("", "/claims/c/figures/m/value")]
    assert prints(report, "impossible-date") == [
        ("d", "/corroboration/s/checked"),
        ("d", "/response/b/on"),
    ]
    assert prints(report, "bare-statement") == [("d", "/corroboration/s/source")]
    assert prints(report, "unknown-basis") == [("d", "/corroboration/t/source")]
    assert prints(report, "no-locator") == [("d", "")]
    assert prints(report, "no-url") == [("", "/sources/s"), ("", "/sources/t")]


def test_one_record_a_line_has_the_same_places() -> None:
    data = made(claim("c", corroboration=[{"source": "s"}]))
    lines = [
        *({"record": "party", "id": id, **each} for id, each in PARTIES.items()),
        *({"record": "source", "id": id, **each} for id, each in SOURCES.items()),
        *({"record": "claim", **each} for each in data["claims"]),
    ]
    text = "\n".join(map(json.dumps, lines))
    assert known(reported(text, lines=True)) == known(reported(data))


def test_what_cannot_be_read_has_fingerprints_too() -> None:
    """Other formats name such findings, though a baseline does not."""
    report = reported(made({"id": "c", "claimant": [3]}, {}, claim("d", bogus=1), include=[4]))
    assert prints(report, "schema")[:2] == [("", "/include/?"), ("", "/claims/c")]
    assert ("", "/claims/c/claimant/?") in prints(report, "schema")
    assert ("", "/claims/?") in prints(report, "schema")
    assert ("", "/claims/d/bogus") in prints(report, "schema")
    assert not any(each.fingerprint.check == "schema" for each in known(report).known)


def test_long_names_are_cut_and_stay_apart() -> None:
    claims = [
        claim(id, figures=[{"measure": "m" * 10_000 + id, "value": value} for value in (1, 3)]) for id in "xy"
    ]
    ats = [at for _, at in prints(reported(made(*claims)), "conflicting-figures")]
    assert len(set(ats)) == 2
    assert all(len(at) <= 200 for at in ats)


def test_all_is_known_and_nothing_fails() -> None:
    report = reported(WORKED)
    assert report.worst() is Level.WARNING
    after = mark_known(report, known(report), looked())
    assert new(after) == []
    assert after.worst() is None
    assert after.gone == ()
    assert after.summary.baselined == sum(report.summary.levels.values())
    assert after.summary.waived == report.summary.waived
    assert after.summary.standings == report.summary.standings


def test_what_is_new_and_what_is_gone() -> None:
    before = known(reported(made(claim("c"), claim("d"))))
    after = mark_known(reported(made(claim("d"), claim("e"))), before, looked())
    assert {claim for _, claim in new(after)} == {"e"}
    assert {each.fingerprint.claim for each in after.gone} == {"c"}
    assert after.worst() is Level.ERROR


def test_another_statement_under_a_known_id_is_new() -> None:
    """What is known of the other checks stays known."""
    before = known(reported(made(claim("c"), claim("d"))))
    replaced = mark_known(
        reported(made(claim("d"), claim("c", statement="Something else."))), before, looked()
    )
    assert new(replaced) == [("self-asserted", "c")]
    assert [(each.fingerprint.check, each.fingerprint.claim) for each in replaced.gone] == [
        ("self-asserted", "c")
    ]
    other = mark_known(reported(made(claim("c", claimant=["b"]), claim("d"))), before, looked())
    assert new(other) == [("self-asserted", "c")]


def test_equal_ones_are_counted() -> None:
    """Of more than are known, the last are new; of fewer, the rest is gone."""

    def waivers(number: int) -> Report:
        return reported(
            made(claim("c", waive=[{"check": "refuted", "reason": "R", "until": "2026-12"}] * number))
        )

    two = known(waivers(2))
    (entry,) = [each for each in two.known if each.fingerprint.check == "unused-waiver"]
    assert entry == KnownFinding(
        Fingerprint("claims.json", "c", "/waive/refuted", "unused-waiver"), Level.WARNING, 2
    )
    three = mark_known(waivers(3), two, looked())
    assert new(three) == [("unused-waiver", "c")]
    assert [each.place.pointer[-1] for each in three.files[0].found if not each.is_silenced] == [2]
    assert [each.count for each in mark_known(waivers(1), two, looked()).gone] == [1]
    assert mark_known(waivers(0), two, looked()).gone == (entry,)


def test_what_is_graver_than_known_is_new() -> None:
    """A claim that no longer declares what it rests on is an error, and was a warning."""
    declared, bare = reported(made(claim("c", standing="self-asserted"))), reported(made(claim("c")))
    assert new(mark_known(bare, known(declared), looked())) == [("self-asserted", "c")]
    better = mark_known(declared, known(bare), looked())
    assert new(better) == []
    assert better.gone == ()


def test_waived_findings_are_not_known() -> None:
    """So a waiver makes an entry go, and one that ends makes the finding new."""
    waived = reported(made(claim("c", waive=[{"check": "no-occasion", "reason": "R"}])))
    bare = reported(made(claim("c")))
    assert ("no-occasion", "c") in new(mark_known(bare, known(waived), looked()))
    gone = mark_known(waived, known(bare), looked()).gone
    assert [each.fingerprint.check for each in gone] == ["no-occasion"]


def test_structure_is_never_known() -> None:
    """Not even where an entry says so."""
    report = reported(made(claim("c", corroboration=[{"source": "nowhere"}]), claim("d", kind=3)))
    make = Fingerprints()
    entries = [
        KnownFinding(make.of(each, "claims.json"), each.level) for file in report.files for each in file.found
    ]
    after = mark_known(report, Baseline(".", tuple(entries)), looked())
    assert {check for check, _ in new(after)} == {"unknown-reference", "schema"}
    assert {each.fingerprint.check for each in known(report).known} <= {
        rule.name for rule in RULES if rule.family is not Family.STRUCTURE
    }


def test_what_was_not_looked_at_is_neither_gone_nor_dropped() -> None:
    """Other files that are there, and checks that were not run; files that are not there are gone."""

    def entry(path: str, check: str) -> KnownFinding:
        return KnownFinding(Fingerprint(path, "c", "", check), Level.NOTE)

    here, there = entry("claims.json", "no-locator"), entry("other.json", "no-locator")
    left_out, retired = entry("claims.json", "bottleneck"), entry("claims.json", "no-such-check")
    baseline = Baseline(".", (here, there, left_out, retired))
    some = frozenset({"no-locator"})
    report = reported(made())
    for present, gone in ((("other.json",), (here, retired)), ((), (here, there, retired))):
        scope = looked(checks=some, there=present)
        assert set(mark_known(report, baseline, scope).gone) == set(gone)
        after = updated_baseline(report, baseline, scope)
        assert set(baseline.known) - set(after.known) == set(gone)


def test_paths_are_relative_to_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "link").symlink_to("a")
    for path in ("a/b/c.json", "a/../a/b/c.json", str(tmp_path / "a" / "b" / "c.json"), "link/b/c.json"):
        assert relative_path(path, ".") == "a/b/c.json"
        assert relative_path(path, "a") == relative_path(path, "link") == "b/c.json"
        assert relative_path(path, str(tmp_path / "a" / "b")) == "c.json"
    assert relative_path("c.json", "a") == "../c.json"
    assert relative_path("<stdin>", "a") == "<stdin>"
    assert relative_path("\udcff.json", ".") == "\\udcff.json"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ENTRIES = st.builds(
    KnownFinding,
    st.builds(
        Fingerprint, TEXTS, TEXTS, TEXTS, st.sampled_from(["bottleneck", "no-url", "not-yet-made"]), TEXTS
    ),
    st.sampled_from(Level),
    st.integers(1, 3),
)


@given(st.lists(ENTRIES, unique_by=lambda known: (known.fingerprint, known.level)))
def test_what_is_written_is_read(entries: list[KnownFinding]) -> None:
    """Whatever it holds; in one order, one entry a line, with nothing that is invisible."""
    text = baseline_text(Baseline(".", tuple(entries)))
    again = read_baseline(text.encode(), ".")
    assert sorted(again.known) == sorted(entries)
    assert baseline_text(again) == text
    random.Random(1).shuffle(entries)
    assert baseline_text(Baseline(".", tuple(entries))) == text
    entry = '{"check": "'
    assert text.count(entry) == len(entries) == sum(entry in line for line in text.split("\n"))
    assert "\u202e" not in text


def test_how_it_is_written() -> None:
    entries = (
        KnownFinding(Fingerprint("b.json", "c", "/stated_on", "impossible-date"), Level.ERROR),
        KnownFinding(Fingerprint("a.json", "c", "/waive/refuted", "unused-waiver"), Level.WARNING, 2),
        KnownFinding(Fingerprint("a.json", "", "/sources/é", "no-url"), Level.NOTE),
    )
    assert baseline_text(Baseline(".", entries)) == (
        '{\n  "version": 1,\n  "files": {\n    "a.json": [\n'
        '      {"check": "no-url", "at": "/sources/é", "level": "note"},\n'
        '      {"check": "unused-waiver", "claim": "c", "at": "/waive/refuted", "level": "warning", '
        '"count": 2}\n'
        '    ],\n    "b.json": [\n'
        '      {"check": "impossible-date", "claim": "c", "at": "/stated_on", "level": "error"}\n'
        "    ]\n  }\n}\n"
    )
    assert baseline_text(HERE) == '{\n  "version": 1,\n  "files": {}\n}\n'


def _file(entries: str) -> str:
    return f'{{"version": 1, "files": {{"a": [\n{entries}]}}}}'


ENTRY = '{"check": "no-url", "level": "note"}'


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", "1:1", "the file is empty"),
        ("{", "1:2", "the file ends before the JSON value does"),
        ("[]", "1:1", "this is no baseline"),
        ("{}", "1:1", "this is no baseline"),
        (
            '{"version": 2, "entries": []}',
            "1:13",
            "this baseline has the version 2; this sayso reads version 1",
        ),
        ('{"version": true}', "1:13", "this baseline has the version true"),
        ('{"version": "1"}', "1:13", 'this baseline has the version "1"'),
        ('{"version": 1, "version": 1}', "1:16", "the key `version` is given twice"),
        ('{"version": 1, "claims": []}', "1:16", "a baseline has no `claims`"),
        ('{"version": 1, "file": {}}', "1:16", "a baseline has no `file`"),
        ('{"version": 1}', "1:1", "`files` must be an object"),
        ('{"version": 1, "files": []}', "1:16", "`files` must be an object"),
        ('{"version": 1, "files": {"a": 1}}', "1:31", "the entries of a file must be a list"),
        (_file("3"), "2:1", "Expected `object`, got `int`"),
        (_file(f'{ENTRY}, {{"check": "no-url"}}'), "2:39", "Object missing required field `level`"),
        (_file('{"check": 1, "level": "note"}'), "2:11", "Expected `str`, got `int`"),
        (_file('{"check": "a", "level": "bad"}'), "2:25", "Invalid enum value 'bad'"),
        (_file(f'{ENTRY[:-1]}, "count": 0}}'), "2:47", "Expected `int` >= 1"),
        (_file(f'{ENTRY[:-1]}, "count": true}}'), "2:47", "Expected `int`, got `bool`"),
        (_file(f'{ENTRY[:-1]}, "\x7f": 0}}'), "2:1", "Object contains unknown field"),
        (_file(f"{ENTRY},\n {ENTRY}"), "3:2", "this entry is the same as that on line 2"),
        (_file('{"check": "schema", "level": "error"}'), "2:11", "`schema` is never known"),
        ('{"version": NaN}', "1:13", "`NaN` is not a JSON number"),
        ("\ufeff{}", "1:1", "a character that cannot be seen"),
        # The fast parser refuses this, the other one does not.
        ("[" * 201 + "1" + "]" * 201, "1:1", "this is no baseline"),
        ("{" + '"a":[' * 100_000, "1:1191", ""),
    ],
)
def test_what_is_no_baseline(text: str, place: str, said: str) -> None:
    with pytest.raises(FaultyFile) as caught:
        read_baseline(text.encode(), ".")
    position = caught.value.position
    assert said in caught.value.message
    assert caught.value.help
    if said:
        assert f"{position.line}:{position.column}" == place


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(FaultyFile, match="the byte 0xff is not UTF-8") as caught:
        read_baseline('{"é":\n"\xff'.encode("latin-1").replace(b"\xe9", "é".encode()), ".")
    assert (caught.value.position.line, caught.value.position.column) == (2, 2)


def test_a_version_written_otherwise() -> None:
    assert read_baseline(b'{"version": 1.0, "files": {}}', ".") == HERE
