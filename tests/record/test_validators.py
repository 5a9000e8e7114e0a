"""The typed records and `schema.json` accept the same entries: neither is stricter than the other."""

import json
import string
from typing import Any, Final, get_args

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.record.model import (
    Claim,
    Domain,
    Figure,
    Item,
    Party,
    Response,
    Source,
    Text,
    Waiver,
    is_date,
    is_id,
    is_url,
)
from sayso.record.schema import misfits, schema
from sayso.record.syntax.characters import holds_control_character, may_hold_control_character
from tests.conftest import thorough
from tests.record.reading import CLAIM, SOURCE, only, read, read_claims, said
from tests.strategies import (
    ODD,
    Json,
    claim_files,
    claims,
    figures,
    items,
    mutated,
    odd_values,
    parties,
    sources,
    waivers,
)

TYPES: Final[dict[str, Any]] = {
    "party": Party,
    "source": Source,
    "claim": Claim,
    "item": Item,
    "figure": Figure,
    "response": Response,
    "waiver": Waiver,
}
CHECKER: Final = Draft202012Validator.FORMAT_CHECKER
WHOLE: Final = Draft202012Validator(schema(), format_checker=CHECKER)
PARTS: Final = {
    name: Draft202012Validator(
        {"$ref": f"#/$defs/{name}", "$defs": schema()["$defs"]}, format_checker=CHECKER
    )
    for name in schema()["$defs"]
}


def typed(name: str, value: object) -> bool:
    """Whether loading accepts `value` as the definition `name`."""
    try:
        msgspec.convert(value, TYPES[name])
    except msgspec.ValidationError:
        return False
    return not holds_control_character(value)


def agree(name: str, value: object) -> None:
    """The two accept `value`, or neither does; and then there is something to say about it."""
    accepted = typed(name, value)
    assert PARTS[name].is_valid(value) == accepted, value
    assert (not misfits(name, value)) == accepted, value


@thorough(600)
@given(mutated(parties()))
def test_parties(party: Json) -> None:
    agree("party", party)


@thorough(800)
@given(mutated(sources()))
def test_sources(source: Json) -> None:
    agree("source", source)


@thorough(800)
@given(mutated(claims()))
def test_claims(claim: Json) -> None:
    agree("claim", claim)


@thorough(50)
@given(parties(), sources(), claims(), items(), figures, waivers)
def test_the_sound_ones_are_accepted(
    party: Json, source: Json, claim: Json, item: Json, figure: Json, waiver: Json
) -> None:
    assert typed("party", party)
    assert typed("source", source)
    assert typed("claim", claim)
    assert typed("item", item)
    assert typed("figure", figure)
    assert typed("waiver", waiver)


def test_what_an_entry_cannot_hold_is_told() -> None:
    item = {"source": "release", "based_on": ["release"]}
    assert only(read_claims({**CLAIM, "evidence": [item]})).message == "`based_on` needs `basis`"
    file = read_claims(sources={"release": {**SOURCE, "by": ["ministry"], "sha256": "abc"}})
    assert [problem.pointer for problem in said(file)] == ["/sources/release/sha256"]


@pytest.mark.thorough(one_in=9)
@pytest.mark.parametrize("name", TYPES)
def test_each_odd_value_in_each_field(name: str) -> None:
    sound: dict[str, Json] = {
        "party": {"name": "n"},
        "source": SOURCE,
        "claim": CLAIM,
        "item": {"source": "a"},
        "figure": {"measure": "m", "value": 1},
        "response": {"party": "a", "answer": "denies"},
        "waiver": {"check": "bottleneck", "reason": "r"},
    }
    for field in (*schema()["$defs"][name]["properties"], "unknown"):
        for value in ODD:
            agree(name, {**sound[name], field: value})
            agree(name, {**sound[name], field: [value]})
            agree(name, {**sound[name], field: [value, value]})
    for value in ODD:
        agree(name, value)


@thorough(1000)
@given(
    st.text("0123456789-", max_size=11)
    | st.from_regex(r"\d{4}-[01]\d-[0-3]\d\n?", fullmatch=True)
    | st.text(max_size=11)
)
def test_dates(text: str) -> None:
    assert PARTS["date"].is_valid(text) == (is_date(text) and not holds_control_character(text))


@thorough(2000)
@given(
    st.text(string.ascii_letters + "0123456789/?#[]@:%._~!$&'()*+,;= \\^`{|}\"<>é\n", max_size=20),
    st.sampled_from(["https://", "http://", "http:/", "http:", "ftp://", ""]),
)
@example("a:b@c/", "https://")
@example("[::1]/", "https://")
@example("[v1.a]:80/", "https://")
@example("a:/", "https://")
@example("a/%", "https://")
def test_web_addresses(rest: str, scheme: str) -> None:
    assert PARTS["url"].is_valid(scheme + rest) == is_url(scheme + rest)


