"""Random claim files, sound and broken ones, and random JSON texts: what tests share."""

import copy
import json
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

Json = dict[str, Any]

KINDS: Final = (
    "state",
    "government-body",
    "court",
    "political-party",
    "company",
    "media",
    "research",
    "civil-society",
    "intergovernmental",
    "person",
    "group",
    "other",
)
ORIGINS: Final = ("investigation", "observation", "primary-document", "statement", "unknown")
RELAYS: Final = ("analysis", "relay")

# Values that validators were seen to differ on, and what people and programs write by mistake.
ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    1,
    1.0,
    -0.0,
    2,
    10**30,
    10**101,
    -(10**400),
    1e100,
    1.0000001e100,
    float("inf"),
    "",
    " ",
    "a",
    "a\n",
    "-a",
    "A",
    "a" * 100,
    "a" * 101,
    "\ufeff",
    "tab\tand\r\nline",
    "nul\0",
    "bell\x07",
    "\x0b",
    "\x1b[31m",
    "\x7f",
    "\x80",
    "\x85",
    "\x9f",
    "\xa0",
    "\u2028",
    "\U0001f600",
    "0000",
    "0000-01-01",
    "0001-01-01",
    "2024",
    "2024-00",
    "2024-13",
    "2024-1",
    "2024-02-30",
    "2023-02-29",
    "2024-02-29",
    "2024-02-29\n",
    "2024-01-00",
    "20240101",
    "2024-W01-1",
    "٢٠٢٤",
    "２０２４-01-01",
    "2024-01-01T00:00:00Z",
    "https://example.org",
    "https://example.org\n",
    "https://example.org/\n",
    "http://example.org:80/a?b=c#d",
    "https://example.org:123456/",
    "https://example.org/a b",
    "https://example.org/[a]",
    "https://example.org/ü",
    "https://exämple.org/",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://[::1]/",
    "https://example.org/%zz",
    "https://example.org/%41",
    "https://example.org/%4",
    "https://example.org/\\",
    "https:///a",
    "https://",
    "HTTPS://example.org/",
    "ftp://example.org/",
    "//example.org/",
    "example.org",
    "example.org.",
    ".example.org",
    "Example.org",
    "exa_mple.org",
    "-a.org",
    "a-.org",
    "a" * 63 + ".org",
    "a" * 64 + ".org",
    "example.org\n",
    "xn--bcher-kva.example",
    "en",
    "e",
    "zh-Hans",
    "zh_Hans",
    "en-",
    "en\n",
    "a-b",
    "abcdefghi",
    "en-abcdefghi",
    "self-asserted",
    "corroborated",
    "relay",
    "analysis",
    "investigation",
    "supports",
    "denies",
    "none-found",
    "bottleneck",
    [],
    {},
    [None],
    ["a"],
    ["a", "a"],
    ["a", "b"],
    ["a", 1],
    [1, True, 1.0],
    [["a"], ["a"]],
    [{}],
    {"a": 1},
    {"source": "a"},
    [{"source": "a"}, {"source": "a"}],
    [{"source": "a", "stance": "refutes", "checked": "2024"}],
    [{"measure": "m", "value": True}],
    [{"measure": "m", "value": 1.0, "bound": "about"}],
    [{"party": "a", "answer": "denies"}],
    [{"check": "bottleneck", "reason": "r"}],
    [{"check": "schema", "reason": "r"}],
)

ids = st.builds(str.__add__, st.sampled_from("abyz09"), st.text("ab0._-", max_size=4))
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n\r"), min_size=1, max_size=20
)
dates = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(["0001", "1999-12", "2024", "9999-12-31"]),
)
domains = st.sampled_from(["example.org", "a.b", "x-1.co.uk", "0.xn--bcher-kva.example", "a" * 63 + ".org"])
urls = st.sampled_from(
    [
        "http://a",
        "https://example.org",
        "https://EXAMPLE.org:8080/",
        "https://example.org/a/b.html?c=d&e=/?#f",
        "https://example.org/%E4%B8%AD;x=(1)!*'@:$,~_-",
        "http://127.0.0.1:1#",
        "https://web.archive.org/web/2024/https://example.org/?q=1",
    ]
)
languages = st.sampled_from(["en", "zh", "zh-Hans", "de-1996", "sr-Latn-RS", "haw"])
waivable = st.sampled_from(["bottleneck", "single-source", "contested", "claimant-voice", "bare-statement"])


