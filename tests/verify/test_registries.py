"""`sayso verify --registries`: what agencies say of papers, on a server that answers as documented."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.lock import Notice, NoticeKind, Outcome, Registered
from sayso.verify.fetch import Fetched
from sayso.verify.registries import MAX_ANSWER_BYTES, MAX_NOTICES, answer_to_lock, ask_agencies, read_answer
from tests.cli.test_schemas import holds

from .conftest import Serve
from .loopback import Server, http
from .site import source
from .test_verify import folder, sayso, verify

__all__ = ["folder"]

pytestmark = pytest.mark.usefixtures("names")
DOI = "10.5555/paper"
AT = "2026-01-31T12:00:00Z"


def update(kind: str, doi: str = "10.5555/notice", *date: int | None, **more: Any) -> dict[str, Any]:
    """One update, as Crossref has them."""
    updated = {"date-parts": [list(date)], "date-time": "2010-02-06T00:00:00Z", "timestamp": 1265414400000}
    return {"DOI": doi, "type": kind, "label": kind.title(), "updated": updated, "record-id": "1", **more}


def work(doi: str = DOI, /, **more: Any) -> bytes:
    """What Crossref answers of a work."""
    message = {"DOI": doi, "title": ["A paper"], "reference": [{"key": "1"}], "relation": {}, **more}
    return json.dumps(
        {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": message}
    ).encode()


def resource(doi: str = DOI, /, **more: Any) -> bytes:
    """What DataCite answers of a resource."""
    attributes = {"doi": doi, "state": "findable", "dates": [], "relatedIdentifiers": [], **more}
    return json.dumps({"data": {"id": doi, "type": "dois", "attributes": attributes}}).encode()


def read(body: bytes, doi: str = DOI) -> Registered:
    url = f"https://api.example/works/{doi}"
    return read_answer(doi, Fetched(url, "ok", final_url=url, status=200, body=body, at=AT))


def answered(*notices: Notice) -> Registered:
    return Registered(AT, "answered", "api.example", notices=notices)


@pytest.mark.parametrize(
    ("body", "notices"),
    [
        (work(), ()),
        (work(**{"updated-by": None, "update-to": None, "relation": None}), ()),
        (
            work(**{"updated-by": [update("retraction", "10.5555/Notice", 2010, 2, 6, source="publisher")]}),
            (Notice("retraction", "10.5555/notice", "2010-02-06", "publisher"),),
        ),
        (
            work(
                **{
                    "updated-by": [
                        update("correction", "10.5555/c", 2004, source="retraction-watch"),
                        update("retraction", "https://doi.org/10.5555/r", 2010, 2, None),
                        update("expression_of_concern", "not a doi", None, source="<b>Somebody</b>"),
                    ]
                }
            ),
            (
                Notice("retraction", "10.5555/r", "2010-02", "publisher"),
                Notice("expression-of-concern"),
                Notice("correction", "10.5555/c", "2004", "retraction-watch"),
            ),
        ),
        # One notice that two sources tell of stands there for each.
        (
            work(
                **{
                    "updated-by": [
                        update("Retraction", "10.5555/n", 2010, source="publisher"),
                        update("retraction", "10.5555/n", 2010, source="publisher"),
                        update("retraction", "10.5555/n", 2010, source="retraction-watch"),
                    ]
                }
            ),
            (
                Notice("retraction", "10.5555/n", "2010", "publisher"),
                Notice("retraction", "10.5555/n", "2010", "retraction-watch"),
            ),
        ),
        # A notice is not what it is about; what was changed in place is.
        (work(**{"update-to": [update("retraction", "10.5555/another")]}), ()),
        (
            work(**{"update-to": [update("withdrawal", "10.5555/PAPER", 2020, 13)]}),
            (Notice("withdrawal", DOI, "", "publisher"),),
        ),
        (
            work(relation={"is-retracted-by": [{"id": "10.5555/n", "id-type": "doi"}], "is-cited-by": 7}),
            (Notice("retraction", "10.5555/n", by="publisher"),),
        ),
        (work(**{"updated-by": [update("new_version"), update("new_edition")]}), ()),
        (
            work(**{"updated-by": [update("corrigendum"), update("partial_retraction"), update("removal")]}),
            (
                Notice("removal", "10.5555/notice", by="publisher"),
                Notice("partial-retraction", "10.5555/notice", by="publisher"),
                Notice("correction", "10.5555/notice", by="publisher"),
            ),
        ),
        (resource(), ()),
        (resource(dates=None, relatedIdentifiers=None), ()),
        (
            resource(
                dates=[
                    {"date": "2021", "dateType": "Issued"},
                    {"date": "2022-05-01/2022-06-01", "dateType": "Withdrawn"},
                    {"date": None, "dateType": "Withdrawn"},
                    {"date": "20220501", "dateType": "Withdrawn"},
                ],
                relatedIdentifiers=[
                    {"relatedIdentifier": "10.5555/next", "relationType": "IsObsoletedBy"},
                    {"relatedIdentifier": "10.5555/old", "relationType": "IsNewVersionOf"},
                    {"relatedIdentifier": "https://doi.org/10.5555/n2", "relationType": "IsObsoletedBy"},
                ],
            ),
            (
                Notice("withdrawal", DOI, "", "publisher"),
                Notice("withdrawal", DOI, "2022-05-01", "publisher"),
                Notice("correction", "10.5555/n2", by="publisher"),
                Notice("correction", "10.5555/next", by="publisher"),
            ),
        ),
    ],
)
def test_what_is_said(body: bytes, notices: tuple[Notice, ...]) -> None:
    assert read(body) == answered(*notices)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Hello",
        b"[]",
        b"null",
        b"{}",
        b"\xff\xfe",
        b'{"message-type":"work","message":null}',
        b'{"message-type":"work-list","message":{"DOI":"10.5555/paper"}}',
        b'{"data":[]}',
        b'{"data":{"attributes":{}}}',
        b'{"data":{"attributes":{"doi":"10.5555/paper","dates":{}}}}',
        b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"x":' + b'{"x":' * 100_000,
        b'{"message-type":"work","message":{"DOI":"10.5555/paper","relation":' + b"[" * 100_000,
        work("10.5555/other"),
        work(**{"updated-by": {}}),
        work(**{"updated-by": ["retraction"]}),
        work(**{"updated-by": [{"type": "retraction"}]}),
        work(**{"updated-by": [update("retraction") | {"type": ["retraction"]}]}),
        work(**{"updated-by": [update("retraction", updated={"date-parts": [["2010"]]})]}),
        work(**{"relation": {"is-retracted-by": [{"id": 7}]}}),
        work(**{"relation": {"is-retracted-by": "10.5555/n"}}),
        resource("10.5555/other"),
        b" " * (MAX_ANSWER_BYTES + 1),
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)
def test_what_is_no_answer_is_uncertain(body: bytes) -> None:
    said = read(body)
    assert said.outcome == "uncertain"
    assert said.reason
    assert not said.notices


def test_a_notice_of_an_unknown_kind_is_uncertain_and_others_are_kept() -> None:
    said = read(work(**{"updated-by": [update("retracted article"), update("removal", "10.5555/n")]}))
    assert said.outcome == "uncertain"
    assert "kind that is not known" in said.reason
    assert said.notices == (Notice("removal", "10.5555/n", by="publisher"),)


def test_of_many_notices_the_gravest_are_kept() -> None:
    many = [update("correction", f"10.5555/{number}") for number in range(20_000)]
    said = read(work(**{"updated-by": [*many, update("retraction")]}))
    assert len(said.notices) == MAX_NOTICES
    assert said.notices[0].kind == "retraction"


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3000) | st.sampled_from([DOI, "retraction", "x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["DOI", "type", "updated", "date-parts", "source", "id", "is-retracted-by"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(values, values, values)
def test_nothing_that_is_odd_says_that_there_is_no_notice(by: Any, to: Any, relation: Any) -> None:
    """Whoever names a retraction is heard, or it is uncertain."""
    said = read(work(**{"updated-by": by, "update-to": to, "relation": relation}))
    updates = by if isinstance(by, list) else []
    named = any(isinstance(each, dict) and each.get("type") == "retraction" for each in updates)
    if said.outcome == "answered":
        assert all(isinstance(each, list | None) for each in (by, to))
        assert isinstance(relation, dict | None)
        assert not named or said.full_retraction
    else:
        assert said.reason


def test_what_was_known_stays_when_it_is_uncertain_later() -> None:
    retraction, correction = Notice("retraction", "10.5555/n"), Notice("correction")
    known = answered(retraction)
    later = Registered("2026-02-28T12:00:00Z", "uncertain", "api.example", "no answer", notices=(correction,))
    kept = Registered(AT, "answered", "api.example", "no answer", later.at, notices=(retraction, correction))
    assert answer_to_lock(later, known) == kept
    assert answer_to_lock(answered(), kept) == answered()
    assert answer_to_lock(later, later) == later
    assert answer_to_lock(later, None) == later
    assert answer_to_lock(None, known) == known


@pytest.mark.parametrize(
    ("notices", "kind"),
    [
        ((), None),
        ((Notice("correction"),), None),
        ((Notice("retraction", on="2020"),), "retraction"),
        ((Notice("retraction", on="2020"), Notice("reinstatement", on="2021")), None),
        ((Notice("withdrawal", on="2022"), Notice("reinstatement", on="2021")), "withdrawal"),
        ((Notice("retraction"), Notice("reinstatement", on="2021")), "retraction"),
    ],
)
def test_what_was_taken_back(notices: tuple[Notice, ...], kind: NoticeKind | None) -> None:
    found = answered(*notices).full_retraction
    assert (found and found.kind) == kind


def test_agencies_are_asked_one_after_the_other() -> None:
    """The second is asked for what the first does not know, and nobody knows the rest."""
    asked: list[str] = []

    def fetch(wanted: Any) -> Any:
        for url, _ in wanted:
            asked.append(url)
            name = unquote(url).partition("/of/")[2]
            known = {"10.5555/a<b>": "first", "10.5555/b": "second"}.get(name)
            there = known is not None and known in url
            body = resource(name) if known == "second" else work(name)
            outcome: Outcome = "skipped" if name.endswith("skipped") else "ok" if there else "gone"
            yield Fetched(url, outcome, "why", url, body=body if there else b"", at=AT)

    dois = ["10.5555/a<b>", "10.5555/b", "10.5555/c", "10.5555/skipped"]
    said = dict(
        ask_agencies(dois, ("https://first.example/of/{doi}", "https://second.example/of/{doi}"), fetch)
    )
    assert {name: answer.outcome for name, answer in said.items()} == {
        "10.5555/a<b>": "answered",
        "10.5555/b": "answered",
        "10.5555/c": "uncertain",
        "10.5555/skipped": "uncertain",
    }
    assert said["10.5555/b"].agency == "second.example"
    assert said["10.5555/skipped"].reason == "why"
    assert said["10.5555/c"].reason == "no agency that was asked knows this DOI"
    assert asked[0] == "https://first.example/of/10.5555/a%3Cb%3E"
    assert len(asked) == 6


def registry(path: str, headers: dict[str, str]) -> bytes:
    """Pages of papers, and the two agencies."""
    name = unquote(path).partition("10.5555/")[2]
    if path.startswith("/page"):
        return http(b"<p>Whatever it says.</p>")
    if path.startswith("/works"):
        if name == "data":
            return http(b"Resource not found.", "404 Not Found", kind="text/plain")
        taken = [update("retraction", "10.5555/notice", 2010, 2, 6)] if name == "bad" else []
        return http(work(f"10.5555/{name}", **{"updated-by": taken}), kind="application/json")
    return http(resource(f"10.5555/{name}"), kind="application/json")


def claims(server: Server, *names: str) -> None:
    """A record in which every paper supports one claim."""
    sources = {name: {**source(server.url(f"/page/doi/10.5555/{name}")), "by": [name]} for name in names}
    shape = {
        "version": 1,
        "parties": {"state": {"name": "State"}, **{name: {"name": name.title()} for name in names}},
        "sources": sources,
        "claims": [
            {
                "id": "dam",
                "statement": "The dam does not leak.",
                "claimant": ["state"],
                "evidence": [],
                "corroboration": [{"source": name} for name in names],
            }
        ],
    }
    Path("claims.json").write_text(json.dumps(shape, indent=2))


def dois() -> Any:
    return json.loads(Path("claims.lock.json").read_text()).get("dois", {})


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the server of the tests, an address holds the DOI behind `/page/doi/`; ports are no part of that."""
    monkeypatch.setattr(
        "sayso.record.citations.doi",
        lambda url: f"10.5555/{url.rpartition('/')[2]}" if "/page/doi/" in url else "",
    )


