"""The record: parties, sources and claims as frozen, typed values.

`schema.json` is the definition of the format. These types accept exactly the same entries, and are
what the rest of sayso works with. An optional text that was left out is the empty string, an optional
list the empty tuple, an optional choice `UNSET`; `null` is never accepted.

Raises `msgspec.ValidationError` when an entry is converted that the schema would not accept.
"""

import datetime
import re
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, ValidationError, convert, field

from sayso.record.syntax.characters import holds_control_character

Basis = Literal[
    "investigation",
    "observation",
    "primary-document",
    "analysis",
    "relay",
    "statement",
    "unknown",
]
Stance = Literal["supports", "partial", "refutes", "context"]
Kind = Literal["factual", "opinion", "forecast", "demand"]
Bound = Literal["exactly", "about", "at-least", "over", "at-most", "under"]
Answer = Literal["denies", "confirms", "declines", "none-found", "stands-by", "retracts"]
Standing = Literal[
    "not-checkable",
    "refuted",
    "partly-backed",
    "self-asserted",
    "contested",
    "single-source",
    "corroborated",
]
PartyKind = Literal[
    "state",
    "government-body",
    "court",
    "political-party",
    "company",
    "media",
    "research",
    "civil-society",
    "intergovernmental",
    "person",
    "group",
    "platform",
    "anonymous",
    "other",
]

Text = Annotated[str, Meta(min_length=1)]

