"""The picture of a claim that a network shows beside a link to its page: 1200 by 630 pixels, as PNG."""

import io
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, cast

from sayso.record.glossary import NOT_WHETHER_TRUE
from sayso.record.model import Standing
from sayso_cli.pen import CIRCLES
from sayso_cli.site.page import Label

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH: Final = 1200
HEIGHT: Final = 630
_MARGIN: Final = 70
_PAPER: Final = "#fdfcf9"
_INK: Final = "#1c1f24"
_QUIET: Final = "#5a5e66"
_RADIUS: Final = 21
_MOST_LINES: Final = 5
_MOST_CHARS: Final = 400
_COLOURS: Final = 16
_IN_NO_FONT: Final = "\U0010ffff"
_FONTS: Final = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial.ttf")


def can_draw_cards() -> bool:
    """Whether the library that draws them is there."""
    return find_spec("PIL") is not None


def card(statement: str, id: str, label: Label, title: str) -> bytes:
    """The picture of the claim that says `statement`, in the record called `title`.

    Where no font at hand has all letters of the statement, the id stands for it.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    _draw_mark(draw, label)
    draw.text((_MARGIN + 130, _MARGIN - 8), label.name, _INK, _font(44))
    text = statement if _has_letters(statement[:_MOST_CHARS]) else id
    for number, line in enumerate(_fitting_lines(draw, text)):
        draw.text((_MARGIN, 170 + 62 * number), line, _INK, _font(50))
    if _has_letters(title):
        draw.text((_MARGIN, HEIGHT - 104), title[:80], _QUIET, _font(26))
    draw.text((_MARGIN, HEIGHT - 64), NOT_WHETHER_TRUE, _QUIET, _font(22))
    data = io.BytesIO()
    image.quantize(_COLOURS).save(data, "PNG", optimize=True)
    return data.getvalue()


def _draw_mark(draw: "ImageDraw", label: Label) -> None:
    """The two signs of a standing, as they stand beside it everywhere."""
    signs, _ = CIRCLES.get(cast(Standing, label.kind), CIRCLES[None])
    for number, sign in enumerate(signs):
        x, y, r = _MARGIN + _RADIUS + number * (2 * _RADIUS + 10), _MARGIN + 22, _RADIUS
        match sign:
            case "●" | "○":
                draw.circle((x, y), r, _INK if sign == "●" else _PAPER, _INK, 5)
            case "◐":
                draw.circle((x, y), r, _PAPER, _INK, 5)
                draw.pieslice((x - r, y - r, x + r, y + r), 90, 270, _INK)
            case "◆":
                draw.polygon(((x - r, y), (x, y - r), (x + r, y), (x, y + r)), _INK)
            case _:
                draw.circle((x, y), r // 4, _QUIET)


def _fitting_lines(draw: "ImageDraw", text: str) -> list[str]:
    """`text` in lines that fit, the last of them cut short where there is more."""
    lines = [""]
    for word in text[:_MOST_CHARS].split():
        longer = f"{lines[-1]} {word}".lstrip()
        if draw.textlength(longer, _font(50)) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word[:40])
    if len(lines) > _MOST_LINES or len(text) > _MOST_CHARS:
        lines[_MOST_LINES - 1 :] = [f"{lines[:_MOST_LINES][-1][:40].rstrip(' .,;')}…"]
    return lines


@cache
def _font(size: int) -> Any:
    """A font of this machine with many letters, else the one that comes with the library, which has few."""
    from PIL import ImageFont

    for name in _FONTS:
        with suppress(OSError):
            return ImageFont.truetype(name, size)
    return ImageFont.load_default(size)


def _has_letters(text: str) -> bool:
    """Whether the font has every letter of `text`."""
    return all(map(_has_letter, set(text) - {" "}))


@cache
def _has_letter(letter: str) -> bool:
    font = _font(50)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_IN_NO_FONT))