def lists(values: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[list[Any]]:
    """Short lists without anything twice."""
    return st.lists(values, min_size=least, max_size=3, unique_by=json.dumps)


def record(required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> Any:
    """Objects with the `required` fields and some of the `optional` ones."""
    return st.fixed_dictionaries(required, optional=optional)


def parties(known: st.SearchStrategy[str] = ids) -> st.SearchStrategy[Json]:
    """Sound parties, whose references are from `known`."""
    found: st.SearchStrategy[Json] = record(
        {"name": texts},
        kind=st.sampled_from(KINDS),
        controlled_by=lists(known),
        allied_with=lists(known),
        domains=lists(domains),
        url=urls,
        note=texts,
    )
    return found


waivers = record({"check": waivable, "reason": texts}, until=dates)


@st.composite
def sources(
    draw: st.DrawFn, known: st.SearchStrategy[str] = ids, others: st.SearchStrategy[str] = ids
) -> Json:
    """Sound sources, whose references are from `known` parties and `others`, sources."""
    fields = record(
        {"title": texts, "by": lists(known, least=1)},
        publisher=known,
        published=dates,
        retrieved=dates,
        url=urls,
        archived=urls,
        file=texts,
        sha256=st.sampled_from(["0" * 64, "0123456789abcdef" * 4]),
        language=languages,
        note=texts,
        waive=st.lists(waivers, max_size=2),
    )
    source: Json = draw(fields)
    basis = draw(st.sampled_from(ORIGINS + RELAYS))
    grounds = draw(lists(others, least=basis in RELAYS))
    if grounds:
        source["based_on"] = grounds
    return {**source, "basis": basis}


def items(known: st.SearchStrategy[str] = ids) -> st.SearchStrategy[Json]:
    """Sound items, whose sources are from `known`."""
    found: st.SearchStrategy[Json] = record(
        {"source": known},
        stance=st.sampled_from(["supports", "partial", "refutes", "context"]),
        quote=texts,
        locator=texts,
        checked=dates,
        note=texts,
    )
    return found


figures = record(
    {"measure": texts, "value": st.one_of(st.integers(-(10**40), 10**40), st.floats(-1e100, 1e100))},
    bound=st.sampled_from(["exactly", "about", "at-least", "over", "at-most", "under"]),
    unit=texts,
)


def claims(
    known: st.SearchStrategy[str] = ids, documents: st.SearchStrategy[str] = ids
) -> st.SearchStrategy[Json]:
    """Sound claims, whose references are from `known` parties and `documents`, sources."""
    responses = record(
        {"party": known, "answer": st.sampled_from(["denies", "confirms", "declines", "none-found"])},
        source=documents,
        on=dates,
    )
    found: st.SearchStrategy[Json] = record(
        {
            "id": ids,
            "statement": texts,
            "claimant": lists(known, least=1),
            "evidence": st.lists(items(documents), max_size=2),
            "corroboration": st.lists(items(documents), max_size=3),
        },
        kind=st.sampled_from(["factual", "opinion", "forecast", "demand"]),
        stated_in=documents,
        stated_on=dates,
        quote=texts,
        language=languages,
        against=lists(known),
        figures=st.lists(figures, max_size=2),
        response=st.lists(responses, max_size=2),
        standing=st.sampled_from(["not-checkable", "refuted", "self-asserted", "corroborated"]),
        reviewed=dates,
        tags=lists(texts),
        note=texts,
        waive=st.lists(waivers, max_size=2),
    )
    return found


@st.composite
def claim_files(draw: st.DrawFn) -> Json:
    """Sound claim files: every reference in them leads somewhere, and no claim has the id of another."""
    who = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    what = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    known, documents = st.sampled_from(who), st.sampled_from(what)
    listed = st.lists(claims(known, documents), max_size=2, unique_by=lambda claim: str(claim["id"]))
    top = record({"version": st.sampled_from([1, 1.0])}, title=texts, note=texts)
    return {
        **draw(top),
        "parties": {id: draw(parties(known)) for id in who},
        "sources": {id: draw(sources(known, documents)) for id in what},
        "claims": draw(listed),
    }


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """Each member of each container in `value`, as the container and the key or index."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        here = waiting.pop()
        members = here.items() if isinstance(here, dict) else enumerate(here)
        for name, member in members:
            found.append((here, name))
            if isinstance(member, dict | list):
                waiting.append(member)
    return found


odd_values = (
    st.sampled_from(ODD).map(copy.deepcopy) | st.text(max_size=5) | st.floats(allow_nan=False) | st.integers()
)


@st.composite
def mutated(draw: st.DrawFn, values: st.SearchStrategy[Json]) -> Json:
    """What `values` gives, with up to three things changed, taken away or added anywhere in it."""
    value = copy.deepcopy(draw(values))
    for _ in range(draw(st.integers(0, 3))):
        places = places_in(value)
        if not places:
            break
        container, name = draw(st.sampled_from(places))
        match draw(st.sampled_from(["change", "change", "change", "delete", "add", "double"])):
            case "change":
                container[name] = draw(odd_values)
            case "delete":
                del container[name]
            case "add" if isinstance(container, dict):
                container[draw(st.sampled_from(["evidance", "", "a\n", "id", "note"]) | ids)] = draw(
                    odd_values
                )
            case "double" if isinstance(container, list):
                container.append(copy.deepcopy(container[name]))
            case _:
                container[name] = None
    return value


json_keys = st.text(max_size=6) | st.sampled_from(["/", "~", "~1", 'a"b', "\\", "\n", "\U0001f600", "é", ""])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(json_keys, inner, max_size=4),
    max_leaves=20,
)


@st.composite
def json_texts(
    draw: st.DrawFn, values: st.SearchStrategy[Any] = json_values, blank: str = " \t\r\n"
) -> tuple[str, Any]:
    """JSON texts with white space from `blank` anywhere, text escaped or not, each with its value."""
    value = draw(values)
    return _written(value, Random(draw(st.integers(0, 1 << 20))), blank), value


def _written(value: Any, random: Random, blank: str) -> str:
    def gap() -> str:
        return "".join(random.choices(blank, k=random.choice((0, 0, 1, 3))))

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=random.random() < 0.5)

    if isinstance(value, dict):
        inner = ",".join(
            gap() + quoted(name) + gap() + ":" + _written(member, random, blank)
            for name, member in value.items()
        )
        text = f"{{{inner or gap()}}}"
    elif isinstance(value, list):
        text = f"[{','.join(_written(member, random, blank) for member in value) or gap()}]"
    else:
        text = quoted(value) if isinstance(value, str) else json.dumps(value)
    return gap() + text + gap()
