"""How the site is built: `make site` makes it from the Markdown files of this folder, and from the checks.

Nothing is fetched, neither while it is built nor by who reads it.
"""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sayso import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE: Final = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

project = "sayso"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
nitpicky = True
# Furo marks links by their colour alone unless told otherwise; code blocks without a language are text.
highlight_language = "text"
pygments_style = "friendly"
pygments_dark_style = "github-dark"

html_theme = "furo"
html_title = "sayso"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False


def _rest(text: str) -> list[str]:
    """The pages of this folder that `text`, the front page, does not list by name."""
    listed = set(re.findall(r"^(\w[\w/-]*)$", text, flags=re.MULTILINE))
    return [
        page for page in sorted(path.stem for path in HERE.glob("*.md")) if page not in listed | {"index"}
    ]


def _contents(_: "Sphinx", page: str, source: list[str]) -> None:
    """Complete the tables of contents, so that a new page needs no other change."""
    if page == "index":
        source[0] = source[0].replace("\n*\n```", "\n" + "\n".join(_rest(source[0])) + "\n```")
    elif page == "checks/README":
        source[0] += "\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"


def _checks(_: "Sphinx") -> None:
    """Write the pages of the checks, before the pages are looked for."""
    from docs import checks_pages

    checks_pages.write()


def setup(app: "Sphinx") -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("builder-inited", _checks)
    app.connect("source-read", _contents)
    return {"parallel_read_safe": True}
