"""`sayso explain`: the page of a check, or the list of all."""

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
            help="A check; all are listed if none is given.",
            autocompletion=_checks,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain a check: what it does, why it matters, an example, and what to write instead."""
    from sayso.rules.registry import BY_NAME, RULES
    from sayso.rules.rule import Family
    from sayso.text import suggest

    if name is None:
        widest = max(map(len, BY_NAME))
        for family in Family:
            typer.echo(f"{family}:")
            for rule in RULES:
                if rule.family is family:
                    levels = ", ".join(rule.levels)
                    typer.echo(f"  {rule.name:<{widest}}  {rule.summary} ({levels})")
        return
    if name not in BY_NAME:
        meant = suggest(name, _checks())
        hint = f"did you mean `{meant}`?" if meant else "`sayso explain` lists them"
        raise typer.BadParameter(f"no check `{name}`; {hint}", param_hint="NAME")
    rule = BY_NAME[name]
    levels = ", ".join(rule.levels)
    typer.echo(f"# {rule.name} ({rule.family}; {levels})\n\n{rule.page.strip()}")
