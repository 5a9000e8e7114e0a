"""The documentation says what the program does: generated pages, README, picture."""

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import pytest
import typer
import yaml
from typer.testing import CliRunner

from docs import checks_pages, commands_page, generate, picture
from sayso import __version__
from sayso.record.schema import schema
from sayso.rules.registry import RULES
from sayso_cli.config_keys import keys
from sayso_cli.main import app

from .cli.published import FOLDER
from .provenance.oracle import Oracle
from .provenance.test_oracle import same_as_oracle

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_pages_are_up_to_date() -> None:
    """`make docs` would change nothing, and there is no drawing of a record that is gone."""
    pages = generate.pages()
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make docs`"
    assert {path.stem for path in (ROOT / "docs" / "drawings").iterdir()} == {
        path.stem for path in generate.DEFINITIONS.iterdir()
    }


def test_picture_is_what_the_program_prints() -> None:
    """The picture in the README was drawn from the report of today."""
    drawn = (ROOT / "docs" / "report.svg").read_text(encoding="utf-8")
    assert drawn == picture.picture(), "run `make docs`"


def test_readme_lists_every_standing_and_exit_status() -> None:
    """The tables of the README are complete."""
    for word in ("corroborated", "single-source", "self-asserted", "contested", "refuted", "not-checkable"):
        assert f"| `{word}` |" in README
    assert re.findall(r"^\| ([012]) \|", README, flags=re.MULTILINE) == ["0", "1", "2"]


def test_readme_links_lead_somewhere() -> None:
    """Every relative link of the README and of CONTRIBUTING names a file that is there."""
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / link).exists(), f"{name} links to {link}"


@pytest.mark.parametrize("page", ["README.md", "docs/exit.md"])
def test_every_command_is_told(page: str) -> None:
    """The list in the README and the page of exit statuses leave out no command."""
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = "".join(re.findall(r"^\|.*$|^Of `sayso check`:$", text, re.MULTILINE))
    for name in typer.main.get_command(app).list_commands(None):  # type: ignore[attr-defined]
        assert re.search(rf"`sayso {name}\b", rows), name


def test_every_key_of_the_config_is_told() -> None:
    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == sorted(keys())


def test_the_front_page_links_to_every_page() -> None:
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([\w-]+\.md)", page))
    assert linked == {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}


def test_every_promise_of_security_names_its_tests() -> None:
    """Each line of the table says which tests hold it, and they are there."""
    rows = re.findall(
        r"^\| ([A-Z].*) \| (.*) \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) > 5
    for promise, held in rows:
        files = re.findall(r"`(\S+)`", held)
        assert files, promise
        assert all((ROOT / file).is_file() for file in files), promise


def test_citation() -> None:
    """It has the format that is read by others, and the version that is this one."""
    path = ROOT / "CITATION.cff"
    command = (
        Path(sys.executable).with_name("check-jsonschema"),
        "--builtin-schema",
        "vendor.citation-file-format",
    )
    result = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["version"] == __version__


def test_readme_commands_are_those_of_the_makefile() -> None:
    """The two commands exist, and CI runs the second."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^\$ make (\w+)$", README, flags=re.MULTILINE) == ["check", "test"]
    for target in ("check", "test"):
        assert re.search(rf"^{target}: ", makefile, flags=re.MULTILINE)
    assert "exec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_worked_record_passes_and_flags() -> None:
    """The main job: the worked record passes, as all its standings are declared, and claims are flagged."""
    result = CliRunner().invoke(app, ["check", str(ROOT / "claims.json")])
    assert result.exit_code == 0
    assert "28 rest only on the claimant's own assertion" in result.stdout


def test_record_format_is_complete() -> None:
    """Every object, field, value and kind of text of the schema stands in its page, with its description."""
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    parts = {
        title.lower(): part for title, part in re.findall(r"^## (.+)\n((?:(?!## ).*\n)+)", page, re.MULTILINE)
    }
    definitions = {"file": schema(), **schema()["$defs"]}
    for name, definition in definitions.items():
        if definition.get("type") != "object":
            assert definition["description"] in parts["kinds of values"]
            continue
        assert definition["description"] in parts[name]
        rows = {
            row[0]: row
            for row in re.findall(r"^\| `(.+?)` \| (yes)? ?\| (.*) \| (.*) \|$", parts[name], re.MULTILINE)
        }
        assert list(rows) == list(definition["properties"])
        for field, given in definition["properties"].items():
            _, required, described, type_ = rows[field]
            assert described == given["description"]
            assert bool(required) == (field in definition.get("required", []))
            assert all(f"`{value}`" in type_ for value in given.get("enum", []))


def test_commands_are_complete() -> None:
    """Every command, and every option that its `--help` lists, has a line in its section."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^#+ `(.+)`\n((?:(?!#).*\n)+)", page, re.MULTILINE))
    waiting = [["sayso"]]
    seen = []
    for words in waiting:
        help_ = CliRunner().invoke(app, [*words[1:], "--help"], env={"COLUMNS": "200", "TERM": "dumb"}).stdout
        listed = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", help_, re.MULTILINE)) - {"--help"}
        written = set(
            re.findall(
                r"`(--[\w-]+)", "".join(re.findall(r"^\| (.*?) \|", parts[" ".join(words)], re.MULTILINE))
            )
        )
        assert listed <= written, words
        seen.append(" ".join(words))
        _, _, below = help_.partition("\nCommands:\n")
        waiting.extend([*words, word] for word in re.findall(r"^  (\w[\w-]*)", below, re.MULTILINE))
    assert sorted(seen) == sorted(parts)