@pytest.mark.usefixtures("papers")
def test_a_run_locks_what_agencies_say_and_check_tells(serve: Serve) -> None:
    server = serve(registry)
    claims(server, "bad", "good", "data")
    asks = ("--registry", server.url("/works/{doi}"), "--registry", server.url("/dois/{doi}"))
    assert verify(server).exit_code == 0
    assert not dois()
    assert all(path.startswith("/page") for path in server.paths)
    assert verify(server, *asks, "--locked").exit_code == 1
    done = verify(server, *asks)
    assert done.exit_code == 0
    assert "retraction, 2010-02-06, by publisher" in done.stdout
    assert "knows of no notice" not in done.stdout
    lock = dois()
    assert {name: (each["outcome"], len(each.get("notices", ()))) for name, each in lock.items()} == {
        "10.5555/bad": ("answered", 1),
        "10.5555/good": ("answered", 0),
        "10.5555/data": ("answered", 0),
    }
    assert "site.example knows of no notice" in verify(server, *asks, "-v").stdout
    found = sayso("check", "--select", "retracted-source", "-v")
    assert found.exit_code == 0
    assert "`bad` was retracted" in found.stdout
    assert verify(server, *asks, "--locked").exit_code == 0
    # Without the option nobody is asked, and what was said stays; a paper that is no longer cited goes.
    claims(server, "bad", "data")
    server.requests.clear()
    assert verify(server).exit_code == 0
    assert set(dois()) == {"10.5555/bad", "10.5555/data"}
    assert all(path.startswith("/page") for path in server.paths)


