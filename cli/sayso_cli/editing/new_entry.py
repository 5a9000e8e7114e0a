"""What `sayso add` does: an entry from options, from its page and from answers, put into a claim file."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import typer

from sayso.record.citations import UnavailableFile, read_attachment
from sayso.record.edit import EntryKind
from sayso.record.file import File
from sayso.record.project import Project
from sayso.record.references import Record, assemble
from sayso.report.engine import check
from sayso.rules.rule import House
from sayso.rules.sentences import count, enumeration
from sayso_cli.editing import dialogue, page_proposals
from sayso_cli.editing.dialogue import BACK, LIST, NONE, Dialogue, EndOfDialogue
from sayso_cli.editing.drafts import Draft, DraftFile
from sayso_cli.editing.entry_writing import NewEntry, refuse_unsound, with_entries, write_anew
from sayso_cli.editing.field_values import given_values
from sayso_cli.editing.fields import missing_fields
from sayso_cli.editing.known_ids import known_ids
from sayso_cli.editing.page_proposals import Page
from sayso_cli.editing.questions import PageOpener, Questions
from sayso_cli.options import today
from sayso_cli.terminal import fail, visible
from sayso_cli.verifying import opening as page_opening
from sayso_cli.verifying.opening import NetworkOptions


def add_entry(
    kind: EntryKind,
    path: Path,
    given: dict[str, Any],
    opening: bool | None,
    network: NetworkOptions,
    archive: str,
) -> None:
    """Put an entry, and those that are asked for on the way, behind the others of their kinds.

    The rest of the file keeps every byte. `opening` says whether pages are opened; None, that it is asked.
    """
    if opening and page_proposals.in_ci():
        fail("no page is opened in CI: leave out --open, or unset CI where this is none")
    if not path.exists():
        fail(f"there is no file {path}: `sayso init {path}` makes one")
    file = Project().load(str(path))
    refuse_unsound(file)
    if given.get("file"):
        given = {**given, "sha256": _checked_hash(path, given["file"], given["sha256"])}
    given = {name: value for name, value in given.items() if value is not None}
    record = assemble(file)
    made = given_values(kind, given, known_ids(record))
    if opening and (name := page_opening.missing_library()):
        fail(f"opening a page needs {name}; install it by pip install 'sayso[verify]'")

    def page_at(url: str) -> Page:
        return page_proposals.open_page(url, network, archive)

    if missing_fields(kind, made) and dialogue.is_interactive():
        draft_file = DraftFile(path, kind)
        kept = f"; what was answered is kept: `sayso add {kind} {path}` goes on with it"
        try:
            draft = _draft_to_continue(kind, given, draft_file)
            if draft.given != given:
                made = given_values(kind, draft.given, known_ids(record))
            pages = None
            if opening or (opening is None and page_proposals.may_ask()):
                pages = PageOpener(page_at, draft.pages, ask_first=not opening)
            entries = _ask_for_entry(kind, made, record, pages, draft, draft_file)
        except (EndOfDialogue, KeyboardInterrupt):
            fail(f"stopped; nothing was written{kept if draft_file.path.exists() else ''}")
        _write_entries(file, entries, kept)
        draft_file.remove()
        return
    if opening:
        if "url" not in made:
            raise typer.BadParameter("needs an address", param_hint="--open")
        made = page_proposals.complete_from_page(made, page_at(made["url"]), record)
    if missing := missing_fields(kind, made):
        options = " and ".join(field.option for field in missing)
        raise typer.BadParameter(f"{options} must be given (there is no terminal to ask in)")
    _write_entries(file, [NewEntry(kind, made["id"], made)])


def _draft_to_continue(kind: EntryKind, given: dict[str, Any], draft_file: DraftFile) -> Draft:
    """The draft to go on with: the one that is kept, if somebody wants it, else a new one."""
    kept = draft_file.load()
    if kept is None or not kept.answers:
        return Draft(given)
    asking = Dialogue()
    asking.say(f"a {kind} that was begun is kept, with {count(len(kept.answers), 'answer')}")
    other = ", without the options that are given now" if given not in ({}, kept.given) else ""
    return kept if asking.confirm(f"Go on with it{other}? `n` drops it") else Draft(given)


def _ask_for_entry(
    kind: EntryKind,
    made: dict[str, Any],
    record: Record,
    pages: PageOpener | None,
    draft: Draft,
    draft_file: DraftFile,
) -> list[NewEntry]:
    """The entry that is asked for but for what is `made`, and before it those that were made on the way."""
    Dialogue().say(
        f"`{LIST}` lists what is known, `{BACK}` goes back, `{NONE}` leaves out; Ctrl-C keeps a draft"
    )
    asking = Dialogue(
        draft.answers, lambda answers: draft_file.keep(Draft(draft.given, [*answers], draft.pages))
    )

    def conversation() -> list[NewEntry]:
        questions = Questions(asking, record, pages)
        questions.entry(kind, made)
        return questions.new_entries

    return asking.run(conversation)


def _write_entries(file: File, entries: list[NewEntry], kept: str = "") -> None:
    """Put `entries` into `file`, and say so; `kept` is where the answers are if that cannot be."""
    write_anew(file, with_entries(file, entries), kept)
    listed = enumeration([f"the {each.kind} `{each.id}`" for each in entries])
    rests = standing_clause(Path(file.path), entries[-1].id) if entries[-1].kind == "claim" else ""
    typer.echo(visible(f"added {listed} to {file.path}{rests}"))


def _checked_hash(path: Path, name: str, given: str | None) -> str:
    """The hash of the file `name`, for a source in the claim file at `path`; it must be the one `given`."""
    try:
        found = sha256(read_attachment(name, str(path))).hexdigest()
    except UnavailableFile as error:
        why = f"{error} (it is looked up from the folder of {visible(str(path))})"
        raise typer.BadParameter(why, param_hint="--file") from None
    if given is not None and given != found:
        raise typer.BadParameter(f"the hash of {visible(name)} is {found}", param_hint="--sha256")
    return found


def standing_clause(path: Path, id: str) -> str:
    """What the claim `id` rests on, now that it is there."""
    report = check(Project().find([str(path)]), House(today()), rules=())
    for claim in report.files[0].claims:
        if claim.entry.id == id and claim.judgement:
            return f": {claim.judgement.standing}, {visible(claim.reason)}"
    return f"; it cannot be judged yet: see `sayso check {path}`"
