"""What a record asks of its sources, and what a lock says of them."""

from typing import Any

from sayso.record.citations import Citation, citations
from sayso.record.file import File
from sayso.record.lock import Lock, Locked
from sayso.record.places import pointer_text
from sayso.record.references import Record, assemble
from tests.record.reading import CLAIM, SOURCE, read_claims

URL = "https://a.example/"
NOW = "2026-01-31T12:00:00Z"


def record(*claims: dict[str, Any], **sources: dict[str, Any]) -> Record:
    """The record with these claims and sources."""
    whole = {id: {**SOURCE, **fields} for id, fields in sources.items()}
    return assemble(read_claims(*({**CLAIM, **claim} for claim in claims), sources=whole))


def told(asked: Citation) -> list[tuple[str, str]]:
    return [(wanted.quote, pointer_text(wanted.place.pointer)) for wanted in asked.quotes]


def test_quotes_of_items_and_claims() -> None:
    made = record(
        {
            "quote": "Q",
            "stated_in": "a",
            "evidence": [{"source": "a", "quote": "E"}, {"source": "a"}],
            "corroboration": [
                {"source": "b", "quote": "C"},
                {"source": "a", "quote": "E", "stance": "refutes"},
            ],
        },
        {"quote": "nowhere"},
        {"stated_in": "a"},
        {"kind": 1, "quote": "unread", "stated_in": "a"},
        a={"url": URL},
        b={"archived": URL},
        c={"file": "c.txt"},
        d={},
        e={"by": 1, "url": URL},
    )
    a, b, c = citations(made)
    assert (a.id, a.passages) == ("a", (("Q", "", ""), ("E", "", "")))
    assert told(a) == [
        ("Q", "/claims/0/quote"),
        ("E", "/claims/0/evidence/0/quote"),
        ("E", "/claims/0/corroboration/1/quote"),
    ]
    assert told(b) == [("C", "/claims/0/corroboration/0/quote")]
    assert (c.id, c.quotes) == ("c", ())


def with_register(**item: Any) -> tuple[Record, File]:
    """A record without sources of its own, and its register, which has `a`."""
    register = read_claims(sources={"a": {**SOURCE, "url": URL}})
    file = read_claims({**CLAIM, "evidence": [{"source": "a", **item}]}, parties={}, sources={})
    file.registers.append(register)
    return assemble(file), register


def test_sources_in_registers_are_asked_for_what_is_quoted() -> None:
    assert not citations(with_register()[0])
    made, register = with_register(quote="Q")
    (asked,) = citations(made)
    assert asked.entry.file is register


def test_what_a_lock_says() -> None:
    made, register = with_register(quote="Q")
    (asked,) = citations(made)

    def locked() -> Locked | None:
        return asked.locked

    assert locked() is None
    theirs = register.lock = Lock(1, {"a": Locked(NOW, "ok", url=URL)})
    assert locked() is theirs.sources["a"]
    made.file.lock = Lock(1, {})
    assert locked() is theirs.sources["a"]
    ours = made.file.lock = Lock(1, {"a": Locked(NOW, "gone", url=URL)})
    assert locked() is ours.sources["a"]


def test_what_was_said_of_another_address_does_not_hold() -> None:
    made = record(a={"url": URL}, b={"archived": URL}, c={"file": "c.txt", "url": URL})
    a, b, c = citations(made)
    entries = [Locked(NOW, "ok", url=URL), Locked(NOW, "ok", url=f"{URL}b"), Locked(NOW, "ok", file="c.txt")]
    for asked, held in ((a, [0]), (b, [0]), (c, [2])):
        for index, entry in enumerate(entries):
            made.file.lock = Lock(1, {asked.id: entry})
            assert asked.locked is (entry if index in held else None)
