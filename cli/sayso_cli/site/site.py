"""A whole site: the pages of a report, each written as text. Pure, but for the templates that it reads."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from sayso import __version__
from sayso.provenance.stress import Stress
from sayso.record.file import File
from sayso.record.glossary import NOT_WHETHER_TRUE, words
from sayso.report.report import Report
from sayso.rules.finding import Finding
from sayso_cli.formats.jsontext import json_document, json_text
from sayso_cli.formats.plain import plain
from sayso_cli.site.card import can_draw_cards, card
from sayso_cli.site.claim_graph import ClaimGraph
from sayso_cli.site.overview import MOST_LINES, Overview, TableLine, table_page
from sayso_cli.site.page import ClaimPage, Page, label_of, language_of
from sayso_cli.site.picture import picture
from sayso_cli.site.pool import run_in_processes
from sayso_cli.site.publishing import (
    REPORT,
    PublishedPaths,
    published_text,
    record_files,
    report_pieces,
    shorten_text,
)
from sayso_cli.terminal import Look

if TYPE_CHECKING:
    from jinja2 import Environment

GENERATOR: Final = '<meta name="generator" content="sayso '
"""What a page that sayso wrote holds."""
USUAL_TITLE: Final = "Claims, and what each rests on"
INDEX: Final = "index.html"
CLAIMS: Final = "claims"
"""The folder of the pages of claims."""
PARTS: Final = "parts"
"""The folder of the pages of a long table."""

# Names that no file has on Windows, whatever follows a full stop.
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")
_LONGEST_NAME: Final = 100
_TITLE: Final = 200
_NOTE: Final = 1500
_PUBLISHED: Final = Look(colour=False, columns=0, verbose=False, encoding="ascii")


class Site:
    """What is written about a report: its claims, the other findings, and what stands on every page."""

    def __init__(
        self,
        report: Report,
        stress: Stress,
        as_of: str,
        look: Look,
        title: str = "",
        url: str = "",
        contact: str = "",
        record: Sequence[File] = (),
        *,
        whole: bool = True,
    ) -> None:
        """The site about `report`, made for the day `as_of`; `stress` is of the same files.

        `record` are the files to offer for download; as they are if they are `whole`, else what the claims
        that are left in them lead to.

        `look` says in which folders the paths of the report start, and which of them are published. `url` is
        the address at which the site is published, and `contact` one for whoever has a missing source.
        """
        self.report, self.as_of, self.url, self.contact = report, as_of, url, contact
        self.record, self.whole = record, whole
        self.paths = PublishedPaths([file.path for file in report.files], look)
        self.claims: list[ClaimPage] = []
        of_files: list[Finding] = []
        taken: dict[str, int] = {}
        for file in report.files:
            claims, others = file.group_by_claim()
            for claim, found in claims:
                name = _page_name(claim.entry.id, len(self.claims) + 1, taken)
                self.claims.append(ClaimPage(name, claim, found))
            of_files += others
        self.view = Overview(self.claims, of_files, stress, self.paths)
        files = [file.claims[0].entry.file for file in report.files if file.claims]
        only = files[0] if len(files) == 1 else None
        self.title = plain(shorten_text(title or (only and only.top_text("title")) or USUAL_TITLE, _TITLE))
        self.note = plain(shorten_text(only.top_text("note"), _NOTE)) if only else ""
        self.language = language_of(only) if only else ""

    def files(self) -> Iterator[tuple[str, str]]:
        """The files of the site, each with its path and its text; the overview comes last."""
        yield "style.css", _style()
        yield "favicon.svg", _packaged_file("favicon.svg")
        data = {"title": self.title, "as_of": self.as_of, "claims": map(_claim_data, self.claims)}
        yield "data.json", "".join(json_document(1, data, _PUBLISHED))
        shared = self._shared_values(single=False) | {"root": "../"}
        part = _environment().get_template("part.html.j2")
        for number in range(2, self._pages + 1):
            lines = table_page(self.claims, number, MOST_LINES)
            yield f"{PARTS}/{number}.js", _part_script(number, lines)
            page = part.render(view=self.view, lines=lines, pages=self._pages, number=number, **shared)
            yield f"{PARTS}/{number}.html", page
        yield from run_in_processes(lambda index: self._claim_page(index, shared), len(self.claims))
        yield INDEX, self.index()

    def _claim_page(self, index: int, shared: Mapping[str, Any]) -> tuple[str, str]:
        """The page of a claim, with its path; `shared` is what stands on all of them."""
        one, beside = self.claims[index], (index - 1, index + 1)
        before, after = (self.claims[at] if 0 <= at < len(self.claims) else None for at in beside)
        template = _environment().get_template("claim.html.j2")
        text = template.render(page=Page(one, self.paths), before=before, after=after, **shared)
        return f"{CLAIMS}/{one.name}.html", text

    def downloads(self) -> Iterator[tuple[str, Iterator[str]]]:
        """The report and the record as JSON, in pieces."""
        yield REPORT, report_pieces(self.report, self.paths)
        for path, file in record_files(self.record, self.paths):
            yield path, iter((published_text(file, self.record, whole=self.whole),))

    def cards(self) -> Iterator[tuple[str, bytes]]:
        """The pictures of claims for links to their pages, if the address of the site is known."""
        if self._has_cards():
            for one in self.claims:
                value, of = one.claim.entry.value, label_of(one.claim)
                statement = value.statement if value else of.meaning
                yield f"{CLAIMS}/{one.name}.png", card(statement, one.name, of, self.title)

    @property
    def _pages(self) -> int:
        """How many pages the table of the claims has."""
        return -(-len(self.claims) // MOST_LINES)

    def _has_cards(self) -> bool:
        return bool(self.url) and can_draw_cards()

    def index(self) -> str:
        """The page of the overview."""
        template = _environment().get_template("index.html.j2")
        lines = table_page(self.claims, 1, MOST_LINES)
        return template.render(
            view=self.view, lines=lines, pages=self._pages, **self._shared_values(single=False)
        )

    def single_page(self) -> str:
        """The whole site as one page."""
        template = _environment().get_template("single.html.j2")
        lines = table_page(self.claims, 1, max(1, len(self.claims)))
        claims = (Page(one, self.paths) for one in self.claims)
        shared = self._shared_values(single=True)
        return template.render(view=self.view, lines=lines, pages=1, claims=claims, **shared)

    def _shared_values(self, *, single: bool) -> dict[str, Any]:
        style, script = _style(), _packaged_file("site.js")
        return {
            "title": self.title,
            "note": self.note,
            "written": self.language,
            "as_of": self.as_of,
            "url": self.url,
            "contact": self.contact,
            "root": "",
            "version": __version__,
            "single": single,
            "cards": not single and self._has_cards(),
            "style": style,
            "script": script,
            "style_hash": _policy_hash(style),
            "script_hash": _policy_hash(script),
            "size": MOST_LINES,
            "downloads": [path for path, _ in record_files(self.record, self.paths)],
            "disclaimer": NOT_WHETHER_TRUE,
            "words": words(),
        }


def _claim_data(page: ClaimPage) -> dict[str, Any]:
    claim, value, judgement = page.claim, page.claim.entry.value, page.claim.judgement
    return {
        "id": claim.entry.id,
        "page": f"{CLAIMS}/{page.name}.html",
        "statement": value.statement if value else None,
        "claimants": claim.claimants,
        "standing": judgement.standing if judgement else None,
        "voices": judgement.support.voices if judgement else None,
        "outcome": claim.outcome,
    }


def _part_script(number: int, lines: Sequence[TableLine]) -> str:
    """A page of the table as a script, which a page from the disk can load, unlike data."""
    rows = [
        [
            *(line.name, line.statement, line.id, line.claimants, line.label.kind, line.order, line.voices),
            *(line.found, line.search, line.written),
        ]
        for line in lines
    ]
    return f"sayso({number}, {json_text(rows, _PUBLISHED)});\n"


def svg(graph: ClaimGraph, statement: str) -> str:
    """The picture of one claim as a file of its own; empty where there is nothing to draw."""
    made = picture(graph)
    if made is None:
        return ""
    template = _environment().get_template("picture.svg.j2")
    text = template.render(
        picture=made,
        style=_packaged_file("picture.css"),
        statement=plain(shorten_text(statement, _TITLE)),
    )
    return text + "\n"


def _page_name(id: str, number: int, taken: dict[str, int]) -> str:
    """A name for the page of a claim that any file system takes, and that no other page has.

    `taken` are the names that are given away, each with how often it was wanted.
    """
    safe = _NAME.fullmatch(id) and len(id) <= _LONGEST_NAME and id.partition(".")[0] not in _RESERVED
    name = wanted = id if safe else f"claim-{number}"
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted}-{taken[wanted]}"
    taken[name] = 1
    return name


@cache
def _packaged_file(name: str) -> str:
    """A file of the site that is sayso's own."""
    return (resources.files("sayso_cli.site") / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    return _packaged_file("site.css") + _packaged_file("picture.css")


def _policy_hash(text: str) -> str:
    """The hash of an inline script or style, as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup, escape

    def safe_value(value: object) -> object:
        """Every value on its way into a page: what is no markup of our own is made safe to show."""
        return value if isinstance(value, Markup) else plain(str(value))

    def code(text: str) -> Markup:
        """`text` with what stands between backticks as code."""
        parts = (
            Markup("<code>{}</code>").format(plain(part)) if index % 2 else escape(plain(part))
            for index, part in enumerate(text.split("`"))
        )
        return Markup("").join(parts)

    environment = Environment(
        loader=PackageLoader("sayso_cli.site"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=safe_value,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["code"] = code
    # Only ever our own files: a script or style is written as it is.
    environment.filters["own"] = Markup
    return environment
