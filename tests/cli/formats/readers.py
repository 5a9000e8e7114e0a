"""Reads reports back, with the parsers of others or after the rules that their readers follow."""

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

import cmarkgfm
import xmlschema
from cmarkgfm.cmark import Options
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt

from sayso_cli.formats.csv import COLUMNS
from sayso_cli.formats.markdown import MOST as MOST_CHARACTERS

SCHEMAS: Final = Path(__file__).with_name("schemas")
SARIF: Final = Draft4Validator(
    json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")),
    format_checker=Draft4Validator.FORMAT_CHECKER,
)
JUNIT: Final = xmlschema.XMLSchema10(str(SCHEMAS / "junit-10.xsd"))
CI: Final = ("jsonl", "csv", "markdown", "github", "gitlab", "sarif", "junit")
UNSAFE: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff\U0001fffe\U0001ffff]"
)
# What GitHub makes of plain text once Markdown is HTML.
_LINKED: Final = re.compile(
    r"@\w|#\d|GH-\d|\bwww\.|://|[\w.]+@[\w.]+|:[\w+-]+:|\b[0-9a-f]{7,40}\b|\$[^<]*\$", re.IGNORECASE
)
_TAGS: Final = (
    "h3",
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "details",
    "summary",
    "ul",
    "li",
    "span",
)


class Command(NamedTuple):
    """A command to the GitHub runner."""

    name: str
    properties: dict[str, str]
    data: str


# The commands that the runner knows; of a line that names none of them it only prints the text.
_KNOWN: Final = frozenset(
    {
        *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"),
        *("remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"),
    }
)


def command(line: str) -> Command | None:
    """The command on a line of a log, found as the runner finds it; None for plain text."""
    text = line.strip()
    if text.startswith("::") and "::" in text[2:]:
        info, data = text[2:].split("::", 1)
        name, _, rest = info.partition(" ")
        if name in _KNOWN:
            return Command(name, _properties(rest, ",", _property), _data(data))
    # The older form may stand anywhere in a line.
    if found := re.search(r"##\[([^\]]*)\](.*)", line):
        name, _, rest = found[1].partition(" ")
        if name in _KNOWN:
            return Command(name, _properties(rest, ";", _data), _data(found[2]))
    return None


def _properties(text: str, between: str, undo: Any) -> dict[str, str]:
    pairs = [each.split("=", 1) for each in text.strip().split(between) if each]
    return {pair[0]: undo(pair[1]) for pair in pairs if len(pair) == 2}


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def read_github(text: str) -> list[Command]:
    """The annotations of a report, each with properties that GitHub takes."""
    found = []
    for line in text.split("\n")[:-1]:
        one = command(line)
        assert one is not None
        assert one.name in ("error", "warning", "notice")
        assert set(one.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert len(one.properties["title"]) <= 255
        assert len(one.data) < 10_000
        found.append(one)
    for name in ("error", "warning", "notice"):
        assert sum(one.name == name for one in found) <= 10
    return found


def read_gitlab(text: str) -> list[dict[str, Any]]:
    """The entries of a report, each with what GitLab asks for."""
    entries: list[dict[str, Any]] = json.loads(text)
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert len(entry["description"]) < 3000
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] >= 1
        assert not entry["location"]["path"].startswith("./")
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return entries


def read_sarif(text: str) -> dict[str, Any]:
    """The run of a report that fits the schema."""
    log = json.loads(text)
    errors = [error.message for error in SARIF.iter_errors(log)]
    assert errors == []
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    marks = [result["partialFingerprints"]["sayso/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks)
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert "](" not in result["message"]["text"]
        assert len(result["message"]["text"]) < 3000
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            region = place["physicalLocation"]["region"]
            assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])
            assert re.fullmatch(r"[A-Za-z0-9/._~%:-]+", place["physicalLocation"]["artifactLocation"]["uri"])
    return dict(run)


def read_junit(text: str) -> ElementTree.Element:
    """The root of a report that fits the schema."""
    root = ElementTree.fromstring(text)
    errors = [str(error) for error in JUNIT.iter_errors(root)]
    assert errors == []
    assert int(root.attrib["tests"]) == len(root.findall("*/testcase"))
    assert int(root.attrib["failures"]) == len(root.findall("*/testcase/failure"))
    return root


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows of a report; none has too many cells, and none a formula."""
    assert text.count("\n") == text.count("\r\n")
    csv.field_size_limit(len(text))
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(head) == COLUMNS
    for row in rows:
        assert len(row) == len(COLUMNS)
        assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠\t\r")) for cell in row)
    return [dict(zip(head, row, strict=True)) for row in rows]


def read_jsonl(text: str) -> list[dict[str, Any]]:
    """The lines of a report."""
    lines: list[dict[str, Any]] = [json.loads(line) for line in text.split("\n")[:-1]]
    for line in lines:
        assert line["version"] == 1
        assert len(line["fingerprint"]) == 32
    return lines


class _Page(HTMLParser):
    """Notes the elements of a page, its text outside of code, and the cells of each row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.runs: list[str] = [""]
        self.text = ""
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert tag in _TAGS, (tag, attrs)
        assert attrs == []
        self.open.append(tag)
        self.runs.append("")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.runs.append("")

    def handle_data(self, data: str) -> None:
        self.text += data
        if "code" not in self.open:
            self.runs[-1] += data
        if "td" in self.open:
            self.rows[-1][-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def page(markdown: str) -> _Page:
    """`markdown` as GitHub shows it, where nothing is a link, an image or a tag of somebody else."""
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    shown = _Page()
    shown.feed(html)
    shown.close()
    assert shown.open == []
    for run in shown.runs:
        assert _LINKED.search(run) is None, run
    other = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in other.parse(markdown):
        assert token.type not in ("fence", "code_block", "heading_open") or token.tag == "h3", token
        for inner in token.children or ():
            assert inner.type not in ("link_open", "image", "s_open"), inner
            assert inner.type != "html_inline" or inner.content in ("<span>", "</span>"), inner
        if token.type == "html_block":
            assert re.fullmatch(r"<details>\n<summary>[0-9a-z ]+</summary>\n|</details>\n?", token.content), (
                token
            )
    return shown


def read_markdown(text: str) -> _Page:
    """The page of a report; each row of its table has the cells of the first."""
    assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    shown = page(text)
    assert all(len(row) == 5 for row in shown.rows)
    return shown


def address(uri: str) -> bytes:
    """The bytes of the path that a URI of SARIF names."""
    return unquote(uri.removeprefix("file://"), errors="surrogateescape").encode("utf-8", "surrogateescape")


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "markdown": read_markdown,
    "github": read_github,
    "gitlab": read_gitlab,
    "sarif": read_sarif,
    "junit": read_junit,
}
