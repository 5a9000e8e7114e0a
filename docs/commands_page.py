"""The page of the commands, from the program itself: every command with its arguments and options."""

from collections.abc import Iterator
from typing import Any

import typer

from sayso_cli.main import app

_HEAD = """# Commands

What `sayso COMMAND --help` says, on one page. It is made from the program by `make docs`.
"""


def page() -> str:
    """The whole page."""
    program: Any = typer.main.get_command(app)
    return "\n".join([_HEAD, *sections(program, "sayso", 2)]).rstrip() + "\n"


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """`command` and the commands below it, each with the words that call it."""
    yield name, command
    for word in getattr(command, "commands", {}):
        below = command.get_command(typer.Context(command), word)
        if not below.hidden:
            yield from commands(below, f"{name} {word}")


def sections(program: Any, name: str, level: int) -> Iterator[str]:
    """The section of each command, `program` first, with a heading of that level."""
    for words, command in commands(program, name):
        depth = level + max(0, words.count(" ") - 1)
        yield f"{'#' * depth} `{words}`\n"
        yield f"{_sentence(command.help or '')}\n"
        yield f"```text\n{_usage(command, words)}\n```\n"
        yield from _parameters(command)


def _usage(command: Any, words: str) -> str:
    """How it is called: as in its `--help`."""
    context = typer.Context(command, info_name=words)
    return " ".join([words, *command.collect_usage_pieces(context)])


def _parameters(command: Any) -> Iterator[str]:
    shown = [each for each in command.params if not getattr(each, "hidden", False)]
    arguments = [each for each in shown if each.param_type_name == "argument"]
    options = [each for each in shown if each.param_type_name == "option"]
    if arguments:
        yield "| argument | |\n|---|---|"
        yield from (f"| `{_cell(each.human_readable_name)}` | {_help(each)} |" for each in arguments)
        yield ""
    if options:
        yield "| option | |\n|---|---|"
        yield from (f"| {_written(each)} | {_help(each)} |" for each in options)
        yield ""


def _written(option: Any) -> str:
    """An option as it is typed: all its names, and what follows them."""
    names = sorted([*option.opts, *option.secondary_opts], key=lambda name: (name.startswith("--"), name))
    names.sort(key=lambda name: name in option.secondary_opts)
    value = "" if option.is_flag else f" {_value(option)}"
    return ", ".join(f"`{_cell(name + value)}`" for name in names)


def _value(option: Any) -> str:
    choices = getattr(option.type, "choices", None)
    if choices:
        # The bar would end the cell of the table, on a forge even in code.
        return f"<{','.join(map(str, choices))}>"
    return str(option.metavar or option.type.name.removesuffix(" range").upper())


def _help(parameter: Any) -> str:
    text = _sentence(parameter.help or "")
    default = getattr(parameter.default, "value", parameter.default)
    told = parameter.show_default and not getattr(parameter, "is_flag", False)
    if told and default not in (None, (), []):
        text += f" Default: `{_cell(str(default))}`."
    if getattr(parameter, "multiple", False) and "epeatable" not in text:
        text += " Repeatable."
    low, high = getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)
    if low is not None or high is not None:
        text += f" From {low} to {high}." if high is not None else f" At least {low}."
    if parameter.envvar:
        names = [parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar
        text += f" Environment: {', '.join(f'`{name}`' for name in names)}."
    return text.strip()


def _sentence(text: str) -> str:
    """Help as Markdown: names of options in code, each paragraph in one line."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    return "\n\n".join(_options_in_code(_escaped(paragraph)) for paragraph in paragraphs)


def _options_in_code(text: str) -> str:
    """`--names` outside of backticks in backticks: Markdown would make a dash of two hyphens."""
    parts = text.split("`")
    parts[::2] = [_marked(part) for part in parts[::2]]
    return "`".join(parts)


def _marked(text: str) -> str:
    words = text.split(" ")
    for index, word in enumerate(words):
        name = word.rstrip(".,;:)")
        lead = len(name) - len(name.lstrip("("))
        if name[lead:].startswith("--"):
            words[index] = f"{name[:lead]}`{name[lead:]}`{word[len(name) :]}"
    return " ".join(words)


def _escaped(text: str) -> str:
    """What Markdown or a table would take for its own, outside of code."""
    parts = text.split("`")
    parts[::2] = [
        part.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;").replace("[", "\\[")
        for part in parts[::2]
    ]
    return "`".join(parts)


def _cell(code: str) -> str:
    return code.replace("|", "\\|")
