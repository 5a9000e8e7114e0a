"""The fields of an entry, as `schema.json` has them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from sayso.record.edit import EntryKind

# What is asked for in the terminal, in this order; the rest is only given as options.
_ASKED: Final = {
    "party": ("name", "id", "kind", "controlled_by", "domains"),
    "source": (
        "url", "title", "id", "by", "publisher", "basis", "based_on", "published", "language", "retrieved",
        "archived",
    ),
    "claim": (
        "statement", "id", "claimant", "stated_in", "quote", "against", "evidence", "corroboration",
    ),
}  # fmt: skip
# Options are repeated for what a list holds, and named so.
_SINGULAR: Final = {"aliases": "alias", "domains": "domain", "figures": "figure", "tags": "tag"}
# So the schema says that a field holds ids, and of what.
_HOLDS_IDS: Final = re.compile(r"Ids? of (?:the )?(?:(part)(?:y|ies)|sources?)\b")


class RefusedValue(Exception):
    """What was given or answered does not fit; the message says why."""


class Field(NamedTuple):
    """One field of a party, a source or a claim, or of the objects in one of its lists; `kind` says of which.

    `object` names what a list holds, if not texts; `refers_to` says of what the ids in it are.
    """

    kind: str
    name: str
    description: str
    type: str
    object: str
    choices: tuple[str, ...]
    needed: bool
    refers_to: "EntryKind | None"

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return self.type in ("array", "references")

    @property
    def option(self) -> str:
        """The option that gives it."""
        return f"--{_SINGULAR.get(self.name, self.name).replace('_', '-')}"

    @property
    def summary(self) -> str:
        """The first sentence of its description, without the full stop."""
        sentence = re.match(r"(?s)(.+?)(?:[.:](?= |$)|(?<=\?)(?= ))", self.description)
        return sentence[1] if sentence else self.description

    @property
    def meanings(self) -> dict[str, str]:
        """What each of its `choices` means, as far as the schema says it."""
        from sayso.record.schema import meanings

        known = meanings(self.name)
        return {word: known[word] for word in self.choices if word in known}


@cache
def fields(kind: str) -> tuple[Field, ...]:
    """The fields of a party, source or claim, or of an object such as an `item`.

    An empty list need not be given, so those of a claim are not needed.
    """
    from sayso.record.schema import schema

    definitions = schema()["$defs"]
    properties = definitions[kind]["properties"]
    if kind in ("party", "source"):
        properties = {"id": definitions["id"], **properties}
    needed = {"id", *definitions[kind]["required"]} - {"evidence", "corroboration"}
    return tuple(_field(kind, name, rule, name in needed) for name, rule in properties.items())


def _field(kind: str, name: str, rule: Mapping[str, Any], needed: bool) -> Field:
    items = rule.get("items", {})
    object = _definition(items.get("then", items)).removeprefix("text")
    holds_ids = _HOLDS_IDS.match(rule["description"])
    refers_to: EntryKind | None = None
    if holds_ids:
        refers_to = "party" if holds_ids[1] else "source"
    elif object:
        # In short an object is what its first member refers to.
        refers_to = fields(object)[0].refers_to
    return Field(
        kind,
        name,
        rule["description"],
        _definition(rule) or rule.get("type", ""),
        object,
        tuple(rule.get("enum", ())),
        needed,
        refers_to,
    )


def _definition(rule: Mapping[str, Any]) -> str:
    """The definition that `rule` is a reference to; empty if it is none."""
    return str(rule.get("$ref", "")).removeprefix("#/$defs/")


def field_of(kind: str, name: str) -> Field:
    """The field `name` of a `kind`."""
    return next(field for field in fields(kind) if field.name == name)


def address_fields(kind: str) -> tuple[str, ...]:
    """The names of the fields of a `kind` that hold web addresses."""
    return tuple(field.name for field in fields(kind) if field.type == "url")


def asked_fields(kind: str) -> tuple[Field, ...]:
    """The fields of a `kind` that are asked for in the terminal, in that order."""
    return tuple(field_of(kind, name) for name in _ASKED[kind])


def is_needed(field: Field, made: Mapping[str, Any]) -> bool:
    """Whether an entry cannot do without `field`, given what is known of it so far."""
    return field.needed or (field.name == "based_on" and made.get("basis") in ("analysis", "relay"))


def missing_fields(kind: str, made: Mapping[str, Any]) -> list[Field]:
    """What an entry cannot do without, and what is not `made`."""
    return [field for field in asked_fields(kind) if is_needed(field, made) and field.name not in made]
