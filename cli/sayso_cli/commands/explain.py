"""`sayso explain`: the page of a check, or the list of all."""

from collections.abc import Iterator
from typing import Annotated

import typer


def _checks() -> list[str]:
    """The names of all checks."""
    from sayso.rules.registry import BY_NAME

    return list(BY_NAME)


def explain(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[CHECK]",
            help="The name of a check; without one, all are listed.",
            autocompletion=_checks,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain a check: what it does, why it matters, an example, and what to write instead."""
    from sayso.rules.registry import BY_NAME
    from sayso_cli.terminal import columns, did_you_mean, echo, is_terminal
    from sayso_cli.visible import visible

    if name is None:
        echo("\n".join(_list(columns())) + "\n")
        return
    if name not in BY_NAME:
        begun = next((each for each in BY_NAME if name and each.startswith(name)), "")
        lists = "`sayso explain` lists them"
        hint = f"did you mean `{begun}`?" if begun else did_you_mean(name, _checks(), lists)
        raise typer.BadParameter(f"no check `{visible(name)}`; {hint}", param_hint="CHECK")
    rule = BY_NAME[name]
    page = f"# {rule.name} ({rule.family}; {', '.join(rule.levels)})\n\n{rule.page.strip()}\n"
    # Another program gets the page as it is written.
    echo(_reflowed(page, columns()) if is_terminal() else page)


def _list(columns: int) -> Iterator[str]:
    """All checks by family, in lines at most `columns` wide."""
    from sayso.rules.registry import BY_NAME, RULES
    from sayso.rules.rule import Family
    from sayso_cli.wrap import wrap

    widest = max(map(len, BY_NAME))
    for family in Family:
        yield f"{family}:"
        for rule in RULES:
            if rule.family is family:
                summary = f"{rule.summary} ({', '.join(rule.levels)})"
                first, *rest = wrap(summary, columns - widest - 4)
                yield f"  {rule.name:<{widest}}  {first}"
                yield from (" " * (widest + 4) + line for line in rest)


def _reflowed(page: str, columns: int) -> str:
    """`page`, Markdown, with its paragraphs and list items wrapped anew; examples stay as they are."""
    from sayso_cli.wrap import wrap

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
