"""Two parties that are likely one

## What it does

Reports a party that shares one of these with an earlier one, while nobody controls both:

- a domain (`domains`),
- a page or an account (`url`), compared as the addresses of sources are,
- a name or an alias, compared without case, accents, spaces and punctuation, with letters of other
  scripts that look like Latin ones taken for these, and with 0 and 1 beside a letter read as o and
  as l or i (`Dai1y` is `Daily`, and `Unit 1` is not `Unit I`),
- an id, compared in the same way.

The related place is the earlier party. No sign are the domain of a platform (one that is known, or
of a party of the kind `platform`), and a name such as `gov.cn`, under which others register theirs.
Parties that are `allied_with` each other are known to be two.

The level is warning, and no waiver can silence it, as a party carries none: names that tell two
parties apart do, and so does a link between them. The check knows nothing of the world: two names
of one organisation that are not alike escape it.

## Why it matters

Who is entered twice has two voices. A claim that rests on both stands as corroborated by itself,
and a claimant may come to be a witness of its own.

## Example

One name, once with a Cyrillic letter, and once without:

```json
{
  "survey": { "name": "Coast Survey" },
  "surveys": { "name": "Соast Survey" }
}
```

## Instead

```json
{
  "survey": { "name": "Coast Survey", "aliases": ["Соast Survey"] },
  "dive-club": { "name": "Selwick Dive Club" }
}
```

## References

- The record: parties, `aliases`, and links of control
- Unicode Technical Standard 39: characters that are confused with others
- Public Suffix List: under which names others register theirs
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.provenance.standing import Budget, Control, OutOfBudget
from sayso.record.file import Entry
from sayso.record.model import Party
from sayso.record.places import Pointer
from sayso.record.references import reachable
from sayso.record.urls import comparable_url, host_name, is_account, is_platform, is_suffix, site_names
from sayso.rules.finding import Findings, Level, RelatedPlace, warning
from sayso.rules.rule import Condition, Family, RecordSubject, Rule

# Letters that look like Latin ones in upper or lower case, by their lower case: Cyrillic, Greek, and others.
_LIKE_LATIN: Final = str.maketrans(
    "авекмнорстухѕіјԁһӏԛԝүғ" + "αβεζηικμνορτυχϳ" + "ıɑɡɩʏօսհ",
    "abekmhopctyxsijdhlqwyf" + "abezhikmnoptyxj" + "iagiyouh",
)
# Digits in a word with letters, which may be read as letters; and as which.
_BESIDE_LETTER: Final = re.compile(r"(?<![0-9])[0-9]++(?=[^\W\d_])|(?<=[^\W\d_])[0-9]++")
_LIKE_LETTERS: Final = (
    lambda run: run[0].translate({48: "o", 49: "l"}),
    lambda run: run[0].translate({48: "o", 49: "i"}),
)
# The accents and other marks that letters of several scripts share.
_MARKS: Final = dict.fromkeys(range(0x300, 0x370))


class Sign(Struct, frozen=True):
    """Something by which a party can be known: two with one `key` are likely one."""

    key: tuple[str, str]
    shown: str
    path: Pointer


@Rule(
    Family.INDEPENDENCE,
    (Level.WARNING,),
    waivable=False,
    conditions=(
        Condition(lambda scope: len(scope.on.graph.record.sound_parties) > 1, "there is one party only"),
    ),
    two_sided=True,
)
def check(on: RecordSubject) -> Findings:
    parties, control = on.record.sound_parties, on.graph.control
    platforms = {
        host_name(domain)
        for party in parties.values()
        if party.kind == "platform"
        for domain in party.domains
    }
    first: dict[tuple[str, str], tuple[Entry[Party], Sign]] = {}
    reported: set[tuple[str, str]] = set()
    budget = Budget()
    budget.grant()
    for id, party in parties.items():
        entry = on.record.parties[id]
        for sign in signs_of(id, party):
            earlier, other = first.setdefault(sign.key, (entry, sign))
            pair = (earlier.id, id)
            if earlier.id == id or pair in reported or sign.key[1] in platforms:
                continue
            reported.add(pair)
            if id in parties[earlier.id].allied_with or earlier.id in party.allied_with:
                continue
            if sign.key[0] == "site" and is_suffix(sign.key[1]):
                continue
            try:
                if _share_a_root(control, earlier.id, id, budget):
                    continue
            except OutOfBudget:
                return
            yield warning(
                f"`{id}` and `{earlier.id}` are likely one party: {_what_is_shared(sign, other)}",
                "if they are one, keep one, and put the names of the other in its `aliases`; if they are "
                "two, name them apart, or say who controls both",
                entry.place(*sign.path),
                (RelatedPlace(f"the earlier one, `{earlier.id}`", earlier.place(*other.path)),),
            )


def signs_of(id: str, party: Party) -> Iterator[Sign]:
    """All by which the party `id` can be known."""
    for index, domain in enumerate(party.domains):
        if not is_platform(domain):
            host = host_name(domain)
            yield Sign(("site", host), host, ("domains", index))
    if party.url:
        account = next(filter(is_account, site_names(party.url)), "")
        page = account or comparable_url(party.url)
        if not is_platform(page):
            yield Sign(("site", page), page, ("url",))
    names: list[tuple[str, Pointer]] = [(party.name, ("name",))]
    names += [(alias, ("aliases", index)) for index, alias in enumerate(party.aliases)]
    for name, path in names:
        for look in comparison_keys(name):
            yield Sign(("name", look), name, path)
    for look in comparison_keys(id):
        yield Sign(("id", look), id, ())


def _is_ignored(character: str) -> bool:
    """Whether a character is punctuation, a space, or one that nobody sees."""
    return unicodedata.category(character)[0] in "PZC"


_ASCII: Final = dict.fromkeys(number for number in range(128) if _is_ignored(chr(number)))


def _latin(name: str) -> str:
    """`name` in lower case, without accents, and with letters that look like Latin ones as these."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return plain.translate(_MARKS).translate(_LIKE_LATIN)


def _visible_text(latin: str) -> str:
    """`latin` without spaces, punctuation, and what nobody sees."""
    if latin.isascii():
        return latin.translate(_ASCII)
    return "".join([character for character in latin if not _is_ignored(character)])


def comparison_keys(name: str) -> Iterator[str]:
    """What `name` is compared by, nothing if there is nothing to see: two that share one of these look alike.

    The first is the name as it is; in the others digits are read as the letters that they look like.
    """
    latin = _latin(name)
    readings = [latin, *(_BESIDE_LETTER.sub(letters, latin) for letters in _LIKE_LETTERS)]
    return filter(None, dict.fromkeys(map(_visible_text, readings)))


def _what_is_shared(sign: Sign, other: Sign) -> str:
    """What two parties share."""
    if sign.key[0] == "site":
        return f"both are at {sign.shown}"
    if sign.shown == other.shown:
        return f'both are called "{sign.shown}"'
    if sign.key[0] == "id":
        return "their ids look alike"
    return f'"{sign.shown}" and "{other.shown}" look alike'


def _share_a_root(control: Control, one: str, other: str, budget: Budget) -> bool:
    """Whether somebody is in the line of both parties, on any day. Raises `OutOfBudget`."""
    return control.head[one] == control.head[other] or not _line_of_control(control, one, budget).isdisjoint(
        _line_of_control(control, other, budget)
    )


def _line_of_control(control: Control, party: str, budget: Budget) -> set[str]:
    """The heads of a party and of all above it, on any day. Raises `OutOfBudget`."""
    return set(reachable([control.head[party]], lambda head: control.heads_above.get(head, ()), budget.spend))
