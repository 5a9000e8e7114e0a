"""The DOI in an address: of a resolver, a publisher, or a copy of either."""

from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.record.urls import doi


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://doi.org/10.1016/S0140-6736(97)11096-0", "10.1016/s0140-6736(97)11096-0"),
        ("http://dx.doi.org/10.1016/s0140-6736%2897%2911096-0", "10.1016/s0140-6736(97)11096-0"),
        ("https://doi.org/doi:10.5555/1", "10.5555/1"),
        ("https://hdl.handle.net/10.5555/1", "10.5555/1"),
        ("https://doi.org/10.5555/1?x=1#part", "10.5555/1"),
        ("https://web.archive.org/web/2020/https://doi.org/10.5555/xyz", "10.5555/xyz"),
        ("https://publisher.example/doi/full/10.5555/x.Y", "10.5555/x.y"),
        ("https://zenodo.org/record/123", "10.5281/zenodo.123"),
        ("https://doi.org/10.48550/arXiv.2101.00001", "10.48550/arxiv.2101.00001"),
        ("https://arxiv.org/abs/2101.00001", "10.48550/arxiv.2101.00001"),
        ("https://arxiv.org/pdf/2101.00001v2.pdf", "10.48550/arxiv.2101.00001"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "10.48550/arxiv.math/0309136"),
        ("https://arxiv.org/list/math/new", ""),
        (
            "https://www.medrxiv.org/content/10.1101/2020.01.01.20123456v2.full.pdf",
            "10.1101/2020.01.01.20123456",
        ),
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=123", "10.2139/ssrn.123"),
        ("https://figshare.com/articles/dataset/x/123456/2", "10.6084/m9.figshare.123456"),
        ("https://www.bmj.com/content/368/bmj.m1", "10.1136/bmj.m1"),
        ("https://osf.io/abcde", ""),
        ("https://doi.org/10.17605/OSF.IO/ABCDE", "10.17605/osf.io/abcde"),
        ("https://pubmed.ncbi.nlm.nih.gov/123456/", ""),
        ("https://doi.org/10.2307/12345", "10.2307/12345"),
        ("https://doi.org/10.1002/a%3C1:b%3E2.0.CO;2-2", "10.1002/a<1:b>2.0.co;2-2"),
        ("https://doi.org/", ""),
        ("https://doi.org/10.5555/", ""),
        ("https://doi.org/10.5555/a%0Ab", ""),
        ("https://doi.org/10.5555/a%20b", ""),
        ("https://doi.org/10.5555/%E2%80%AEa", ""),
        ("https://doi.org.evil.example/10.5555/1", ""),
        ("https://example.org/paper", ""),
        ("", ""),
    ],
)
def test_doi(url: str, expected: str) -> None:
    assert doi(url) == expected


@given(st.text(printable, max_size=40))
def test_a_doi_is_lower_case_and_has_no_space(suffix: str) -> None:
    found = doi(f"https://doi.org/10.5555/{suffix}")
    assert not found or (found.isprintable() and found == found.lower() and not set(found) & set(" \t\n"))
