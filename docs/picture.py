"""Draws the picture of the report in the README from what the program really prints.

`python -m docs.picture` writes `docs/report.svg`; a test holds the two together.
"""

import io
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from typer.testing import CliRunner

from sayso_cli.main import app

HERE = Path(__file__).parent
EXAMPLE = "docs/example/claims.json"
COLUMNS = 80

_INK = (38, 38, 38)
_GREY = (120, 120, 120)
_HUES = [(176, 42, 42), (48, 110, 62), (143, 98, 0), (38, 84, 156), (134, 51, 128), (0, 104, 118)]
_THEME = TerminalTheme((253, 253, 252), _INK, [_INK, *_HUES, _GREY], [_GREY, *_HUES, _INK])
# As rich's own, but without a window frame and without fonts from elsewhere.
_SVG = """<svg viewBox="-12 -2 {width} {terminal_height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>The report of sayso check</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>{lines}</defs>
<rect x="-11" y="-1" fill="#fdfdfc" stroke="#d0d0cc" width="{width}" height="{terminal_height}" rx="6"/>
<g class="{unique_id}-matrix" xml:space="preserve">{matrix}</g>
</svg>
"""


def report(*, colour: bool) -> str:
    """What `sayso check` prints on standard output for the example."""
    arguments = ["check", "--color", "always" if colour else "never", EXAMPLE]
    return CliRunner().invoke(app, arguments, color=colour, env={"COLUMNS": str(COLUMNS)}).stdout


def picture() -> str:
    """The picture of the report, as SVG."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard"
    )
    console.print(Text.from_ansi(f"$ sayso check {EXAMPLE}\n{report(colour=True)}"), soft_wrap=True)
    return console.export_svg(theme=_THEME, code_format=_SVG, unique_id="sayso")


if __name__ == "__main__":
    (HERE / "report.svg").write_text(picture(), encoding="utf-8")