def test_commands_page_tells_what_parameters_take() -> None:
    """Choices, defaults, bounds, environment variables; nothing that Markdown takes for its own."""
    probe = typer.Typer(rich_markup_mode=None)

    @probe.command()
    def one(
        names: Annotated[list[str] | None, typer.Option(help="A | b, *c*, <d>.")] = None,
        many: Annotated[int, typer.Option(help="See --names (--many).", min=1, envvar="MANY")] = 3,
        few: Annotated[int, typer.Option(min=0, max=2, show_default=False)] = 1,
        unseen: Annotated[bool, typer.Option(hidden=True)] = False,
        quiet: Annotated[bool, typer.Option("--quiet/--loud", "-q/-l")] = False,
    ) -> None:
        """Do `--one` | thing."""

    lines = "\n".join(commands_page.sections(typer.main.get_command(probe), "probe", 2))
    assert "| `--names STR` | A \\| b, \\*c\\*, &lt;d>. Repeatable. |" in lines
    assert (
        "| `--many INT` | See `--names` (`--many`). Default: `3`. At least 1. Environment: `MANY`. |" in lines
    )
    assert "| `--few INT` | From 0 to 2. |" in lines
    assert "| `-q`, `--quiet`, `-l`, `--loud` |" in lines
    assert "unseen" not in lines


