"""The graph that is drawn tells what the judgement says."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.provenance.standing import Budget
from sayso_cli.site import boxes as module
from sayso_cli.site.boxes import boxes
from sayso_cli.site.claim_graph import MOST_DOCUMENTS, MOST_LINKS, ClaimGraph, claim_graph
from sayso_cli.site.picture import ListEntry, picture
from sayso_cli.site.placement import Area
from tests.conftest import thorough

from ...provenance.files import random_file
from .made import chain, checked, claims, graph_of, star

seeds = st.integers(0, 2**48)


def walk_left(drawn: ClaimGraph, without: set[int]) -> bool:
    """Whether a walk that is drawn leads from the claim to an origin, past none of the voices `without`."""
    reached = {-1}
    waiting = [-1]
    for place in waiting:
        if place >= 0 and drawn.documents[place].origin:
            return True
        for link in drawn.links:
            if link.start == place and link.live and link.end not in reached:
                reached.add(link.end)
                if drawn.documents[link.end].voice not in without:
                    waiting.append(link.end)
    return False


@thorough(250)
@given(seeds)
def test_walks_and_cut_are_those_of_the_judgement(seed: int) -> None:
    data = random_file(Random(seed), 8, 14, 2)
    for claim in claims(checked(data)):
        assert claim.on is not None
        judgement, drawn = claim.on.judgement, claim_graph(claim.on)
        ids = [document.id for document in drawn.documents]
        assert len(set(ids)) == len(ids)
        assert drawn.voices[0].side == "claimant"
        assert not drawn.left_out
        assert {link.end for link in drawn.links} | {link.start for link in drawn.links} <= {
            -1,
            *range(len(ids)),
        }
        assert {judged.item.source for judged in judgement.items} <= set(ids)
        cut = {index for index, voice in enumerate(drawn.voices) if voice.cut in ("support", "both")}
        assert len(cut) == len(judgement.support.cut)
        # A retraction or an admission counts for one side only; the picture shows the walks of both.
        if not judgement.contradiction.voices:
            assert walk_left(drawn, set()) == bool(judgement.support.voices)
            assert not judgement.support.cut or not walk_left(drawn, cut)
            for voice in cut:
                assert walk_left(drawn, cut - {voice})


@thorough(120)
@given(seeds)
def test_nothing_overlaps_and_every_link_leads_from_box_to_box(seed: int) -> None:
    for claim in claims(checked(random_file(Random(seed), 12, 30, 1))):
        assert claim.on is not None
        drawn = claim_graph(claim.on)
        made = picture(drawn)
        if made is None:
            continue
        areas = [shape.area for shape in made.shapes]
        for index, one in enumerate(areas):
            assert not [other for other in areas[index + 1 :] if overlap(one, other)]
        whole = Area(-0.5, -0.5, made.width + 1, made.height + 1)
        assert all(within(area, whole) for area in areas)
        assert all(within(Area(line.x, line.y, 0, 0), whole) for each in made.shapes for line in each.lines)
        assert made.height * made.scale <= 1600.5
        assert picture(drawn) == made


@thorough(250)
@given(seeds, st.integers(0, 3))
def test_boxes_hold_each_document_once_and_keep_what_leads_to_what(seed: int, most: int) -> None:
    """Also where very few boxes are allowed."""
    for claim in claims(checked(random_file(Random(seed), 12, 30, 1))):
        assert claim.on is not None
        drawn = claim_graph(claim.on)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "MOST_DOCUMENTS_EACH", most)
            patch.setattr(module, "MOST_BOXES", most)
            made = boxes(drawn)
        held = [index for box in made.boxes for index in box.documents]
        assert sorted([*held, *made.background]) == list(range(len(drawn.documents)))
        assert not [index for index in made.background if drawn.documents[index].live]
        for box in made.boxes:
            assert len(box.documents) == 1 or box.kind != "document"
            assert len({drawn.documents[index].live for index in box.documents}) == 1
            # What the claim hangs on shares a box with nobody else.
            if any(drawn.documents[index].cut for index in box.documents):
                assert len({drawn.documents[index].voice for index in box.documents}) == 1
        place = {index: at for at, box in enumerate(made.boxes) for index in box.documents} | {-1: -1}
        ends = {(link.start, link.end) for link in made.links}
        for link in drawn.links:
            if link.start in place and link.end in place and link.kind not in ("context", "stated-in"):
                one, other = place[link.start], place[link.end]
                assert one == other or (one, other) in ends


def overlap(one: Area, other: Area) -> bool:
    apart = 0.01
    return (
        one.x + one.width - apart > other.x
        and other.x + other.width - apart > one.x
        and one.y + one.height - apart > other.y
        and other.y + other.height - apart > one.y
    )


def within(one: Area, other: Area) -> bool:
    return (
        one.x >= other.x - 0.01
        and one.y >= other.y - 0.01
        and one.x + one.width <= other.x + other.width + 0.01
        and one.y + one.height <= other.y + other.height + 0.01
    )


def count_listed(entries: tuple[ListEntry, ...]) -> int:
    return sum((entry.source is not None) + count_listed(entry.below) for entry in entries)


@pytest.mark.parametrize("number", [1, 2, 17, 60])
@pytest.mark.parametrize("shape", [chain, star])
def test_from_one_to_sixty_documents_all_are_listed(shape: object, number: int) -> None:
    assert callable(shape)
    drawn = graph_of(shape(number))
    assert len(drawn.documents) == number
    made = picture(drawn)
    assert made is not None
    assert made.left_out == ""
    assert len(made.shapes) <= min(number, 20) + 1
    assert made.scale == 1.0
    assert count_listed((*made.listed, *made.background)) == number


def names(drawn: ClaimGraph) -> list[str]:
    """The names in the boxes of a picture, but for the claim."""
    made = picture(drawn)
    assert made is not None
    return [" ".join(line.text for line in shape.lines if line.kind == "by") for shape in made.shapes[1:]]


def test_many_documents_share_boxes() -> None:
    assert names(graph_of(chain(60))) == [
        "Party 0 and 58 others: 59 documents, each based on the next",
        "Party 59",
    ]
    assert names(graph_of(star(60)))[-1] == "Party 0 and 59 others: 60 voices"
    data = star(18)
    for at in range(1, 15):
        data["parties"][f"p{at}"]["controlled_by"] = ["p0"]
    assert "Party 0 and 14 others: one voice" in names(graph_of(data))
    data = star(18)
    for at in range(1, 15):
        data["sources"][f"s{at}"] |= {"by": ["p0"], "basis": "unknown" if at % 2 else "statement"}
    assert "Party 0: 14 documents" in names(graph_of(data))


def test_the_name_of_a_voice_of_the_cut_is_never_cut_short() -> None:
    long = "The Ministry of Foreign Affairs, Trade, Regional Development and International Cooperation"
    data = star(2)
    data["parties"]["p0"]["name"] = data["parties"]["p1"]["name"] = long
    data["sources"]["s1"]["basis"] = "unknown"
    whole, short = names(graph_of(data))
    assert whole == long
    assert short.endswith("…")


def test_what_is_context_only_is_listed_and_not_drawn() -> None:
    data = star(8)
    data["claims"][0]["corroboration"] = [
        {"source": f"s{at}", **({"stance": "context"} if at else {})} for at in range(8)
    ]
    made = picture(graph_of(data))
    assert made is not None
    assert (len(made.shapes), len(made.background)) == (2, 7)
    data["claims"][0]["corroboration"].pop(0)
    made = picture(graph_of(data))
    assert made is not None
    assert (len(made.shapes), len(made.strokes), len(made.background)) == (1, 0, 7)


def test_of_more_the_nearest_and_the_cut_are_drawn() -> None:
    drawn = graph_of(chain(100))
    ids = [document.id for document in drawn.documents]
    assert sorted(ids, key=lambda id: int(id[1:])) == [*(f"s{at}" for at in range(59)), "s99"]
    assert [voice.name for voice in drawn.voices if voice.cut] == ["Party 99"]
    (jump,) = (link for link in drawn.links if link.through)
    assert (ids[jump.start], ids[jump.end], jump.through, jump.live) == ("s58", "s99", 40, True)
    assert (drawn.left_out, drawn.more) == (40, False)
    made = picture(drawn)
    assert made is not None
    assert made.left_out == "Not shown: 40 more documents further away."
    assert "through 40 more" in str(made.listed)


def test_a_huge_claim_is_looked_at_in_part() -> None:
    drawn = graph_of(chain(9000))
    assert len(drawn.documents) == MOST_DOCUMENTS
    assert drawn.more
    made = picture(drawn)
    assert made is not None
    assert made.left_out.startswith("Not shown: more than ")
    drawn = graph_of(star(9000))
    assert (len(drawn.documents), drawn.left_out) == (MOST_DOCUMENTS, 9000 - MOST_DOCUMENTS)


def test_links_beyond_the_most_are_counted() -> None:
    data = chain(40)
    for at in range(39):
        data["sources"][f"s{at}"]["based_on"] = [f"s{after}" for after in range(at + 1, 40)]
    drawn = graph_of(data)
    assert len(drawn.links) == MOST_LINKS
    assert drawn.links_left_out == 40 * 39 // 2 + 1 - MOST_LINKS
    made = picture(drawn)
    assert made is not None
    assert "more links between those shown." in made.left_out


def test_a_document_that_is_based_on_itself() -> None:
    data = chain(2)
    data["sources"]["s0"]["based_on"] = ["s0", "s1"]
    assert [(link.start, link.end) for link in graph_of(data).links] == [(-1, 0), (0, 1)]


def test_where_the_claim_is_stated_is_shown_but_not_followed() -> None:
    data = chain(3)
    data["sources"]["text"] = {"title": "T", "by": ["claimant"], "basis": "relay", "based_on": ["s0"]}
    data["claims"][0] |= {"stated_in": "text", "corroboration": []}
    drawn = graph_of(data)
    assert [(document.id, document.live) for document in drawn.documents] == [("text", False)]
    assert [(link.kind, link.live) for link in drawn.links] == [("stated-in", False)]
    # As an item it is followed, and linked once.
    data["claims"][0]["evidence"] = [{"source": "text"}, {"source": "text", "stance": "context"}]
    drawn = graph_of(data)
    assert len(drawn.documents) == 4
    assert [link.kind for link in drawn.links if link.start < 0] == ["supports", "context"]


def test_room_for_where_it_is_stated_may_be_used_up() -> None:
    data = star(60)
    data["sources"]["text"] = {"title": "T", "by": ["claimant"], "basis": "statement"}
    data["claims"][0]["stated_in"] = "text"
    assert "text" not in {document.id for document in graph_of(data).documents}


def test_answers_that_bear_on_the_standing_are_drawn() -> None:
    data = star(4)
    data["sources"]["s0"]["basis"] = "unknown"
    data["claims"][0] |= {
        "corroboration": [],
        "against": ["p0", "p1"],
        "response": [
            {"party": "p0", "answer": "confirms", "source": "s0"},
            {"party": "p1", "answer": "confirms", "source": "s1"},
            {"party": "claimant", "answer": "retracts", "source": "s2"},
            {"party": "p1", "answer": "denies", "source": "s3"},
        ],
    }
    drawn = graph_of(data)
    ids = [document.id for document in drawn.documents]
    assert {(ids[link.end], link.kind, link.live) for link in drawn.links} == {
        ("s0", "confirms", False),
        ("s1", "confirms", True),
        ("s2", "retracts", True),
    }


def test_both_sides_of_a_contest() -> None:
    data = star(3)
    data["claims"][0]["corroboration"][1]["stance"] = "refutes"
    data["claims"][0]["against"] = ["p2"]
    drawn = graph_of(data)
    hangs = {voice.name: (voice.side, voice.cut) for voice in drawn.voices}
    assert hangs == {
        "Claimant": ("claimant", ""),
        "Party 0": ("", "support") if hangs["Party 0"][1] else ("", ""),
        "Party 1": ("", "contradiction"),
        "Party 2": ("accused", hangs["Party 2"][1]),
    }
    # The same party on both sides.
    data["sources"]["s1"]["by"] = ["p0"]
    data["claims"][0]["corroboration"].pop()
    assert [voice.cut for voice in graph_of(data).voices] == ["", "both"]


def test_a_claim_for_which_the_budget_ran_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget, "grant", lambda self: setattr(self, "left", 0))
    data = chain(3)
    data["parties"]["p0"]["controlled_by"] = ["p1", "p2"]
    (claim,) = claims(checked(data))
    assert claim.on is not None
    assert claim.on.case is None
    drawn = claim_graph(claim.on)
    assert (len(drawn.documents), [voice.name for voice in drawn.voices]) == (0, ["Claimant"])
    assert picture(drawn) is None


def test_an_answer_for_which_the_budget_ran_out() -> None:
    data = chain(3)
    data["claims"][0]["against"] = ["p1"]
    data["claims"][0]["response"] = [{"party": "p1", "answer": "confirms", "source": "s0"}]
    (claim,) = claims(checked(data))
    assert claim.on is not None
    assert claim.on.case is not None
    claim.on.case.budget.least = claim.on.case.budget.total = 0
    assert claim_graph(claim.on).documents


def test_context_is_drawn_apart() -> None:
    """The picture leaves it out; a second one has it, with its link, unless there is too much."""
    data = star(3)
    data["claims"][0]["corroboration"][2]["stance"] = "context"
    made = picture(graph_of(data))
    assert made is not None
    assert made.with_context is not None
    assert (len(made.shapes), len(made.strokes), len(made.background)) == (3, 2, 1)
    assert (len(made.with_context.shapes), len(made.with_context.strokes)) == (4, 3)
    assert made.with_context.listed == made.with_context.background == ()
    assert made.weight > made.with_context.weight
    for stance, number in (("context", 31), ("supports", 3)):
        data = star(number)
        data["claims"][0]["corroboration"][0]["stance"] = stance
        made = picture(graph_of(data))
        assert made is not None
        assert made.with_context is None


def test_much_context_is_put_together() -> None:
    """As what the claim rests on is: documents in a row share a box."""
    data = chain(28)
    data["claims"][0]["corroboration"][0]["stance"] = "context"
    made = picture(graph_of(data))
    assert made is not None
    assert made.with_context is not None
    assert len(made.with_context.shapes) < 20


@thorough(120)
@given(st.integers(0, 2**32))
def test_with_context_every_document_has_one_box(seed: int) -> None:
    for claim in claims(checked(random_file(Random(seed), 12, 30, 1))):
        if claim.on is not None:
            drawn = claim_graph(claim.on)
            held = [index for box in boxes(drawn, context=True).boxes for index in box.documents]
            assert sorted(held) == list(range(len(drawn.documents)))