# Both bounds are far outside any figure a claim could carry; they keep infinities out.
LARGEST_FIGURE: Final = 1e100

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_DATE = re.compile(r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_URL = re.compile(
    r"https?://[A-Za-z0-9._~-]+(?::[0-9]{1,5})?"
    r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*+)?"
    r"(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*+)?"
    r"(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*+)?"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHECK: Final = r"[a-z]+(?:-[a-z]+)*"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*+")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
Domain = Annotated[str, Meta(pattern=rf"^(?:{_LABEL}\.)++{_LABEL}\Z")]


def fits_schema(value: object, kind: Any) -> bool:
    """Whether `value`, parsed JSON, is one that `schema.json` accepts as a `kind`."""
    try:
        convert(value, kind)
    except ValidationError:
        return False
    return not holds_control_character(value)


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a party, source or claim."""
    return _ID.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def is_date(text: str) -> bool:
    """Whether `text` is a date of the calendar: YYYY, YYYY-MM or YYYY-MM-DD, from year 1."""
    if _DATE.fullmatch(text) is None:
        return False
    if len(text) < len("YYYY-MM-DD"):
        return True
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_url(text: str) -> bool:
    """Whether `text` is an http or https address as `schema.json` defines it."""
    return _URL.fullmatch(text) is not None


def _dates(*dates: str) -> None:
    for date in dates:
        if date and not is_date(date):
            raise ValueError("not a date")


def _urls(*urls: str) -> None:
    for url in urls:
        if url and not is_url(url):
            raise ValueError("not a web address")


def _check_distinct(*lists: tuple[object, ...]) -> None:
    for values in lists:
        if len(values) > 1 and len(set(values)) != len(values):
            raise ValueError("the same entry twice")


def is_language(tag: str) -> bool:
    """Whether `tag` looks like a BCP 47 language tag; the empty string stands for none."""
    return not tag or _LANGUAGE.fullmatch(tag) is not None


def _language(tag: str) -> None:
    if not is_language(tag):
        raise ValueError("not a language tag")


class Control(Struct, frozen=True, forbid_unknown_fields=True):
    """A link of control: who can tell a party what to say (SPEC section 1, `controlled_by`)."""

    party: Text
    """Id of the party that controls."""
    from_: Text = field(name="from", default="")
    """First day of it."""
    until: Text = ""
    """Last day of it."""
    share: int | float | UnsetType = UNSET
    """What it owns, in percent."""
    disputed: bool = False
    """Whether somebody denies it, with reasons that a reader should weigh."""
    source: Text = ""
    """Id of the source that shows it."""
    note: Text = ""
    """Anything a reader should know."""

    def __post_init__(self) -> None:
        _dates(self.from_, self.until)
        if self.share is not UNSET and not 0 <= self.share <= 100:
            raise ValueError("not a percentage")


class Party(Struct, frozen=True, forbid_unknown_fields=True):
    """Who can speak (SPEC section 1, Party)."""

    name: Text
    """The name readers know it by."""
    kind: PartyKind | UnsetType = UNSET
    """What it is."""
    aliases: tuple[Text, ...] = ()
    """Other names it is known by."""
    controlled_by: tuple[Text | Control, ...] = ()
    """The parties that can tell it what to say: ids, or links with what is known of them."""
    allied_with: tuple[Text, ...] = ()
    """Ids of the parties it shares an interest with; symmetric, and no control."""
    domains: tuple[Domain, ...] = ()
    """Registrable domains it publishes on."""
    url: Text = ""
    """A page or an account of its own."""
    note: Text = ""
    """Anything a reader should know."""

    def __post_init__(self) -> None:
        _check_distinct(self.controlled_by, self.aliases, self.allied_with, self.domains)
        _urls(self.url)

    @property
    def is_name_only(self) -> bool:
        """Whether nothing but its name is recorded of it that could tell who it is."""
        return self.kind is UNSET and not (
            self.aliases or self.controlled_by or self.domains or self.url or self.note
        )

    @property
    def links(self) -> tuple[Control, ...]:
        """All that controls it, as links."""
        given = self.controlled_by
        return tuple([Control(link) if isinstance(link, str) else link for link in given]) if given else ()

    @property
    def controllers(self) -> tuple[str, ...]:
        """The ids of the parties that control it."""
        return tuple([link if isinstance(link, str) else link.party for link in self.controlled_by])


class Waiver(Struct, frozen=True, forbid_unknown_fields=True):
    """Silences one check on one entry (SPEC section 3)."""

    check: Annotated[str, Meta(pattern=rf"^{_CHECK}\Z")]
    """Name of the check."""
    reason: Text
    """Why it is all right here."""
    until: Text = ""
    """Last day on which it holds."""

    def __post_init__(self) -> None:
        _dates(self.until)

    def silences(self, check: str, today: str) -> bool:
        """Whether it is about `check` and holds on the day `today`."""
        return self.check == check and not is_before(self.until, today)


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """One document that says something (SPEC section 1, Source)."""

    title: Text
    """Title of the document."""
    by: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """Ids of the parties whose word it is."""
    basis: Basis
    """How it knows."""
    publisher: Text = ""
    """Id of the party that carries it; not a voice."""
    based_on: tuple[Text, ...] = ()
    """Ids of the sources it got its knowledge from."""
    published: Text = ""
    """When it was published."""
    retrieved: Text = ""
    """When somebody last opened it."""
    url: Text = ""
    """Where it is."""
    archived: Text = ""
    """Where a lasting copy is."""
    file: Text = ""
    """Relative path of a copy in this project."""
    sha256: Text = ""
    """SHA-256 of its bytes, in lower-case hexadecimal digits."""
    language: Text = ""
    """Language it is written in (BCP 47)."""
    note: Text = ""
    """Anything a reader should know."""
    waive: tuple[Waiver, ...] = ()
    """Checks silenced on this source."""

    def __post_init__(self) -> None:
        _check_distinct(self.by, self.based_on)
        _dates(self.published, self.retrieved)
        _urls(self.url, self.archived)
        if self.sha256 and _SHA256.fullmatch(self.sha256) is None:
            raise ValueError("not a hash")
        _language(self.language)
        if not self.based_on and self.basis in ("analysis", "relay"):
            raise ValueError("analysis and relay need based_on")


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One source and what it says of a claim (SPEC section 1, Item)."""

    source: Text
    """Id of the source."""
    stance: Stance = "supports"
    """What it says of the claim."""
    quote: Text = ""
    """What it says, verbatim."""
    prefix: Text = ""
    """The words right before the quote, where it stands there more than once."""
    suffix: Text = ""
    """The words right after it."""
    locator: Text = ""
    """Page, section or time code."""
    checked: Text = ""
    """When somebody opened the source and found that it says this."""
    basis: Basis | UnsetType = UNSET
    """How the source knows this, where that differs from what it knows in general."""
    based_on: tuple[Text, ...] = ()
    """Ids of the sources it got this from; goes with `basis`."""
    note: Text = ""
    """Anything a reader should know."""

    def __post_init__(self) -> None:
        if self.checked:
            _dates(self.checked)
        if self.based_on:
            _check_distinct(self.based_on)
            if self.basis is UNSET:
                raise ValueError("based_on needs basis")
        elif self.basis in ("analysis", "relay"):
            raise ValueError("analysis and relay need based_on")


class Figure(Struct, frozen=True, forbid_unknown_fields=True):
    """A number in a claim (SPEC section 1, `figures`)."""

    measure: Text
    """What is counted."""
    value: int | float
    """The number."""
    bound: Bound = "exactly"
    """How the number is meant."""
    unit: Text = ""
    """Unit of the number."""

    def __post_init__(self) -> None:
        if not -LARGEST_FIGURE <= self.value <= LARGEST_FIGURE:
            raise ValueError("out of range")


class Response(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer of a party that a claim accuses, or of its claimant (SPEC section 1, `response`)."""

    party: Text
    """Id of the party that answers."""
    answer: Answer
    """What it answers."""
    source: Text = ""
    """Id of the source with the answer."""
    on: Text = ""
    """When it answered, or when somebody looked."""

    def __post_init__(self) -> None:
        _dates(self.on)


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    """One checkable sentence, who says it, and what it rests on (SPEC section 1, Claim)."""

    id: Text
    """Id of the claim."""
    statement: Text
    """The claim as one checkable sentence."""
    claimant: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """Ids of the parties that make the claim."""
    evidence: tuple[Item, ...]
    """What the claimant cites."""
    corroboration: tuple[Item, ...]
    """What others establish."""
    kind: Kind = "factual"
    """Only factual claims are judged."""
    stated_in: Text = ""
    """Id of the source in which the claim is made."""
    stated_on: Text = ""
    """When the claim was made."""
    quote: Text = ""
    """The claim verbatim."""
    language: Text = ""
    """Language of the quote (BCP 47)."""
    against: tuple[Text, ...] = ()
    """Ids of the parties it accuses."""
    figures: tuple[Figure, ...] = ()
    """Numbers in the claim."""
    response: tuple[Response, ...] = ()
    """What the accused or the claimant answered."""
    standing: Standing | UnsetType = UNSET
    """The standing the checker publishes."""
    verdict: Text = ""
    """The rating that the house publishes, in its own words."""
    draft: bool = False
    """Whether somebody still works on it."""
    reviewed: Text = ""
    """When somebody last went through this entry."""
    reviewer: Text = ""
    """Who last went through this entry."""
    tags: tuple[Text, ...] = ()
    """Words to find the claim by."""
    note: Text = ""
    """Anything a reader should know."""
    waive: tuple[Waiver, ...] = ()
    """Checks silenced on this claim."""

    def __post_init__(self) -> None:
        if not is_id(self.id):
            raise ValueError("not an id")
        _check_distinct(self.claimant, self.against, self.tags)
        _dates(self.stated_on, self.reviewed)
        _language(self.language)


def is_before(one: str, other: str) -> bool:
    """Whether `one` is certainly before `other`: its last day before the other's first."""
    shorter = min(len(one), len(other))
    return one[:shorter] < other[:shorter]