@thorough(1000)
@given(st.text("abc019._-\nAé", max_size=6) | st.text(max_size=3))
def test_ids(text: str) -> None:
    assert PARTS["id"].is_valid(text) == is_id(text)


@thorough(1000)
@given(st.text("ab9.-\nAé", max_size=12) | st.integers(60, 66).map(lambda length: "a" * length + ".org"))
def test_domains(text: str) -> None:
    agree("party", {"name": "n", "domains": [text]})


@thorough(1000)
@given(st.text("ab9-\n_é", max_size=12))
def test_languages(text: str) -> None:
    agree("source", {**SOURCE, "language": text})


@thorough(1000)
@given(st.text(max_size=4) | st.characters(max_codepoint=0x100))
def test_control_characters(text: str) -> None:
    agree("party", {"name": text})
    for ascii_only in (True, False):
        written = json.dumps(text, ensure_ascii=ascii_only)
        assert may_hold_control_character(written.encode()) or not holds_control_character(text)


def whole_file(value: Json) -> bool:
    """Whether loading finds nothing to say about `value` as a file."""
    return not read(json.dumps(value)).problems


@thorough(300)
@given(mutated(claim_files()))
def test_whole_files(file: Json) -> None:
    readable = json.loads(json.dumps(file))
    assert WHOLE.is_valid(readable) == whole_file(file), file


@thorough(300)
@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("$schema", "version", "title", "note", "include", "parties", "sources", "claims", "x"),
            odd_values,
        ),
    )
)
@example({"version": 1})
@example({"version": 1.0})
@example({"version": True})
@example({"version": 1, "include": ["a", "a"]})
@example({"version": 1, "include": ["a\x85"]})
@example({"version": 1, "include": [["a"], ["a"]]})
@example({"version": 1, "title": "\x80"})
@example({"version": 1, "note": None})
@example({"version": 1, "parties": {"a\n": {"name": "n"}}})
@example({"version": 1, "parties": {"A": {"name": "n"}}})
def test_the_top_of_a_file(top: Json) -> None:
    assert WHOLE.is_valid(top) == whole_file(top)


def resolved(rule: Json) -> Json:
    """A rule of the schema with what it refers to, without the description of that."""
    name = rule.get("$ref", "").removeprefix("#/$defs/")
    return {**schema()["$defs"][name], **rule} if name else rule


def choices(kind: Any) -> set[object]:
    """The values of the choice that `kind` is, or may be."""
    found: set[object] = set()
    for part in get_args(kind):
        found |= {part} if isinstance(part, str) else choices(part)
    return found


@pytest.mark.parametrize("name", TYPES)
def test_the_schema_and_the_types_have_the_same_fields(name: str) -> None:
    definition = schema()["$defs"][name]
    fields = {field.name: field for field in msgspec.structs.fields(TYPES[name])}
    assert definition["additionalProperties"] is False
    assert set(definition["properties"]) == set(fields)
    assert set(definition["required"]) == {name for name, field in fields.items() if field.required}
    for field_name, field in fields.items():
        rule = resolved(definition["properties"][field_name])
        assert set(rule.get("enum", ())) == choices(field.type) - {""}, field_name
        assert (rule.get("type") == "array") == ("tuple" in str(field.type)), field_name


def descriptions(part: Any) -> list[str]:
    """Where `part` of the schema has properties without a description."""
    if isinstance(part, list):
        return [name for each in part for name in descriptions(each)]
    if not isinstance(part, dict):
        return []
    bare = [
        name
        for name, rule in part.get("properties", {}).items()
        if "type" in part and not rule.get("description", "").endswith((".", ")"))
    ]
    return bare + [name for each in part.values() for name in descriptions(each)]


def test_every_property_and_definition_is_described() -> None:
    assert descriptions(schema()) == []
    assert all(rule["description"].endswith(".") for rule in schema()["$defs"].values())


def test_formats_are_checked() -> None:
    assert {"date", "uri"} <= set(CHECKER.checkers)
    assert not Draft202012Validator({"format": "date"}, format_checker=CHECKER).is_valid("2023-02-29")
    assert not Draft202012Validator({"format": "uri"}, format_checker=CHECKER).is_valid("https://a/[b]")
    assert misfits("source", {**SOURCE, "published": "2023-02-29"})


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_kinds_of_lists_are_those_of_the_schema() -> None:
    # What `schema.py` skips as sound must be what the schema means by that definition.
    for value in ODD:
        for name, kind in (("text", Text), ("item", Item), ("waiver", Waiver)):
            try:
                msgspec.convert(value, kind)
                accepted = not holds_control_character(value)
            except msgspec.ValidationError:
                accepted = False
            assert PARTS[name].is_valid(value) == accepted
        rule = schema()["$defs"]["party"]["properties"]["domains"]["items"]
        try:
            msgspec.convert(value, Domain)
            accepted = True
        except msgspec.ValidationError:
            accepted = False
        assert Draft202012Validator(rule).is_valid(value) == accepted
