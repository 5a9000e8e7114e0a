"""`sayso add`: a further party, source or claim, asked for in the terminal or given as options."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from sayso_cli.ask import BASIS, OBJECTS, book, completing, completing_object, entry, is_interactive
from sayso_cli.terminal import fail

app = typer.Typer(
    help="Add a party, a source or a claim to a claim file.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

_FILE: Final = typer.Argument(help="The claim file; `sayso init` makes one.")
_PARTY: Final = completing("party")
_SOURCE: Final = completing("source")
_ASKED = (
    "What is missing is asked for in the terminal; without one, or with all that is needed, nothing is asked."
)

File = Annotated[Path, _FILE]
Text = str | None
Texts = list[str] | None


def _option(name: str, help: str, **more: Any) -> Any:
    return typer.Option(name, help=help, show_default=False, **more)


def _pairs(what: str) -> str:
    """How an object is given."""
    return ",".join(f"{name}=…" for name in OBJECTS[what])


Id = Annotated[Text, _option("--id", "Its id.")]
Language = Annotated[Text, _option("--language", "Language tag (BCP 47), such as `en`.")]
Note = Annotated[Text, _option("--note", "Anything a reader should know.")]
Waive = Annotated[
    Texts,
    _option(
        "--waive",
        f"Check to silence here, {_pairs('waiver')} (repeatable).",
        metavar="PAIRS",
        autocompletion=completing_object("waiver"),
    ),
]


@app.command(help=f"Add a party: who can speak. Needs --id and --name.\n\n{_ASKED}")
def party(
    file: File = Path("claims.json"),
    id: Id = None,
    name: Annotated[Text, _option("--name", "The name readers know it by.")] = None,
    kind: Annotated[Text, _option("--kind", "What it is: state, company, media, person, …")] = None,
    controlled_by: Annotated[
        Texts,
        _option("--controlled-by", "Party that can tell it what to say (repeatable).", autocompletion=_PARTY),
    ] = None,
    allied_with: Annotated[
        Texts,
        _option(
            "--allied-with", "Party with a common interest; not control (repeatable).", autocompletion=_PARTY
        ),
    ] = None,
    domain: Annotated[Texts, _option("--domain", "Domain it publishes on (repeatable).")] = None,
    url: Annotated[Text, _option("--url", "Where to read about it.")] = None,
    note: Note = None,
) -> None:
    """Add a party."""
    _add(
        "party",
        file,
        {
            "id": id,
            "name": name,
            "kind": kind,
            "controlled_by": controlled_by,
            "allied_with": allied_with,
            "domains": domain,
            "url": url,
            "note": note,
        },
    )


def _bases() -> list[tuple[str, str]]:
    return list(BASIS.items())


@app.command(
    help="Add a source: one document that says something. Needs --id, --title, --by and --basis; "
    f"`analysis` and `relay` need --based-on.\n\n{_ASKED}"
)
def source(
    file: File = Path("claims.json"),
    id: Id = None,
    title: Annotated[Text, _option("--title", "Title of the document.")] = None,
    by: Annotated[
        Texts, _option("--by", "Party whose word it is (repeatable).", autocompletion=_PARTY)
    ] = None,
    publisher: Annotated[
        Text, _option("--publisher", "Party that merely carries it.", autocompletion=_PARTY)
    ] = None,
    basis: Annotated[
        Text, _option("--basis", f"How it knows: {', '.join(BASIS)}.", autocompletion=_bases)
    ] = None,
    based_on: Annotated[
        Texts,
        _option("--based-on", "Source it got its knowledge from (repeatable).", autocompletion=_SOURCE),
    ] = None,
    published: Annotated[Text, _option("--published", "When it was published.", metavar="DATE")] = None,
    retrieved: Annotated[
        Text, _option("--retrieved", "When somebody last opened it.", metavar="DATE")
    ] = None,
    url: Annotated[Text, _option("--url", "Where it is.")] = None,
    archived: Annotated[Text, _option("--archived", "Where a lasting copy is.", metavar="URL")] = None,
    copy: Annotated[
        Text,
        _option(
            "--file", "Copy in this project: its path from the folder of the claim file.", metavar="PATH"
        ),
    ] = None,
    sha256: Annotated[
        Text, _option("--sha256", "SHA-256 of its bytes; that of --file is looked up if it is not given.")
    ] = None,
    language: Language = None,
    note: Note = None,
    waive: Waive = None,
) -> None:
    """Add a source."""
    _add(
        "source",
        file,
        {
            "id": id,
            "title": title,
            "by": by,
            "publisher": publisher,
            "basis": basis,
            "based_on": based_on,
            "published": published,
            "retrieved": retrieved,
            "url": url,
            "archived": archived,
            "file": copy,
            "sha256": sha256,
            "language": language,
            "note": note,
            "waive": waive,
        },
    )


@app.command(
    help="Add a claim: one checkable sentence. Needs --id, --statement and --claimant; without "
    "--corroboration it says that you looked and found none. An item is SRC or SRC:STANCE, or "
    f"{_pairs('item')}; all such pairs can also be given as a JSON object.\n\n{_ASKED}"
)
def claim(
    file: File = Path("claims.json"),
    id: Id = None,
    statement: Annotated[Text, _option("--statement", "The claim as one checkable sentence.")] = None,
    claimant: Annotated[
        Texts, _option("--claimant", "Party that makes the claim (repeatable).", autocompletion=_PARTY)
    ] = None,
    evidence: Annotated[
        Texts,
        _option(
            "--evidence",
            "Source the claimant cites (repeatable).",
            metavar="ITEM",
            autocompletion=_SOURCE,
        ),
    ] = None,
    corroboration: Annotated[
        Texts,
        _option(
            "--corroboration",
            "Source of others; the stance is supports, partial, refutes or context (repeatable).",
            metavar="ITEM",
            autocompletion=_SOURCE,
        ),
    ] = None,
    kind: Annotated[Text, _option("--kind", "factual, opinion, forecast or demand.")] = None,
    stated_in: Annotated[
        Text, _option("--stated-in", "Source in which it is claimed.", autocompletion=_SOURCE)
    ] = None,
    stated_on: Annotated[Text, _option("--stated-on", "When it was claimed.", metavar="DATE")] = None,
    quote: Annotated[Text, _option("--quote", "The claim verbatim.")] = None,
    language: Language = None,
    against: Annotated[
        Texts, _option("--against", "Party it accuses (repeatable).", autocompletion=_PARTY)
    ] = None,
    figure: Annotated[
        Texts,
        _option(
            "--figure",
            f"Number in the claim, {_pairs('figure')} (repeatable).",
            metavar="PAIRS",
            autocompletion=completing_object("figure"),
        ),
    ] = None,
    response: Annotated[
        Texts,
        _option(
            "--response",
            f"Answer of somebody it accuses, {_pairs('response')} (repeatable).",
            metavar="PAIRS",
            autocompletion=completing_object("response"),
        ),
    ] = None,
    standing: Annotated[Text, _option("--standing", "The standing you publish.")] = None,
    reviewed: Annotated[
        Text, _option("--reviewed", "When somebody last went through it.", metavar="DATE")
    ] = None,
    tag: Annotated[Texts, _option("--tag", "Word to find it by (repeatable).")] = None,
    note: Note = None,
    waive: Waive = None,
) -> None:
    """Add a claim."""
    _add(
        "claim",
        file,
        {
            "id": id,
            "statement": statement,
            "claimant": claimant,
            "evidence": evidence,
            "corroboration": corroboration,
            "kind": kind,
            "stated_in": stated_in,
            "stated_on": stated_on,
            "quote": quote,
            "language": language,
            "against": against,
            "figures": figure,
            "response": response,
            "standing": standing,
            "reviewed": reviewed,
            "tags": tag,
            "note": note,
            "waive": waive,
        },
    )


def _add(kind: str, path: Path, given: dict[str, Any]) -> None:
    """Put an entry behind the others of its kind; the rest of the file keeps every byte."""
    from sayso.record.edit import apply, editor, unsound
    from sayso.record.file import Place
    from sayso.record.layout import ordered
    from sayso.record.project import Project
    from sayso.record.references import assemble
    from sayso_cli.files import replace

    if not path.exists():
        fail(f"there is no file {path}: `sayso init {path}` makes one")
    file = Project().load(str(path))
    problem = unsound(file)
    edit = editor(file)
    if problem:
        at = Place(file, problem.pointer, problem.key, problem.span).position()
        fail(f"{path}:{at.line}:{at.column}: {problem.message}; {problem.help}")
    if edit is None:
        fail(f"{path} cannot be added to: `sayso check {path}` says what is wrong with it")
    if given.get("file"):
        given = {**given, "sha256": _hash(path, given["file"], given["sha256"])}
    made = entry(kind, given, book(assemble(file)), ask=is_interactive())
    id = made["id"]
    if kind != "claim":
        del made["id"]
    new = apply(file.text, [edit.add(kind, id, ordered(kind, made))])
    try:
        replace(path, new.encode(), was=file.text.encode())
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    typer.echo(f"added the {kind} `{id}` to {path}{_standing(path, id) if kind == 'claim' else ''}")


def _hash(path: Path, name: str, given: str | None) -> str:
    """The hash of the file `name`, for a source in the claim file at `path`; it must be the one `given`."""
    from hashlib import sha256

    from sayso.record.attached import Unavailable, attached
    from sayso_cli.visible import visible

    try:
        found = sha256(attached(name, str(path))).hexdigest()
    except Unavailable as error:
        told = f"{error} (it is looked up from the folder of {visible(str(path))})"
        raise typer.BadParameter(told, param_hint="--file") from None
    if given is not None and given != found:
        raise typer.BadParameter(f"the hash of {visible(name)} is {found}", param_hint="--sha256")
    return found


def _standing(path: Path, id: str) -> str:
    """What the claim `id` rests on, now that it is there."""
    from datetime import date

    from sayso.record.project import Project
    from sayso.report.engine import check
    from sayso.rules.rule import House
    from sayso_cli.visible import visible

    report = check(Project().find([str(path)]), House(date.today()), rules=())
    for claim in report.files[0].claims:
        if claim.entry.id == id and claim.judgement:
            return f": {claim.judgement.standing}, {visible(claim.reason)}"
    return f"; it cannot be judged yet: see `sayso check {path}`"
