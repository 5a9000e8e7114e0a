"""Reading one file: each kind of bad input gives one clear error with its place and its mend."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.file import Problem
from sayso.record.load import load, looks_like_claims
from tests.conftest import thorough
from tests.record.reading import CLAIM, PARTY, SOURCE, only, place, read, read_claims, said
from tests.strategies import Json, claim_files, mutated, odd_values


def utf16(text: str) -> bytes:
    return text.encode("utf-16")


NOT_UTF8 = "the file is not UTF-8 but UTF-16 or UTF-32"


@pytest.mark.parametrize(
    ("data", "at", "message", "help"),
    [
        (
            b'{"version": 1,\n"title": "caf\xe9"}',
            (2, 14),
            "the byte 0xe9 is not UTF-8",
            "save the file as UTF-8",
        ),
        (b'{"title": "\xe4\xb8\xad\xff"}', (1, 13), "the byte 0xff is not UTF-8", "save the file as UTF-8"),
        (b'{"title": "\xed\xa0\x80"}', (1, 12), "the byte 0xed is not UTF-8", "save the file as UTF-8"),
        (b'{"title": "\xc0\xaf"}', (1, 12), "the byte 0xc0 is not UTF-8", "save the file as UTF-8"),
        (
            b'\xef\xbb\xbf{"version": 1}',
            (1, 1),
            "the file starts with a byte-order mark",
            "without byte-order",
        ),
        ('{"version": 1}'.encode("utf-16"), (1, 1), NOT_UTF8, "save it as UTF-8"),
        ('{"version": 1}'.encode("utf-16-le"), (1, 1), NOT_UTF8, "save it as UTF-8"),
        ('{"version": 1}'.encode("utf-16-be"), (1, 1), NOT_UTF8, "save it as UTF-8"),
        ('{"version": 1}'.encode("utf-32"), (1, 1), NOT_UTF8, "save it as UTF-8"),
        ('{"version": 1}'.encode("utf-32-be"), (1, 1), NOT_UTF8, "save it as UTF-8"),
        (b"", (1, 1), "the file is empty", '`{"version": 1, "claims": []}` is the smallest'),
        (b" \n\t\n ", (3, 2), "the file is empty", "write a claim file"),
        (b'{"version": 1,\n "claims": [', (2, 13), "the file ends before", "restore the rest of the file"),
        (b'{"version": 1,\n}', (1, 14), "a comma stands after the last entry", "delete the comma"),
        (b'{"version": 1}\n// done', (2, 1), "JSON has no comments", "put it in a `note`"),
        (b"[" * 100_000, (1, 202), "nested deeper than 200 levels", "fewer than ten levels"),
        (b'{"a":' * 100_000, (1, 1006), "nested deeper than 200 levels", "fewer than ten levels"),
        (b'{"version": 1, "title": "a\x1b[31m"}', (1, 27), "a control character (U+001B)", "`\\u001b`"),
        (b"hello", (1, 1), "`hello` is not a JSON value", "put text in double quotes"),
        (b"PK\x03\x04zip", (1, 1), "`PK` is not a JSON value", "put text in double quotes"),
    ],
)
def test_what_is_no_json(data: bytes, at: tuple[int, int], message: str, help: str) -> None:
    file = read(data)
    fault = only(file)
    assert (fault.check, fault.at) == ("invalid-json", at)
    assert fault.message.startswith(message)
    assert help in fault.help
    assert not file.readable


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "a claim file is one JSON object; this is a list"),
        ('[{"id": "a"}]', "a claim file is one JSON object; this is a list"),
        ("1", "a claim file is one JSON object; this is a single value"),
        ('"text"', "a claim file is one JSON object; this is a single value"),
        ("null", "a claim file is one JSON object; this is a single value"),
        ('{"name": "sayso"}', "this is no claim file: it has no `version`, `parties`, `sources` or `claims`"),
        ("{}", "this is no claim file: it has no `version`, `parties`, `sources` or `claims`"),
    ],
)
def test_json_that_is_no_claim_file(text: str, message: str) -> None:
    file = read("\n " + text)
    assert only(file) == (
        "schema",
        (2, 2),
        "",
        message,
        'an empty claim file is `{"version": 1, "parties": {}, "sources": {}, "claims": []}`',
    )
    assert not file.readable


def claim_with(**fields: Any) -> Json:
    return {**CLAIM, **fields}


def without(fields: Json, *names: str) -> Json:
    return {name: value for name, value in fields.items() if name not in names}


@pytest.mark.parametrize(
    ("claim", "pointer", "message", "help"),
    [
        (claim_with(evidance=[]), "/evidance", "unknown key `evidance`", "did you mean `evidence`?"),
        (claim_with(Claimant=[]), "/Claimant", "unknown key `Claimant`", "did you mean `claimant`?"),
        # What is merely near means something else.
        (claim_with(supported_by=1), "/supported_by", "unknown key `supported_by`", "known here: against"),
        (claim_with(stated_n=1), "/stated_n", "unknown key `stated_n`", "known here: against"),
        (claim_with(zzz=1), "/zzz", "unknown key `zzz`", "known here: against, claimant, corroboration"),
        (claim_with(**{"a/~b": 1}), "/a~1~0b", "unknown key `a/~b`", "known here"),
        (claim_with(**{"x" * 100: 1}), "/" + "x" * 100, "unknown key `" + "x" * 60 + "`", "known here"),
        (
            without(CLAIM, "claimant"),
            "",
            "`claimant` is missing",
            "add `claimant`: Ids of the parties that make",
        ),
        (claim_with(statement=1), "/statement", "`statement` must be text, and is a number", "double quotes"),
        (
            claim_with(statement=True),
            "/statement",
            "`statement` must be text, and is true or false",
            "quotes",
        ),
        (claim_with(claimant="a"), "/claimant", "`claimant` must be a list, and is text", "square brackets"),
        (claim_with(claimant={}), "/claimant", "`claimant` must be a list, and is an object", "`[ … ]`"),
        (claim_with(tags=[1]), "/tags/0", "an entry of `tags` must be text, and is a number", "quotes"),
        (
            claim_with(note=None),
            "/note",
            "`note` must be text, and is null",
            "leave the field out instead of",
        ),
        (claim_with(note=""), "/note", "`note` must not be empty", "write the text, or leave the field out"),
        (claim_with(claimant=[]), "/claimant", "`claimant` must not be empty", "name at least one id"),
        (claim_with(tags=["a", "b", "a"]), "/tags", '`tags` lists "a" twice', "delete one of the two"),
        (claim_with(id="One"), "/id", '`id` cannot be "One"', "An id: lower-case letters"),
        (claim_with(id="one\n"), "/id", '`id` cannot be "one\\n"', "An id: lower-case letters"),
        (claim_with(id="x" * 101), "/id", '`id` cannot be "' + "x" * 59 + "…", "at most 100 characters"),
        (claim_with(kind="fact"), "/kind", '`kind` cannot be "fact"', "did you mean `factual`?"),
        (
            claim_with(kind=[]),
            "/kind",
            "`kind` cannot be a list",
            "one of: factual: can be so or not so, and is judged; opinion: a judgement or a taste; ",
        ),
        (claim_with(kind={}), "/kind", "`kind` cannot be an object", "one of: factual"),
        (
            claim_with(kind=10**80),
            "/kind",
            "`kind` cannot be a number of more than 60 digits",
            "one of: factual",
        ),
        (
            claim_with(stated_on="2024-02-30"),
            "/stated_on",
            '`stated_on` cannot be "2024-02-30"',
            "A date: YYYY",
        ),
        (
            claim_with(stated_on="0000-01-01"),
            "/stated_on",
            '`stated_on` cannot be "0000-01-01"',
            "A date: YYYY",
        ),
        (claim_with(stated_on="1.2.2024"), "/stated_on", '`stated_on` cannot be "1.2.2024"', "A date: YYYY"),
        (claim_with(language="de_DE"), "/language", '`language` cannot be "de_DE"', "A BCP 47 language tag"),
        (
            claim_with(statement="a\x1b[31m"),
            "/statement",
            "`statement` holds a control character (U+001B)",
            "delete it; only tab and line breaks are allowed in text",
        ),
        (claim_with(quote="\x85"), "/quote", "`quote` holds a control character (U+0085)", "delete it"),
        (
            claim_with(tags=["\x7f"]),
            "/tags/0",
            "an entry of `tags` holds a control character (U+007F)",
            "delete it",
        ),
        (
            claim_with(figures=[{"measure": "m", "value": 1e101}]),
            "/figures/0/value",
            "`value` is out of range",
            "figures lie between -1e100 and 1e100",
        ),
        (
            claim_with(figures=[{"measure": "m", "value": "5"}]),
            "/figures/0/value",
            "`value` must be a number, and is text",
            "write a number, without quotation marks",
        ),
        (
            claim_with(evidence=["release"]),
            "/evidence/0",
            "an entry of `evidence` must be an object, and is text",
            'write an object: `{ "source": "release" }`',
        ),
        (
            claim_with(evidence=[["release"]]),
            "/evidence/0",
            "an entry of `evidence` must be an object, and is a list",
            "write an object: `{ … }`",
        ),
        (
            claim_with(evidence={"source": "release"}),
            "/evidence",
            "`evidence` must be a list, and is an object",
            "write a list: `[ … ]`",
        ),
        (
            claim_with(waive=[{"check": "Bottleneck", "reason": "r"}]),
            "/waive/0/check",
            '`check` cannot be "Bottleneck"',
            "The name of a check",
        ),
        ("a claim", "", "this entry must be an object, and is text", "write an object: `{ … }`"),
        (None, "", "this entry must be an object, and is null", "leave the field out"),
    ],
)
def test_a_claim_that_does_not_fit(claim: Any, pointer: str, message: str, help: str) -> None:
    file = read_claims(claim, CLAIM)
    fault = only(file)
    assert (fault.check, fault.pointer) == ("schema", "/claims/0" + pointer)
    assert fault.message.startswith(message)
    assert help in fault.help
    bears = pointer.startswith(("/id", "/kind", "/claimant", "/evidence")) or not pointer
    assert [entry.value is None for entry in file.claims] == [bears, False]


@pytest.mark.parametrize(
    ("source", "pointer", "message", "help"),
    [
        (
            {"basis": "relay"},
            "",
            "`based_on` is missing",
            "add `based_on`: `analysis` and `relay` repeat other",
        ),
        (
            {"basis": "analysis", "based_on": []},
            "/based_on",
            "`based_on` must not be empty",
            "name at least one",
        ),
        (
            {"basis": "reporting"},
            "/basis",
            '`basis` cannot be "reporting"',
            "one of: investigation: its own reporting or inquiry; observation: ",
        ),
        ({"url": "https://a.org/x y"}, "/url", "`url` is not a web address: ", "write `https://a.org/x%20y`"),
        ({"url": "https://a.org/ü"}, "/url", "`url` is not a web address: ", "write `https://a.org/%C3%BC`"),
        (
            {"url": "https://a.org/[1]"},
            "/url",
            "`url` is not a web address: ",
            "write `https://a.org/%5B1%5D`",
        ),
        ({"url": " https://a.org "}, "/url", "`url` is not a web address: ", "write `https://a.org`"),
        (
            {"url": "https://u:p@a.org"},
            "/url",
            "`url` is not a web address: ",
            "without user name or password",
        ),
        ({"url": "www.a.org"}, "/url", "`url` is not a web address: ", "a full http or https address"),
        ({"archived": "ftp://a"}, "/archived", "`archived` is not a web address: ", "a full http or https"),
    ],
)
def test_a_source_that_does_not_fit(source: Json, pointer: str, message: str, help: str) -> None:
    fault = only(read_claims(sources={"release": {**SOURCE, **source}}))
    assert (fault.check, fault.pointer) == ("schema", "/sources/release" + pointer)
    assert fault.message.startswith(message)
    assert help in fault.help


def test_a_party_that_does_not_fit() -> None:
    fault = only(read_claims(parties={"ministry": {**PARTY, "domains": ["https://a.org"]}}))
    assert fault.pointer == "/parties/ministry/domains/0"
    assert fault.message == 'an entry of `domains` cannot be "https://a.org"'
    assert fault.help == "a lower-case domain such as `example.org`, without scheme or path"


def test_a_share_above_the_whole() -> None:
    link = {"party": "ministry", "share": 101}
    fault = only(read_claims(parties={"ministry": PARTY, "office": {**PARTY, "controlled_by": [link]}}))
    assert fault.pointer == "/parties/office/controlled_by/0/share"
    assert (fault.message, fault.help) == (
        "`share` is out of range",
        "a share is from 0 to 100 percent",
    )


def test_a_key_that_is_no_id() -> None:
    file = read('{"version": 1, "parties": {\n  "A/B": {"name": "n"}}}')
    fault = only(file)
    assert (fault.at, fault.pointer, fault.message) == ((2, 3), "/parties/A~1B", 'an id cannot be "A/B"')
    assert [(entry.id, entry.value) for entry in file.parties] == [("A/B", None)]


def test_many_faults_in_one_entry_come_in_the_order_of_the_schema_path() -> None:
    file = read_claims({"id": "one", "zzz": 1, "evidence": [{"source": ""}, {}], "statement": 2})
    assert [fault.pointer.removeprefix("/claims/0") for fault in said(file)] == [
        "",
        "",
        "/evidence/0/source",
        "/evidence/1",
        "/statement",
        "/zzz",
    ]
    assert [fault.message for fault in said(file)][:2] == [
        "`claimant` is missing",
        "`corroboration` is missing",
    ]


def test_a_misfit_is_shown_where_it_stands() -> None:
    file = read(
        '{"version": 1, "claims": [\n  {"id": "a", "statement": "s",\n   "claimnt": ["p"], "evidence": 1}]}'
    )
    places = {fault.message: fault.at for fault in said(file)}
    assert places == {
        "`claimant` is missing": (2, 3),
        "`corroboration` is missing": (2, 3),
        "`evidence` must be a list, and is a number": (3, 34),
        "unknown key `claimnt`": (3, 4),
    }


@pytest.mark.parametrize(
    ("top", "pointer", "message"),
    [
        ({"version": 2}, "/version", "`version` must be 1"),
        ({"version": True}, "/version", "`version` must be 1"),
        ({"version": None}, "/version", "`version` must be 1"),
        ({"parties": {}}, "", "`version` is missing"),
        ({"version": 1, "claim": []}, "/claim", "unknown key `claim`"),
        ({"version": 1, "claims": {}}, "/claims", "`claims` must be a list, and is an object"),
        ({"version": 1, "parties": []}, "/parties", "`parties` must be an object, and is a list"),
        ({"version": 1, "sources": None}, "/sources", "`sources` must be an object, and is null"),
        ({"version": 1, "include": "a.json"}, "/include", "`include` must be a list, and is text"),
        ({"version": 1, "include": [1]}, "/include/0", "an entry of `include` must be text, and is a number"),
        ({"version": 1, "include": ["a", "a"]}, "/include", '`include` lists "a" twice'),
        ({"version": 1, "title": ""}, "/title", "`title` must not be empty"),
        ({"version": 1, "language": "en_GB"}, "/language", '`language` cannot be "en_GB"'),
        ({"version": 1, "language": 3}, "/language", "`language` must be text, and is a number"),
        ({"version": 1, "note": "\x9b"}, "/note", "`note` holds a control character (U+009B)"),
        ({"version": 1, "$schema": 1}, "/$schema", "`$schema` must be text, and is a number"),
    ],
)
def test_the_top_of_a_file(top: Json, pointer: str, message: str) -> None:
    fault = only(read(json.dumps(top)))
    assert (fault.check, fault.pointer, fault.message) == ("schema", pointer, message)


def test_paths_in_include_that_are_no_text_are_empty() -> None:
    assert read('{"version": 1, "include": ["a.json", 1]}').include == ["a.json", ""]
    assert read('{"version": 1, "include": "a.json"}').include == []


def test_equal_keys_at_any_depth() -> None:
    file = read(
        '{"version": 1, "note": "a", "note": "b",\n'
        ' "parties": {"p": {"name": "n"}, "p": {"name": "m"}, "q": {"name": "n", "name": "n"}},\n'
        ' "claims": [{"id": "a", "evidence": [{"source": "s", "source": "t"}]},\n'
        + json.dumps(claim_with(claimant=["q"]))
        + "]}"
    )
    assert [(fault.check, fault.at, fault.pointer) for fault in said(file)] == [
        ("duplicate-key", (1, 29), "/note"),
        ("duplicate-key", (2, 34), "/parties/p"),
        ("duplicate-key", (2, 73), "/parties/q/name"),
        ("duplicate-key", (3, 54), "/claims/0/evidence/0/source"),
    ]
    assert {fault.help for fault in said(file)} == {"keep one of the two, or rename one"}
    related = [[span for _, span in problem.related] for problem in file.problems]
    assert [file.text[start:end] for ((start, end),) in related] == ['"note"', '"p"', '"name"', '"source"']
    assert file.readable
    assert [entry.value is None for entry in file.parties] == [True, True]
    assert [entry.value is None for entry in file.claims] == [True, False]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("NaN", "`NaN` is not a JSON number"),
        ("-Infinity", "`-Infinity` is not a JSON number"),
        ("9" * 10_000, "a number of 10000 digits"),
        ('"\\ud83d"', "a lone surrogate"),
        ('"\\ude00\\ud83d"', "a lone surrogate"),
    ],
)
def test_a_fault_in_one_value_leaves_the_other_entries(written: str, message: str) -> None:
    rest = json.dumps(CLAIM)
    file = read(f'{{"version": 1, "claims": [{rest[:-1]}, "note":\n {written}}},\n{rest}]}}')
    fault = only(file)
    assert (fault.check, fault.at, fault.pointer) == ("invalid-json", (2, 2), "/claims/0/note")
    assert fault.message.startswith(message)
    assert file.readable
    assert [entry.value is None for entry in file.claims] == [True, False]


@pytest.mark.parametrize(
    ("top", "pointer"), [('"version": NaN', "/version"), ('"title": NaN, "version": 1', "/title")]
)
def test_a_fault_at_the_top_is_told_once(top: str, pointer: str) -> None:
    assert only(read(f'{{{top}, "claims": []}}'))[:3:2] == ("invalid-json", pointer)


def test_numbers_beyond_all_measure() -> None:
    for written in ("1e400", "-1e400", "1" + "0" * 200):
        file = read(f'{{"version": {written}}}')
        assert only(file).message == "`version` must be 1"
    figure = {"measure": "m", "value": 10**30}
    assert read_claims(claim_with(figures=[figure])).problems == []


def test_escapes_that_are_no_control_characters_are_let_pass() -> None:
    assert read_claims(claim_with(note="a\\b \\u0007 \xa0 \xc2 \t\n\r")).problems == []
    assert read('{"version": 1, "title": "\\u00e9 \\\\b \\u4e2d"}').problems == []


def test_after_hundreds_of_broken_entries_the_others_are_explained_in_short() -> None:
    broken = [claim_with(id=f"c{number}", stated_on="never") for number in range(502)]
    faults = said(read_claims(*broken))
    assert len(faults) == 502
    assert faults[499].message == '`stated_on` cannot be "never"'
    assert faults[500] == (
        "schema",
        faults[500].at,
        "/claims/500",
        "this does not fit the schema: not a date",
        "the first 500 faulty entries say how to mend such faults",
    )


def test_too_many_problems_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.record.file.MAX_PROBLEMS", 3)
    file = read_claims(*[{"id": f"c{number}"} for number in range(9)])
    assert len(file.problems) == 4
    last = said(file)[-1]
    assert (last.pointer, last.message) == (
        "/claims/0",
        "there are more than 3 faults; the rest of the file is not read",
    )
    assert last.help == "mend those listed here, then check again"
    assert not file.readable
    assert [entry.id for entry in file.parties] == ["ministry"]


@thorough(100)
@given(claim_files())
def test_sound_files_are_read(whole: Json) -> None:
    file = read(json.dumps(whole))
    assert not file.problems
    assert file.readable
    assert [entry.id for entry in file.parties] == list(whole["parties"])
    assert [entry.id for entry in file.sources] == list(whole["sources"])
    assert [entry.id for entry in file.claims] == [claim["id"] for claim in whole["claims"]]
    for section in (file.parties, file.sources, file.claims):
        for entry in section:
            assert entry.value is not None
            start, end = file.places.whole_span(entry.pointer)
            written = json.loads(file.text[start:end])
            assert repr(entry.value) == repr(msgspec.convert(written, type(entry.value)))


@thorough(200)
@given(mutated(claim_files()), st.data())
def test_nothing_makes_reading_fail(whole: Json, data: st.DataObject) -> None:
    written = bytearray(json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(written)))
        piece = data.draw(
            st.sampled_from([b"", b"{", b"]", b'"', b",", b"\\", b"\n", b"\xff", b"\0", b"NaN", b"1"])
        )
        written[at : at + data.draw(st.integers(0, 3))] = piece
    for lines in (False, True):
        file = load("a", bytes(written), lines=lines)
        for problem in file.problems:
            check_shown(problem)
            place(file, problem)
        assert all(entry.value is not None for entry in file.claims) or file.problems
        looks_like_claims(bytes(written), lines=lines)


def check_shown(problem: Problem) -> None:
    assert problem.check in {"invalid-json", "duplicate-key", "schema"}
    assert problem.message
    assert problem.help


@thorough(300)
@given(st.lists(odd_values, max_size=3))
def test_odd_claims_are_counted_each(values: list[Any]) -> None:
    file = read(json.dumps({"version": 1, "claims": values}))
    assert len(file.claims) == len(values)
    assert all(entry.value is None for entry in file.claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"version": 1}', False),
        ('{"claims": []}', True),
        ('{"parties": {}}', True),
        ('{"include": []}', True),
        ('{"name": "x"}', False),
        ('[{"claimant": 1}]', True),
        ('[{"id": 1}, 2]', False),
        ("[]", False),
        ("1", False),
        ("{", True),
        ("", True),
    ],
)
def test_what_is_meant_as_a_claim_file(text: str, expected: bool) -> None:
    assert looks_like_claims(text.encode(), lines=False) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"record": "claim"}', True),
        ('broken\n\n{"record": "party"}\n', True),
        ('{"record": "other"}\n{"record": []}', False),
        ('{"event": 1}\nbroken', False),
        ("broken\nbroken", True),
        ("", True),
    ],
)
def test_what_is_meant_as_records_on_lines(text: str, expected: bool) -> None:
    assert looks_like_claims(text.encode(), lines=True) is expected
