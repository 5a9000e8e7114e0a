"""The page of a claim says what was found in a sentence, and why several parties are one voice."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from sayso.record.glossary import NOT_WHETHER_TRUE, sentence, standing_meaning
from sayso.record.model import Answer, Standing
from sayso_cli.site.answer import answer
from sayso_cli.site.claim_graph import claim_graph
from sayso_cli.site.page import label
from sayso_cli.site.voices import joint_voices
from sayso_cli.site.words import ANSWERS

from ..records import MIXED, OPINION, SINGLE, Json, claim, record
from .made import checked, claims, site_at, site_of, star

ROOT = Path(__file__).parents[3]


def said(data: Json) -> str:
    """The answer for the first claim."""
    on = claims(checked(data))[0].on
    assert on is not None
    return answer(on)


def test_the_answer() -> None:
    against = {"corroboration": [{"source": "readings", "stance": "refutes"}]}
    for one, expected in (
        (OPINION, ""),
        (claim("a"), "Nothing is offered in support."),
        (
            claim("a", "bulletin"),
            "One item is offered in support; it is not independent: it is the claimant’s own word.",
        ),
        (
            claim("a", "bulletin", "brief"),
            "Two items are offered in support; neither is independent: "
            "one is the claimant’s own word, one repeats the claimant.",
        ),
        (
            claim("a", "bulletin", "release", "brief"),
            "Three items are offered in support; none is independent: "
            "two are the claimant’s own word, one repeats the claimant.",
        ),
        (
            claim("a", "readings"),
            "One item is offered in support; it is independent. It comes down to one voice: Grid Institute.",
        ),
        (claim("a", "readings", "reports"), "Two items are offered in support; both are independent."),
        (
            claim("a", "readings", "reports", "rumour"),
            "Three items are offered in support; two are independent, one does not say how it knows.",
        ),
        (
            claim("a", *["readings"] * 3),
            "Three items are offered in support; all are independent. "
            "All that counts comes down to one voice: Grid Institute.",
        ),
        (
            claim("a", *["rumour"] * 12),
            "12 items are offered in support; none is independent: they do not say how they know.",
        ),
        (
            claim("a") | against,
            "Nothing is offered in support. One item is offered against it; it is independent. "
            "It comes down to one voice: Grid Institute.",
        ),
        (
            claim("a") | {"corroboration": [{"source": "readings", "stance": "partial"}]},
            "Nothing is offered in support. One backs a part of it.",
        ),
        (
            claim("a", response=[{"party": "ministry", "answer": "retracts"}]),
            "Nothing is offered in support. The claimant has retracted it.",
        ),
        (
            claim("a", against=["ledger"], response=[{"party": "ledger", "answer": "confirms"}]),
            "Nothing is offered in support. An answer confirms it.",
        ),
    ):
        assert said(record(one)) == expected
    either = record(claim("a", "brief"))
    brief = {"title": "B", "by": ["ledger"], "basis": "relay", "based_on": ["readings"]}
    either["sources"] = either["sources"] | {"brief": brief}
    assert said(either) == ("One item is offered in support; it is independent. It comes down to one voice.")


def test_the_answer_where_a_party_speaks_against_its_own_interest() -> None:
    data = record(claim("a", "word", "reports", against=["institute"]))
    word = {"title": "We did it", "by": ["institute"], "basis": "statement"}
    data["sources"] = data["sources"] | {"word": word}
    assert said(data) == "Two items are offered in support; both count."
    data["claims"][0]["corroboration"].pop()
    assert said(data) == (
        "One item is offered in support; it is against the speaker’s own interest. "
        "It comes down to one voice: Grid Institute."
    )


def voices_of(data: Any) -> dict[str, tuple[list[str], tuple[str, ...]]]:
    """The voices of the first claim: the names of their parties, and what joins them."""
    on = claims(checked(data))[0].on
    assert on is not None
    found = joint_voices(on, claim_graph(on))
    return {each.name: ([party.name for party in each.parties], each.joint) for each in found}


def test_why_parties_are_one_voice() -> None:
    data = record(claim("a", "bulletin", "joint", claimant=["ministry", "state"]))
    joint = {"title": "Ours", "by": ["institute", "ledger"], "basis": "investigation"}
    data["sources"] = data["sources"] | {"joint": joint}
    assert voices_of(data) == {
        "Northland": (["Ministry of Energy", "Northland", "Northland Broadcasting"], ("this claim",)),
        "Grid Institute with The Ledger": (["Grid Institute", "The Ledger"], ("Ours",)),
    }
    text = " ".join(re.sub("<[^>]*>", " ", dict(site_of(data).files())["claims/a.html"]).split())
    assert "Why these are one voice Northland Ministry of Energy controlled by Northland" in text
    assert "They speak together in Ours ." in text


def test_of_many_voices_and_parties_some_are_told() -> None:
    data = star(40)
    data["parties"] |= {f"q{at}": {"name": f"Owner {at}"} for at in range(40)}
    for at in range(40):
        data["parties"][f"p{at}"]["controlled_by"] = [f"q{at}"]
    assert len(voices_of(data)) == 12
    for at in range(40):
        data["parties"][f"p{at}"]["controlled_by"] = ["q0"]
        data["sources"][f"s{at}"]["by"] = [f"p{at}", f"p{(at + 1) % 40}"]
    (voice,) = voices_of(data).values()
    assert (len(voice[0]), len(voice[1])) == (12, 12)
    for at in range(40):
        data["parties"][f"p{at}"]["name"] = "汉字" * 200
    for at in range(1, 40):
        data["parties"][f"q{at}"]["controlled_by"] = [f"q{at - 1}"]
        data["parties"][f"q{at}"]["name"] = "汉字" * 200
        data["parties"][f"p{at}"]["controlled_by"] = [f"q{39 - at}", f"q{at}"]
    assert all(len(parties) < 40 for parties, _ in voices_of(data).values())


@pytest.mark.parametrize("path", [ROOT / "claims.json", ROOT / "docs" / "example" / "claims.json"])
def test_sources_are_named_by_their_titles(path: Path) -> None:
    made = site_at(path)
    pages = dict(made.files())
    for told in made.claims:
        assert told.claim.on is not None
        codes = set(re.findall("<code>([^<]*)</code>", pages[f"claims/{told.name}.html"]))
        assert not codes & set(told.claim.on.graph.record.sound_sources)


def test_texts_say_in_which_language_they_are() -> None:
    """Those of the record in its own, a quote in that of its claim, a title in that of its source."""
    data = record(claim("a", "readings", quote="q", language="zh-Hans"), language="ar")
    data["sources"]["readings"]["language"] = "he"
    pages = dict(site_of(data).files())
    page = pages["claims/a.html"]
    assert re.search(r'<h1 dir="auto" lang="ar">', page)
    assert re.search(r'<blockquote dir="auto" lang="zh-Hans">', page)
    assert f'<bdi lang="he">{data["sources"]["readings"]["title"]}</bdi>' in page
    assert re.search(r'<h1 dir="auto" lang="ar">', pages["index.html"])
    data["language"] = '"><b>'
    assert 'lang="ar"' not in dict(site_of(data).files())["claims/a.html"]


@pytest.mark.parametrize("given", get_args(Answer))
def test_every_answer_is_told_in_words(given: Answer) -> None:
    """Those of the claimant too."""
    data = record(SINGLE | {"response": [{"party": "ministry", "answer": given}]})
    told = dict(site_of(data).files())["claims/single.html"]
    assert f"Ministry of Energy</bdi>: {ANSWERS[given]}" in told


@pytest.mark.parametrize("standing", get_args(Standing))
def test_every_standing_is_explained_on_the_page_and_the_overview(standing: Standing) -> None:
    meaning = sentence(standing_meaning(standing)).replace("'", "’")
    assert label(standing).meaning == meaning
    pages = dict(site_of(MIXED).files())
    assert meaning in pages["index.html"]
    shown = [name for name, text in pages.items() if name[:7] == "claims/" and f"<p>{meaning}</p>" in text]
    assert all(NOT_WHETHER_TRUE in pages[name] for name in shown)
    assert bool(shown) is (standing not in ("contested", "partly-backed"))
