"""Records: registers joined, references followed, and what cannot be reasoned with set apart."""

import json
from typing import Any

from hypothesis import given

from sayso.record.file import File, Place
from sayso.record.places import pointer_text
from sayso.record.references import Record, assemble
from tests.conftest import thorough
from tests.record.reading import CLAIM, PARTY, SOURCE, read, read_claims
from tests.strategies import Json, claim_files, mutated


def claim_with(**fields: Any) -> Json:
    return {**CLAIM, **fields}


def unresolved(record: Record) -> list[tuple[str, str, str]]:
    """What leads nowhere: pointer, id, and what it should be."""
    found: list[tuple[str, str, str]] = []
    for missing in record.unresolved:
        pointer = (*missing.entry.pointer, *missing.path)
        start = Place(missing.entry.file, pointer).position()
        line = missing.entry.file.text.split("\n")[start.line - 1]
        assert line[start.column - 1 : start.end_column - 1] == json.dumps(missing.id)
        found.append((pointer_text(pointer), missing.id, missing.kind))
    return found


def sound(record: Record) -> list[str]:
    return [claim.id for claim in record.file.claims if record.sound_claim(claim)]


def test_a_sound_record() -> None:
    record = assemble(read_claims(claim_with(stated_in="release", evidence=[{"source": "release"}])))
    assert list(record.sound_parties) == ["ministry"]
    assert list(record.sound_sources) == ["release"]
    assert sound(record) == ["one"]
    assert not record.unresolved
    assert not record.clashes


def test_every_reference_that_leads_nowhere_is_named() -> None:
    file = read_claims(
        claim_with(
            claimant=["ministry", "p1"],
            evidence=[{"source": "release"}, {"source": "s1"}],
            corroboration=[{"source": "s2"}],
            stated_in="s3",
            against=["p2"],
            response=[
                {"party": "p3", "source": "s4", "answer": "denies"},
                {"party": "p4", "answer": "denies"},
            ],
        ),
        parties={"ministry": {**PARTY, "controlled_by": ["p5"], "allied_with": ["p6"]}},
        sources={"release": {**SOURCE, "by": ["p7"], "publisher": "p8", "based_on": ["s5"]}},
    )
    record = assemble(file)
    assert unresolved(record) == [
        ("/parties/ministry/controlled_by/0", "p5", "party"),
        ("/parties/ministry/allied_with/0", "p6", "party"),
        ("/sources/release/by/0", "p7", "party"),
        ("/sources/release/publisher", "p8", "party"),
        ("/sources/release/based_on/0", "s5", "source"),
        ("/claims/0/claimant/1", "p1", "party"),
        ("/claims/0/evidence/1/source", "s1", "source"),
        ("/claims/0/corroboration/0/source", "s2", "source"),
        ("/claims/0/stated_in", "s3", "source"),
        ("/claims/0/against/0", "p2", "party"),
        ("/claims/0/response/0/party", "p3", "party"),
        ("/claims/0/response/0/source", "s4", "source"),
        ("/claims/0/response/1/party", "p4", "party"),
    ]
    assert sound(record) == []


def test_what_rests_on_something_unsound_is_unsound_at_any_remove() -> None:
    file = read_claims(
        claim_with(id="a", claimant=["child"]),
        claim_with(id="b", evidence=[{"source": "third"}]),
        claim_with(id="c", against=["grandchild"]),
        claim_with(id="d", stated_in="theirs"),
        claim_with(id="e", claimant=["ally"], corroboration=[{"source": "release"}]),
        claim_with(id="f", response=[{"party": "child", "answer": "denies"}]),
        parties={
            "ministry": PARTY,
            "broken": {**PARTY, "controlled_by": "ministry"},
            "child": {**PARTY, "controlled_by": ["broken"]},
            "grandchild": {**PARTY, "controlled_by": ["ministry", "child"]},
            "ally": {**PARTY, "allied_with": ["broken"]},
        },
        sources={
            "release": SOURCE,
            "first": {**SOURCE, "basis": "never"},
            "second": {**SOURCE, "based_on": ["release", "first"]},
            "third": {**SOURCE, "based_on": ["second"]},
            "theirs": {**SOURCE, "by": ["ministry", "grandchild"]},
        },
    )
    record = assemble(file)
    assert list(record.sound_parties) == ["ministry", "ally"]
    assert list(record.sound_sources) == ["release"]
    assert sound(record) == ["e"]
    assert not record.unresolved


def with_registers(main: str, *others: str) -> File:
    file = read(main)
    file.registers = [read(other) for other in others]
    return file


