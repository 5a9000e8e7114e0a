"""`sayso explain`: the page of a check, what a word means, or the list of all."""

from collections.abc import Iterator
from typing import Annotated

import typer

from sayso_cli.terminal import columns, did_you_mean, echo, is_terminal, visible


def _explained_names() -> list[str]:
    """The names of all checks, and all words."""
    from sayso.record.glossary import words
    from sayso.rules.registry import BY_NAME

    return list(dict.fromkeys((*BY_NAME, *words())))


def explain(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="The name of a check, or a word such as `voice` or `relay`; without one, all are listed.",
            autocompletion=_explained_names,
        ),
    ] = None,
) -> None:
    """Explain a check (what it does, why it matters, an example, what to write instead), or a word."""
    if name is None:
        echo("\n".join(_list_lines(columns())) + "\n")
        return
    known = _explained_names()
    if name not in known:
        begun = min((each for each in known if name and each.startswith(name)), key=len, default="")
        lists = "`sayso explain` lists them"
        hint = f"did you mean `{begun}`?" if begun else did_you_mean(name, known, lists)
        raise typer.BadParameter(f"no check or word `{visible(name)}`; {hint}", param_hint="NAME")
    page = _page_on(name)
    # Another program gets the page as it is written.
    echo(_reflow_page(page, columns()) if is_terminal() else page)


def _page_on(name: str) -> str:
    """What there is to say of a check, of a word, or of both where a check is named for a standing."""
    from sayso.record.glossary import NOT_WHETHER_TRUE, words
    from sayso.rules.registry import BY_NAME

    rule, word = BY_NAME.get(name), words().get(name)
    meaning = word.meaning if word else ""
    if word and word.kind == "a standing":
        meaning += f" {NOT_WHETHER_TRUE}"
    if rule is None:
        assert word is not None
        return f"# {name} ({word.kind})\n\n{meaning}\n"
    head = f"# {name} ({rule.family}; {', '.join(rule.levels)})\n\n"
    if word:
        head += f"The word `{name}` is also {word.kind}: {meaning}\n\n"
    return f"{head}{rule.page.strip()}\n"


def _list_lines(columns: int) -> Iterator[str]:
    """All checks by family, then all words by their kind, in lines at most `columns` wide."""
    from sayso.record.glossary import words
    from sayso.rules.registry import RULES
    from sayso.rules.rule import Family
    from sayso_cli.wrapping import wrap

    listed = {
        f"{family}:": [
            (rule.name, f"{rule.summary} ({', '.join(rule.levels)})")
            for rule in RULES
            if rule.family is family
        ]
        for family in Family
    }
    for each in words().values():
        first_sentence = each.meaning.partition(". ")[0].removesuffix(".")
        listed.setdefault(f"{each.kind}:", []).append((each.word, f"{first_sentence}."))
    widest = max(map(len, _explained_names()))
    for title, lines in listed.items():
        yield from wrap(title, columns)
        for name, summary in lines:
            if columns < 2 * widest:
                yield from (f"  {name}", *(f"    {line}" for line in wrap(summary, columns - 4)))
                continue
            first, *rest = wrap(summary, columns - widest - 4)
            yield f"  {name:<{widest}}  {first}"
            yield from (" " * (widest + 4) + line for line in rest)


def _reflow_page(page: str, columns: int) -> str:
    """`page`, Markdown, with its paragraphs and list items wrapped anew; examples stay as they are."""
    from sayso_cli.wrapping import wrap

    blocks = []
    in_example = False
    for block in page.rstrip().split("\n\n"):
        if in_example or block.startswith("```"):
            in_example ^= block.count("```") == 1
            blocks.append(block)
            continue
        lines = []
        for part in block.replace("\n- ", "\0- ").split("\0"):
            hang = "  " if part.startswith("- ") else ""
            first, *rest = wrap(" ".join(part.split()), columns - len(hang))
            lines += [first, *(hang + line for line in rest)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
