"""The examples in the documentation are run, and what runs them is tested here."""

import re
from pathlib import Path

import pytest

from docs import examples
from docs.examples import Wrong, blocks, pages, run


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_examples_of_a_page(page: Path, tmp_path: Path) -> None:
    """Records fit the format, and commands print what the page shows (`make docs` brings it up to date)."""
    text = page.read_text(encoding="utf-8")
    assert run(text, tmp_path) == text


def test_examples_are_found() -> None:
    """Every fence is taken for a block, and no commands hide in a block that is not run."""
    languages = set()
    for path in pages():
        text = path.read_text(encoding="utf-8")
        found = list(blocks(text))
        directives = len(re.findall(r"^```\{", text, re.MULTILINE))
        assert text.count("```") == 2 * (directives + len(found)), f"{path.name}: a fence without a language"
        for block in found:
            languages.add(block.language)
            commands = re.search(r"^\$ ", block.text, re.MULTILINE)
            assert (block.language == "console") == bool(commands), f"{path.name}:{block.line}"
    assert {"json", "console", "diff"} <= languages


def page(*parts: str) -> str:
    """A page of these parts."""
    return "# Page\n\n" + "\n\n".join(parts) + "\n"


def console(*lines: str) -> str:
    """A console block."""
    return "\n".join(["```console", *lines, "```"])


def test_commands_are_run_in_order_in_one_folder(tmp_path: Path) -> None:
    text = page(
        "<!-- file: some/a.txt -->\n```text\none\n```",
        console("$ cat some/a.txt", "one", "$ (exit 3)", "...", "$ echo $?", "3"),
        "<!-- file: some/a.txt -->\n```diff\n-one\n+two\n+three\n```",
        console("$ cat \\", "    some/a.txt", "two", "three", "$ echo nothing shown"),
    )
    assert run(text, tmp_path) == text


def test_output_is_brought_up_to_date(tmp_path: Path) -> None:
    text = page(console("$ echo two; echo three >&2", "one", "", "$ echo four", "four"))
    assert run(text, tmp_path) == page(
        console("$ echo two; echo three >&2", "two", "three", "$ echo four", "four")
    )


@pytest.mark.parametrize(
    "shown",
    [
        "...",
        "one\n...",
        "...\nfive",
        "one\n...\nfive",
        "one\nt...\nt...e\n...\nfive",
        "one\n...\nfour\n...\nfive",
    ],
)
def test_what_is_left_out(shown: str, tmp_path: Path) -> None:
    text = page(console("$ printf 'one\\ntwo\\nthree\\nfour\\nfive\\n'", shown))
    assert run(text, tmp_path) == text


@pytest.mark.parametrize(
    "shown", ["two\n...", "...\nfour", "one\n...\none\n...", "o...x\n...", "...\ntw\n..."]
)
def test_what_is_not_left_out(shown: str, tmp_path: Path) -> None:
    with pytest.raises(Wrong, match=r"line 3: `printf .*` prints\none\n"):
        run(page(console("$ printf 'one\\ntwo\\nthree\\nfour\\nfive\\n'", shown)), tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (console("$ sayso check nowhere.json"), "line 3: `sayso check nowhere.json` ends with status 2"),
        (console("$ make check", "fine"), "`make check` is not run, but the page shows what it prints"),
        ("```json\n{\n```", "no JSON"),
        ('```json\n{"nothing": 1}\n```', "fits no part of the record format"),
        ('```json\n[{"source": "a"}, {"stance": "maybe"}]\n```', "fits no part of the record format"),
        ('```json\n"text"\n```', "fits no part of the record format"),
        ('```json\n{"version": 1, "claim": []}\n```', "schema: "),
        ('```jsonl\n{"record": "party", "id": "a"}\n```', "schema: "),
        (
            "<!-- file: a -->\n```text\na\na\n```\n\n<!-- file: a -->\n```diff\n-a\n+b\n```",
            "stand 2 times in a",
        ),
        ('```toml\nignore = ["no-such-check"]\n```', "sayso.toml:1:1: `ignore`: "),
        ("```toml\n[tool.sayso]\nmin-voice = 2\n```", "pyproject.toml:2:1: `min-voice`: "),
    ],
)
def test_what_is_wrong_is_told(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Wrong) as told:
        run(page(text), tmp_path)
    assert message in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        console("$ make check"),
        console("$ sayso --version"),
        f"<!-- not run: there is no such file -->\n{console('$ sayso check nowhere.json', 'fine')}",
        '```json\n"waive": [{ "check": "bottleneck", "reason": "r" }]\n```',
        '```json\n{ "a": { "name": "A" }, "b": { "name": "B", "controlled_by": ["a"] } }\n```',
        '```json\n{ "id": "c", "statement": "s" }\n```',
        '```jsonl\n{"record": "party", "id": "a", "name": "A"}\n```',
        '```toml\nignore = ["no-url"]\n```',
        '```toml\n[tool.sayso.levels]\nno-url = "off"\n```',
        "```yaml\nwhatever\n```",
        "<!-- clone: docs/basis.md schema.json -->\n\n"
        + console("$ ls docs schema.json", "schema.json", "", "docs:", "basis.md"),
    ],
)
def test_what_is_right(text: str, tmp_path: Path) -> None:
    assert run(page(text), tmp_path) == page(text)


def test_pages_are_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make docs` writes what is printed; of what it cannot mend it says where it is."""
    pages = [tmp_path / name for name in ("sound.md", "stale.md", "wrong.md")]
    for path, command in zip(pages, ("echo one", "echo two", "exit 2"), strict=True):
        path.write_text(page(console(f"$ ({command})", *(["one"] if "echo" in command else []))), "utf-8")
    monkeypatch.setattr(examples, "ROOT", tmp_path)
    monkeypatch.setattr(examples, "pages", lambda: pages)
    with pytest.raises(SystemExit, match=r"^wrong\.md: line 3: `\(exit 2\)` ends with status 2"):
        examples.update()
    assert capsys.readouterr().out == "stale.md was brought up to date; read it\n"
    assert pages[0].read_text("utf-8") == page(console("$ (echo one)", "one"))
    assert pages[1].read_text("utf-8") == page(console("$ (echo two)", "two"))