def test_ids_that_are_taken() -> None:
    party, source = json.dumps({"a": PARTY}), json.dumps({"b": {**SOURCE, "by": ["c"]}})
    one = f'{{"version": 1, "parties": {party}, "sources": {source}}}'
    claims = json.dumps(
        [claim_with(claimant=["a"]), claim_with(claimant=["c"]), claim_with(id="x", claimant=["c"]), {}, {}]
    )
    record = assemble(
        with_registers(
            f'{{"version": 1, "parties": {party}, "claims": {claims}}}',
            one,
            f'{{"version": 1, "parties": {json.dumps({"c": PARTY})}, "sources": {source}}}',
        )
    )
    clashes = [
        (second.id, second.file is record.file, first.file is record.file) for second, first in record.clashes
    ]
    assert clashes == [("a", False, True), ("b", False, False), ("one", True, True)]
    assert list(record.sound_parties) == ["c"]
    assert list(record.sound_sources) == []
    # A claim whose id is taken can still be judged; one that speaks of a party nobody can tell cannot.
    assert [claim.pointer for claim in record.file.claims if record.sound_claim(claim)] == [
        ("claims", 1),
        ("claims", 2),
    ]


def test_entries_without_an_id_are_nobodys() -> None:
    file = read('{"record": "party", "name": "n"}\n{"record": "source"}\n{"record": "claim"}', lines=True)
    record = assemble(file)
    assert (record.parties, record.sources, record.clashes) == ({}, {}, [])


def test_registers_supply_what_the_file_refers_to() -> None:
    main = json.dumps({"version": 1, "claims": [claim_with(claimant=["a"], stated_in="b")]})
    register = json.dumps({"version": 1, "parties": {"a": PARTY}, "sources": {"b": {**SOURCE, "by": ["a"]}}})
    assert sound(assemble(with_registers(main, register))) == ["one"]
    assert unresolved(assemble(read(main))) == [
        ("/claims/0/claimant/0", "a", "party"),
        ("/claims/0/stated_in", "b", "source"),
    ]


def test_the_claims_of_a_register_are_not_those_of_the_file() -> None:
    register = json.dumps({"version": 1, "claims": [claim_with(claimant=["nobody"])]})
    record = assemble(with_registers('{"version": 1}', register))
    assert (record.unresolved, record.clashes) == ([], [])


@thorough(200)
@given(mutated(claim_files()))
def test_what_is_sound_can_be_followed_all_the_way(whole: Json) -> None:
    record = assemble(read(json.dumps(whole)))
    for party in record.sound_parties.values():
        assert record.sound_parties.keys() >= set(party.controlled_by)
    for source in record.sound_sources.values():
        assert record.sound_parties.keys() >= set(source.by)
        assert record.sound_sources.keys() >= set(source.based_on)
    for entry in record.file.claims:
        claim = record.sound_claim(entry)
        if claim:
            assert record.sound_parties.keys() >= {*claim.claimant, *claim.against}
            cited = {item.source for item in (*claim.evidence, *claim.corroboration)}
            assert record.sound_sources.keys() >= cited
    if not record.file.problems and not record.unresolved and not record.clashes:
        assert all(record.sound_claim(entry) for entry in record.file.claims)


def test_a_link_of_control_names_a_party_and_a_source() -> None:
    """Where the party is not there, nobody can tell who speaks; the source only shows how it is known."""
    for link, found, left in (
        ({"party": "nobody"}, [("/parties/ministry/controlled_by/0/party", "nobody", "party")], []),
        (
            {"party": "state", "source": "nowhere"},
            [("/parties/ministry/controlled_by/0/source", "nowhere", "source")],
            ["one"],
        ),
    ):
        parties = {"state": PARTY, "ministry": {**PARTY, "controlled_by": [link]}}
        record = assemble(read_claims(CLAIM, parties=parties))
        assert unresolved(record) == found
        assert sound(record) == left


def test_items_that_give_one_source_different_bases() -> None:
    """The claim is not judged; the same basis twice is no conflict."""

    def items(*bases: Json) -> list[Json]:
        return [{"source": "release", **basis} for basis in bases]

    same = {"basis": "relay", "based_on": ["release"]}
    for bases, conflicts in (
        ([same, same, {}], 0),
        ([{"basis": "statement"}, {"basis": "unknown"}], 1),
        ([{"basis": "analysis", "based_on": ["release"]}, same], 1),
    ):
        record = assemble(read_claims(claim_with(corroboration=items(*bases))))
        assert len(record.conflicts) == conflicts
        assert sound(record) == ([] if conflicts else ["one"])
        if conflicts:
            (conflict,) = record.conflicts
            assert (conflict.source, conflict.first, conflict.second) == (
                "release",
                ("corroboration", 0),
                ("corroboration", 1),
            )


def test_what_an_item_is_based_on_must_be_there() -> None:
    item = {"source": "release", "basis": "relay", "based_on": ["nowhere"]}
    for section in ("evidence", "corroboration"):
        record = assemble(read_claims(claim_with(**{section: [item]})))
        assert unresolved(record) == [(f"/claims/0/{section}/0/based_on/0", "nowhere", "source")]
        assert sound(record) == []
