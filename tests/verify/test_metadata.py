"""What a page says of itself, as far as a record could hold it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.metadata import Metadata, metadata
from sayso.record.model import is_date, is_language, is_url

URL = "https://a.example/b/c"


def of(page: str) -> Metadata:
    return metadata(page.encode(), URL)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<html lang=de><title> A\n page </title>", Metadata(title="A page", language="de")),
        (
            "<!doctype html><meta property='og:title' content='The dam &amp; more'><title>Dam - A</title>",
            Metadata(title="The dam & more"),
        ),
        (
            "<html><meta property=article:published_time content=2026-03-04T23:30:00+01:00>",
            Metadata(published="2026-03-04"),
        ),
        ("<html><meta name=DC.date content=2026-03-04>", Metadata(published="2026-03-04")),
        (
            "<html><meta name=date content=today><meta name=pubdate content=2026-03-04>",
            Metadata(published="2026-03-04"),
        ),
        ("<html><meta name=date content=2026-02-30>", Metadata()),
        ("<html><meta name=date content=2026-02-300>", Metadata()),
        (
            "<html><time itemprop=datePublished datetime=2026-03-04>4th</time>",
            Metadata(published="2026-03-04"),
        ),
        ("<html><time datetime=2026-03-04>4 March</time>", Metadata()),
        ("<html><meta property=og:locale content=pt_BR>", Metadata(language="pt-BR")),
        ("<html lang='no language'><meta http-equiv=content-language content=fr>", Metadata(language="fr")),
        ("<html><link rel='Canonical other' href='/d?e=1'>", Metadata(address="https://a.example/d?e=1")),
        ("<html><meta property=og:url content=https://b.example/d>", Metadata(address="https://b.example/d")),
        (f"<html><link rel=canonical href={URL}>", Metadata()),
        ("<html><link rel=canonical href='http://[/'>", Metadata()),
        ("<html><link rel=canonical href='javascript:a()'>", Metadata()),
        ("<html><link rel=stylesheet href=/d>", Metadata()),
        ("<html><!-- <title>No</title> --><p>Text</p><meta><meta name=a><link>", Metadata()),
        ("<html><title>One</title><svg><title>Two</title></svg>", Metadata(title="One")),
        (f"<html><title>{'a' * 400}</title>", Metadata(title="a" * 300)),
        ("<html><title>a\x01\u202eb</title>", Metadata(title="a \u202eb")),
    ],
)
def test_what_is_taken(page: str, told: Metadata) -> None:
    assert of(page) == told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            {"headline": "H", "datePublished": "2026-03-04T01:00Z", "inLanguage": "en-GB"},
            Metadata("H", "2026-03-04", "en-GB"),
        ),
        (
            {"@graph": [{"@type": "WebSite"}, {"datePublished": "2026-03-04"}]},
            Metadata(published="2026-03-04"),
        ),
        ([[{"headline": ["no text"]}, {"headline": "H"}]], Metadata(title="H")),
        ("text", Metadata()),
        ([0] * 2000 + [{"headline": "too far"}], Metadata()),
        ({"headline": "H", "note": "x" * (1 << 18)}, Metadata()),
    ],
)
def test_data_in_a_page(data: object, told: Metadata) -> None:
    assert of(f"<html><script type='application/ld+json'>{json.dumps(data)}</script>") == told


@pytest.mark.parametrize("data", ["{", "[" * 100_000, "", '{"headline": "H"} {'])
def test_data_that_is_none(data: str) -> None:
    assert of(f"<html><script type='application/ld+json'>{data}</script><title>T</title>") == Metadata(
        title="T"
    )


def test_what_is_no_page() -> None:
    assert metadata(b"%PDF-1.4", URL) == Metadata()
    assert metadata(b"\0\1\2", URL) == Metadata()
    assert metadata(b"<title>T</title>", URL, "text/plain") == Metadata()
    assert metadata("<title>Тест</title>".encode("cp1251"), URL, "text/html", "windows-1251") == Metadata(
        "Тест"
    )


@given(
    st.lists(
        st.sampled_from(
            [
                *("<html lang='", "<meta name=date content='", "<title>", "</title>", "'>", "2026-01-01"),
                *("é", "\0"),
                *(
                    "<link rel=canonical href='",
                    "http://a.example/",
                    "<meta property=og:url content='",
                    "%zz",
                ),
                *("<script type='application/ld+json'>", "</script>", '{"headline":"', '"}', "\x1b", " "),
            ]
        )
    )
)
def test_any_page_is_read(pieces: list[str]) -> None:
    """What is proposed can stand in a record."""
    told = of("<html>" + "".join(pieces))
    assert not told.published or is_date(told.published)
    assert is_language(told.language)
    assert not told.address or is_url(told.address)
    assert all(character.isprintable() or character == "\ufffd" for character in told.title)