@pytest.mark.usefixtures("papers")
def test_an_agency_that_does_not_answer_takes_nothing_away(serve: Serve) -> None:
    server = serve(registry)
    claims(server, "bad", "good")
    assert verify(server, "--registry", server.url("/works/{doi}")).exit_code == 0
    done = verify(server, "--registry", server.url("/page?of={doi}"), "-f", "json")
    sources = {each["id"]: each for each in holds("verify", done.stdout)["files"][0]["sources"]}
    assert sources["bad"]["registered"]["reason"] == "the agency does not answer as it should"
    assert sources["bad"]["registered"]["notices"][0]["kind"] == "retraction"
    assert dois()["10.5555/bad"]["outcome"] == "answered"
    assert dois()["10.5555/bad"]["tried"]
    claims(server, "good", "never")
    told = verify(server, "--registry", server.url("/page?of={doi}"))
    assert "whether it was taken back: the agency does not" in " ".join(told.stdout.split())
    assert dois()["10.5555/never"]["outcome"] == "uncertain"


@pytest.mark.usefixtures("papers")
def test_answers_are_in_the_proof(serve: Serve) -> None:
    server = serve(registry)
    claims(server, "bad")
    asks = ("--registry", server.url("/works/{doi}"))
    assert verify(server, *asks, "--warc", "proof.warc.gz").exit_code == 0
    before = dois()
    Path("claims.lock.json").unlink()
    server.requests.clear()
    assert verify(server, *asks, "--from-warc", "proof.warc.gz").exit_code == 0
    assert not server.requests
    assert dois() == before


@pytest.mark.usefixtures("papers")
def test_a_config_asks_nobody_by_itself_and_is_named_when_it_chose(serve: Serve) -> None:
    server = serve(registry)
    claims(server, "bad")
    Path("sayso.toml").write_text(f'registries = ["{server.url("/works/{doi}")}"]\n')
    assert verify(server).exit_code == 0
    assert not dois()
    done = verify(server, "--registries")
    assert "DOIs are looked up where sayso.toml" in done.stderr
    assert set(dois()) == {"10.5555/bad"}
    # The same vetting as for sources: what is internal is not asked.
    refused = sayso(
        "verify",
        "--allow-private",
        "site.example",
        "--allow-port",
        server.port,
        "--registry",
        "http://127.0.0.1/{doi}",
    )
    assert "127.0.0.1 is not a public address" in refused.stdout  # fmt: skip
    assert refused.exit_code == 0


@pytest.mark.parametrize("address", ["https://api.example/works", "file:///{doi}", "api.example/{doi}"])
def test_an_address_without_a_place_for_the_doi(address: str) -> None:
    done = sayso("verify", "--registry", address)
    assert done.exit_code == 2
    assert "is no address with {doi} in it" in " ".join(done.stderr.replace("│", " ").split())
