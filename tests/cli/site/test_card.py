"""The picture of a claim beside a link: its size, its letters, and where there is one."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sayso_cli.pen import CIRCLES
from sayso_cli.site import card as module
from sayso_cli.site.card import HEIGHT, WIDTH, card
from sayso_cli.site.page import label
from sayso_cli.site.words import STANDINGS

from ..records import claim, record, write

Run = Callable[..., Any]


def drawn(statement: str, standing: Any = "single-source", id: str = "a", title: str = "Claims") -> bytes:
    """The card, which is a picture of the right size."""
    data = card(statement, id, label(standing), title)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    return data


def test_each_standing_has_its_own_mark() -> None:
    assert len({drawn("The dam broke.", standing) for standing in (*STANDINGS, None)}) == len(CIRCLES)


def test_a_long_statement_is_cut() -> None:
    words = [f"word{number}" for number in range(200)]
    assert drawn(" ".join(words[:60])) == drawn(" ".join(words[:60]))
    assert drawn(" ".join(words)) != drawn(" ".join(words[:20]))
    assert drawn("a" * 5000) != drawn("b" * 5000)
    assert drawn("") != drawn("x")


def test_the_id_stands_for_letters_that_no_font_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn("\U0010fffe", id="flood") == drawn("flood", id="flood")
    assert drawn("x", title="\U0010fffe") == drawn("x", title="")

    monkeypatch.setattr(module, "_FONTS", ("no-such-font.ttf",))
    for cached in (module._font, module._has_letter):
        cached.cache_clear()
    assert drawn("\u4e2d\u6587", id="flood") == drawn("flood", id="flood")
    for cached in (module._font, module._has_letter):
        cached.cache_clear()


def test_there_are_pictures_where_the_address_is_known(
    sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "claims.json", record(claim("flood", "readings"), 5))
    address = ("--url", "https://example.org/site/")

    def made(*options: str) -> tuple[set[str], str]:
        assert sayso("report", path, "-o", tmp_path / "site", *options).exit_code == 0
        pictures = {each.name for each in tmp_path.glob("site/claims/*.png")}
        return pictures, (tmp_path / "site" / "claims" / "flood.html").read_text()

    pictures, page = made(*address)
    assert pictures == {"flood.png", "claim-2.png"}
    assert '<meta property="og:image" content="https://example.org/site/claims/flood.png" />' in page
    assert made()[0] == set()
    monkeypatch.setattr("sayso_cli.site.site.can_draw_cards", lambda: False)
    pictures, page = made(*address)
    assert not pictures
    assert "og:image" not in page


def test_marks_are_those_of_the_terminal() -> None:
    style = (Path(module.__file__).parent / "site.css").read_text(encoding="utf-8")
    for standing, (mark, _) in CIRCLES.items():
        kind = {None: ".unreadable", "not-checkable": ""}.get(standing, f".{standing}")
        assert f'.standing{kind}::before {{ content: "{mark}"; content: "{mark}" / "";' in style