def test_json_page_names_every_member() -> None:
    """The page of the JSON report has every member of its shape."""
    shape = json.loads((FOLDER / "check.json").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    for definition in (shape, *shape["$defs"].values()):
        for member in definition.get("properties", {}):
            assert f"`{member}`" in page
    for why in shape["$defs"]["Item"]["properties"]["why"]["anyOf"][0]["enum"]:
        assert f"`{why}`" in page


@pytest.mark.parametrize("path", sorted(generate.DEFINITIONS.glob("*.json")), ids=lambda path: path.stem)
def test_definitions_agree_with_brute_force(path: Path) -> None:
    """The records that the definitions draw are judged as by definition, and drawn as they are."""
    claim = generate.example(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert claim.judgement is not None
    same_as_oracle(data, data["claims"][0], claim.judgement)
    drawn = ElementTree.parse(ROOT / "docs" / "drawings" / f"{path.stem}.svg").getroot()
    words = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    if path.stem == "roots":
        assert {party["name"] for party in data["parties"].values()} <= set(words)
    else:
        truth = Oracle(data, data["claims"][0])
        bases = sorted(data["sources"][id]["basis"] for id in truth.documents)
        assert sorted(filter(set(bases).__contains__, map(str, words))) == bases
        numbers = sorted(int(word) for word in words if word and word.isdigit())
        assert len(numbers) == len(truth.documents)
        assert len(set(numbers)) == len(set(truth.voice.values()))


def test_definitions_say_in_words_what_the_records_give() -> None:
    """Where the text below a drawing gives the number, it is that of the record."""
    page = (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8")
    told = {}
    for name, below in re.findall(
        r"<!-- drawn: (\S+) -->.*?<!-- /drawn -->(.*?)(?=<!-- drawn|\n#|\Z)", page, re.DOTALL
    ):
        claim = generate.example(generate.DEFINITIONS / f"{name}.json")
        assert claim.judgement is not None
        for number in re.findall(r"support is (\d)", below, re.IGNORECASE):
            assert claim.judgement.support.voices == int(number), name
            told[name] = int(number)
    assert told == {
        "one-document-twice": 1,
        "two-voices": 2,
        "press-release": 0,
        "three-that-overlap": 2,
        "another-document": 0,
    }


def test_definitions_list_every_standing() -> None:
    """In the order in which they are tried."""
    page = (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8")
    table = page.partition("| standing | kind |")[2].partition("\n\n")[0]
    listed = re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)
    assert listed == schema()["$defs"]["claim"]["properties"]["standing"]["enum"]


class Links(HTMLParser):
    """What a page of the site links to and loads, and the anchors in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.anchors |= {given["id"]} if "id" in given else set()
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag in ("link", "script", "img", "iframe", "source"):
            self.loaded.append(given.get("href", "") + given.get("src", ""))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make site` builds it; one page more, which nothing names."""
    folder = tmp_path_factory.mktemp("site")
    pages = folder / "docs"
    shutil.copytree(ROOT / "docs", pages, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "schema.json", folder)
    (pages / "another.md").write_text("# Another page\n\nText.\n", encoding="utf-8")
    (command,) = re.findall(r"^\t\$\(BIN\)/sphinx-build (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    arguments = command.replace("build/", f"{folder}/").split()
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder / "site"


def test_site_has_every_page(site: Path) -> None:
    """Each page is built, and can be come to from the front page; also one that was put there just now."""
    text = (site / "index.html").read_text(encoding="utf-8")
    contents = Links(text.partition("sidebar-tree")[2].partition("</aside>")[0]).links
    pages = site.parent / "docs"
    for path in pages.rglob("*.md"):
        page = path.relative_to(pages).with_suffix(".html").as_posix()
        assert (site / page).exists()
        assert page == "index.html" or contents.count(page) == 1
    assert contents.count("another.html") == 1
    checks = {path.stem for path in (site / "checks").glob("*.html")}
    assert checks == {"README", *(rule.name for rule in RULES)}


def test_pages_of_the_checks_are_those_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written of a check that is gone is taken away."""
    monkeypatch.setattr(checks_pages, "FOLDER", tmp_path / "checks")
    checks_pages.write()
    (tmp_path / "checks" / "gone.md").write_text("# gone\n", encoding="utf-8")
    checks_pages.write()
    assert {path.name for path in (tmp_path / "checks").iterdir()} == checks_pages.pages().keys()


def test_pages_link_to_checks_that_are_there() -> None:
    """Also without building the site."""
    for path in (ROOT / "docs").glob("*.md"):
        for page in re.findall(r"\]\(checks/([^)#]+)", path.read_text(encoding="utf-8")):
            assert page in checks_pages.pages(), f"{path.name} links to {page}"


def test_site_links_lead_somewhere_and_load_nothing_from_elsewhere(site: Path) -> None:
    """Links within the site name a page and an anchor that are there."""
    parsed = {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    for path, page in parsed.items():
        for loaded in page.loaded:
            assert not re.match(r"(\w+:)?//", loaded), f"{path.name} loads {loaded}"
        for link in page.links:
            if re.match(r"\w+:", link):
                continue
            target, _, anchor = link.partition("#")
            there = (path.parent / target).resolve() if target else path
            assert there.exists(), f"{path.name} links to {link}"
            if anchor and there in parsed:
                assert anchor in parsed[there].anchors, f"{path.name} links to {link}"
