"""Questions in the terminal, whose answers can be taken back one by one.

A conversation is a function that asks. When an answer is taken back it is begun anew, and the answers before
it are given again without a prompt: whoever asks need not know that there is a way back. In the same way an
earlier run is gone on with.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

import typer

from sayso_cli.editing.fields import RefusedValue
from sayso_cli.terminal import columns, visible
from sayso_cli.wrapping import wrap

BACK: Final = "<"
"""The answer that goes back to the question before."""
LIST: Final = "?"
"""How the answer starts that lists what is known."""
NONE: Final = "-"
"""The answer that leaves out what is proposed, or takes away what is there."""
_MAX_LISTED: Final = 40
_INDENT: Final = 2
# Beside a word there is room for what it means if so many columns are left.
_ROOM: Final = 30

T = TypeVar("T")


class EndOfDialogue(Exception):
    """Somebody ended the conversation, or the terminal went away."""


class _AnswerTakenBack(Exception):
    """The last answer is taken back."""


def is_interactive() -> bool:
    """Whether there is somebody to ask: a terminal to read from, and one to write to."""
    return bool(sys.stdin) and sys.stdin.isatty() and bool(sys.stderr) and sys.stderr.isatty()


class Dialogue:
    """Asks in the terminal. Each answer that fits is given to `keep`, with all those before it."""

    def __init__(
        self, answers: Iterable[str] = (), keep: Callable[[Sequence[str]], None] = lambda _: None
    ) -> None:
        self._answers = list(answers)
        self._keep = keep
        self._at = 0

    @property
    def is_repeating(self) -> bool:
        """Whether the next question has its answer from before."""
        return self._at < len(self._answers)

    def run(self, conversation: Callable[[], T]) -> T:
        """What comes of `conversation`. Raises `EndOfDialogue`."""
        while True:
            self._at = 0
            try:
                return conversation()
            except _AnswerTakenBack:
                self._answers.pop()
                self._keep(self._answers)

    def keep(self) -> None:
        """Keep the answers as they are."""
        self._keep(self._answers)

    def say(self, text: str, beside: str = "") -> None:
        """Print a line, with `beside` in front of it; nothing while answers are repeated."""
        if self.is_repeating:
            return
        wide = columns() - _INDENT
        if wide - len(beside) < _ROOM:
            beside, text = "", f"{beside}{text}"
        for number, line in enumerate(wrap(visible(text), wide - len(beside))):
            front = " " * len(beside) if number else beside
            typer.echo(f"{' ' * _INDENT}{front}{line}", err=True)

    def ask(
        self,
        question: str,
        understand: Callable[[str], T],
        *,
        default: str = "",
        words: Iterable[str] = (),
        known: Mapping[str, str] | None = None,
    ) -> T:
        """What `understand` makes of the answer; it is asked again while that raises `RefusedValue`.

        An empty answer stands for `default`. The tabulator completes `words`; `?` lists what is `known`.
        """
        if self.is_repeating:
            try:
                value = understand(self._answers[self._at])
            except RefusedValue:
                # The file is another one by now.
                del self._answers[self._at :]
            else:
                self._at += 1
                return value
        complete_with(words)
        while True:
            answer = _prompt(question, default)
            if known is not None and answer.startswith(LIST):
                self._list_known(known, answer[1:].strip())
                continue
            try:
                value = self._understand_answer(answer, understand)
            except RefusedValue as refused:
                self.say(str(refused))
                continue
            self._answers.append(answer)
            self._at += 1
            self._keep(self._answers)
            return value

    def confirm(self, question: str) -> bool:
        """Whether the answer is yes, as it is without one."""
        return self.ask(f"{question} (y, n)", _yes_or_no, default="y")

    def _understand_answer(self, answer: str, understand: Callable[[str], T]) -> T:
        try:
            answer.encode()
        except UnicodeEncodeError:
            raise RefusedValue("this is not UTF-8 text") from None
        if answer != BACK:
            return understand(answer)
        if not self._answers:
            raise RefusedValue("this is the first question")
        raise _AnswerTakenBack

    def _list_known(self, known: Mapping[str, str], wanted: str) -> None:
        """Print the ids that hold `wanted`, in themselves or in what they stand for."""
        found = [(id, name) for id, name in known.items() if wanted.lower() in f"{id} {name}".lower()]
        for id, name in found[:_MAX_LISTED]:
            self.say(name, f"{id}  ")
        if not found:
            self.say("none")
        if len(found) > _MAX_LISTED:
            self.say(f"… and {len(found) - _MAX_LISTED} more; `{LIST}word` lists those with a word")


def complete_with(words: Iterable[str]) -> None:
    """Let the tabulator key complete `words` in the next answers, where the system can."""
    try:
        import readline
    except ImportError:
        return
    choices = sorted(words)
    readline.set_completer_delims(" ,")
    readline.set_completer(
        lambda text, state: [*(word for word in choices if word.startswith(text)), None][state]
    )
    readline.parse_and_bind("tab: complete")


def _yes_or_no(answer: str) -> bool:
    if answer.lower() not in ("y", "yes", "n", "no"):
        raise RefusedValue("write `y` or `n`")
    return answer.lower().startswith("y")


def _prompt(question: str, default: str) -> str:
    """One line from the terminal, without space around it."""
    shown = f"{question} [{default}]" if default else question
    *above, last = wrap(visible(shown), columns() - _INDENT)
    for line in above:
        typer.echo(line, err=True)
    try:
        end = " " if last.endswith("?") else ": "
        answer: str = typer.prompt(last, default="", show_default=False, prompt_suffix=end, err=True)
    except typer.Abort:
        raise EndOfDialogue from None
    return answer.strip() or default
