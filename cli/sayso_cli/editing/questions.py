"""What is asked for an entry, and for those that it refers to and that are not there yet.

An entry that is missing is made on the way: a party inside a source inside a claim. Nothing is written here.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import convert

from sayso.record.model import Party
from sayso.record.references import name_key
from sayso.record.schema import suggest
from sayso.record.urls import comparable
from sayso_cli.ask import (
    Field,
    Kind,
    asked_fields,
    field_fault,
    fields,
    first_sentence,
    free_id,
    id_called,
    is_needed,
    known_ids,
    meanings,
    separate_copy,
    short_item,
    split_list,
    understand_value,
)
from sayso_cli.editing.dialogue import LIST, NONE, Dialogue, Refused
from sayso_cli.editing.mentions import What
from sayso_cli.editing.page_proposals import Page, site_owner

if TYPE_CHECKING:
    from sayso.record.references import Record

NEW: Final = "new"
"""The answer that adds what is not there."""
# What is asked of an item besides its source.
_OF_ITEM: Final = ("stance", "quote", "locator", "checked")
_USUAL_STANCE: Final = "supports"
_CALLED: Final[Mapping[str, str]] = {"party": "name", "source": "title"}
_MAX_NEAR: Final = 5
# Shorter words are in too many names to tell whom somebody means.
_SHORTEST_WORD: Final = 4


class Made(NamedTuple):
    """An entry that was asked for."""

    kind: What
    id: str
    entry: dict[str, Any]


class Opening(NamedTuple):
    """How pages are opened, those that were, and whether somebody is asked first."""

    open: Callable[[str], Page]
    pages: dict[str, Page]
    ask_first: bool


class Questions:
    """One conversation about the entries of a file."""

    def __init__(self, dialogue: Dialogue, record: "Record", opening: "Opening | None" = None) -> None:
        self.made: list[Made] = []
        """The entries that it made, each behind those that it refers to."""
        self._dialogue = dialogue
        self._known = known_ids(record)
        self._record = record
        self._opening = opening
        self._explained: set[str] = set()

    def entry(self, kind: What, given: Mapping[str, Any]) -> str:
        """Ask for what is not `given` of an entry; its id."""
        made = dict(given)
        proposed = self._proposals(kind, made)
        for field in asked_fields(kind):
            if field.name in made or not _is_asked(field, made, proposed):
                continue
            value = self._ask_value(kind, field, made, proposed.get(field.name, ""))
            if value:
                made[field.name] = value
            if field.name == "url":
                proposed = self._proposals(kind, made)
        id: str = made["id"]
        self._known.add(kind, id, made)
        if kind == "party":
            self._parties[id] = convert({name: each for name, each in made.items() if name != "id"}, Party)
        elif "url" in made:
            self._addresses[comparable(made["url"])] = id
        self.made.append(Made(kind, id, made))
        return id

    def changes(self, kind: What, entry: Mapping[str, Any]) -> dict[str, Any]:
        """What is to be otherwise in `entry`, of which each field is asked for; None for what goes."""
        asked = asked_fields(kind)
        others = [
            each for each in fields(kind) if each.name in entry and not each.object and each not in asked
        ]
        changed: dict[str, Any] = {}
        for field in (*asked, *others):
            now = {**entry, **changed}
            if field.name == "id" or not _is_asked(field, now, {}):
                continue
            there = entry.get(field.name)
            value = self._ask_value(kind, field, now, _answer_for(there), there)
            if not value and field.name in entry and value != there:
                changed[field.name] = [] if field.object == "item" else None
            elif value and value != there:
                changed[field.name] = value
        return changed

    def _proposals(self, kind: What, made: dict[str, Any]) -> dict[str, str]:
        """What the address of a source proposes for its other fields."""
        if kind != "source" or "url" not in made:
            return {}
        separate_copy(made)
        proposed = {**self._page_proposals(made["url"])}
        address = proposed.pop("url", made["url"])
        if address != made["url"]:
            (field,) = [each for each in asked_fields(kind) if each.name == "url"]
            made["url"] = self._ask_value(kind, field, made, address) or made["url"]
        owner = site_owner(made["url"], self._parties)
        if owner:
            self._dialogue.say(f"this is on a site of {self._parties[owner].name} (`{owner}`)")
            proposed["publisher"] = owner
        return proposed

    def _page_proposals(self, url: str) -> Page:
        """What the page at `url` proposes, if it may be opened."""
        opening, is_repeating = self._opening, self._dialogue.is_repeating
        if opening is None:
            return {}
        if opening.ask_first and not self._dialogue.confirm("Open it, to propose title, date and the like?"):
            return {}
        # A draft may come from anywhere: what it says yes to is not opened.
        if url not in opening.pages and not is_repeating:
            self._dialogue.say(f"opening {url}")
            opening.pages[url] = opening.open(url)
            self._dialogue.keep()
        return opening.pages.get(url, {})

    @cached_property
    def _parties(self) -> dict[str, Party]:
        return dict(self._record.sound_parties)

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """The ids of sources by what their addresses are compared by."""
        sources = self._record.sound_sources.items()
        return {comparable(each.url): id for id, each in sources if each.url}

    def _ask_value(
        self, kind: str, field: Field, made: Mapping[str, Any], default: str, there: Any = None
    ) -> Any:
        """The answer for `field`; empty if it is passed over. With `there`, `default` stands for that."""
        needed = is_needed(field, made)
        if field.name == "id":
            default = free_id(kind, made, self._known.ids_of(kind))
        known = self._known.ids_of(field.refers) if field.refers else None
        self._explain(field)

        def refuse(fault: str) -> None:
            if fault:
                raise Refused(fault)

        def words_in(text: str) -> Any:
            if there is not None and text == default:
                return there
            words = [] if text == NONE else split_list(field, text, self._known)
            if not field.refers and words:
                refuse(field_fault(kind, field, words, self._known))
            if needed and not words:
                how = ": write a name; what is not there yet is added on the way" if field.refers else ""
                raise Refused(f"at least one is needed{how}")
            return words

        def one_value(text: str) -> Any:
            if there is not None and text == default:
                return there
            text = "" if text == NONE else text
            if needed and not text and field.choices:
                raise Refused("one of these words is needed")
            if field.flag and text:
                refuse("" if text in ("true", "false") else f"`{field.name}` is `true` or `false`")
                return text == "true"
            value, fault = (text, "") if field.refers else understand_value(field, text, self._known)
            if (value or needed) and not field.refers:
                fault = fault or field_fault(kind, field, value, self._known)
            refuse(fault)
            if field.url and value != text:
                self._dialogue.say(f"taken as {value}")
            return value

        answer = self._dialogue.ask(
            _question(field, optional=not needed and not default),
            words_in if field.many else one_value,
            default=default,
            words=known if known is not None else field.choices,
            known=known,
        )
        if answer is there and there is not None:
            return there
        if not field.refers:
            return answer
        if field.many:
            return self._listed_entries(field, answer, there or ())
        return self._id_meant(field.refers, answer) if answer else ""

    def _explain(self, field: Field) -> None:
        """Say what each word means that `field` may hold, once."""
        explained = meanings(field)
        if field.name not in self._explained:
            if others := [word for word in field.choices if word not in explained]:
                self._dialogue.say(f"{', '.join(others)}{'; or' if explained else ''}")
            for word, meaning in explained.items():
                self._dialogue.say(meaning, f"{word:<{max(map(len, explained))}}  ")
        if not self._dialogue.is_repeating:
            self._explained.add(field.name)

    def _listed_entries(self, field: Field, words: list[str], there: Any) -> list[Any]:
        """The ids that `words` name, or the items; those that are `there` keep what they have."""
        assert field.refers is not None
        kind = field.refers
        if field.object != "item":
            ids = dict.fromkeys(self._id_meant(kind, word) for word in words)
            before = {each["party"]: each for each in there if isinstance(each, dict)}
            return [before.get(id, id) for id in ids]
        found = []
        for word in words:
            item = short_item(word)
            if item.get("stance", _USUAL_STANCE) not in _stance_words():
                item = {"source": word}
            item["source"] = self._id_meant(kind, item["source"])
            same = [
                each for each in there if each["source"] == item["source"] and item.items() <= each.items()
            ]
            found.append(same[0] if same else self._ask_about_item(item))
        return found

    def _ask_about_item(self, item: dict[str, str]) -> dict[str, str]:
        """`item` with what is said of it."""
        self._dialogue.say(f"`{item['source']}` {self._known.source[item['source']]}")
        for field in fields("item"):
            if field.name in _OF_ITEM and field.name not in item:
                default = _USUAL_STANCE if field.name == "stance" else ""
                value = self._ask_value("item", field, item, default)
                if value and (field.name, value) != ("stance", _USUAL_STANCE):
                    item[field.name] = value
        return item

    def _id_meant(self, kind: Kind, text: str) -> str:
        """The id that is meant by `text`: an id, a name, an address, or one that is made now."""
        while True:
            known = self._known.ids_of(kind)
            if text in known:
                return text
            called = id_called(text, self._known, kind)
            if not called and _is_address(kind, text):
                called = self._addresses.get(comparable(text), "")
            if called:
                return called
            near = self._similar_ids(kind, text)
            self._dialogue.say(f"there is no {kind} `{text}`{'; you may mean' if near else ''}")
            for number, id in enumerate(near, start=1):
                self._dialogue.say(f"{id}  {known[id]}", f"{number}  ")
            others = "a number or another name" if near else "another name"
            answer = self._dialogue.ask(
                f"`{NEW}` adds it now, {others} is one that is there",
                _not_empty,
                default="" if near else NEW,
                words=(NEW, *known),
                known=known,
            )
            if answer == NEW:
                return self._add_new(kind, text)
            numbers = {str(number): id for number, id in enumerate(near, start=1)}
            text = numbers.get(answer, answer)

    def _add_new(self, kind: Kind, text: str) -> str:
        """The id of the party or source called `text`, or at that address, which is asked for."""
        name = "url" if _is_address(kind, text) else _CALLED[kind]
        (field,) = [each for each in fields(kind) if each.name == name]
        value, fault = understand_value(field, text, self._known)
        given = {} if fault or field_fault(kind, field, value, self._known) else {name: value}
        self._dialogue.say(f"a new {kind}: {text}")
        id = self.entry(kind, given)
        self._dialogue.say(f"that was the {kind} `{id}`; back to where it is wanted")
        return id

    def _similar_ids(self, kind: Kind, text: str) -> list[str]:
        """The ids of those whom somebody may mean who wrote `text`."""
        called, key = self._known.named[kind], name_key(text)
        meant = suggest(text, self._known.ids_of(kind))
        close = suggest(key, called)
        words = _long_words(key)
        found = [meant, called.get(close, "")]
        found += [id for name, id in called.items() if name and (name in key or key in name)]
        found += [id for name, id in called.items() if not words.isdisjoint(_long_words(name))]
        return [*dict.fromkeys(filter(None, found))][:_MAX_NEAR]


def _is_asked(field: Field, made: Mapping[str, Any], proposed: Mapping[str, str]) -> bool:
    """Whether `field` is asked for, given what is known so far."""
    match field.name:
        case "based_on":
            return is_needed(field, made)
        case "retrieved":
            return "url" in made or "file" in made
        case "archived":
            return "url" in made
        case "quote":
            return "stated_in" in made
        case "publisher":
            carrier = proposed.get("publisher")
            return "publisher" in made or (carrier is not None and carrier not in made.get("by", ()))
        case "language":
            return field.name in made or field.name in proposed
        case _:
            return True


def _question(field: Field, *, optional: bool) -> str:
    hint = " (or `today`)" if field.date else ""
    if field.refers:
        called = "name" if field.refers == "party" else "title or address"
        hint = f" (id, {called}; {LIST} lists them)"
    return f"{first_sentence(field)}{hint}{' [none]' if optional else ''}"


def _answer_for(value: Any) -> str:
    """`value`, which an entry holds, as it is answered."""
    if isinstance(value, list):
        return ", ".join(map(_answer_for, value))
    if isinstance(value, dict):
        source, stance = value.get("source"), value.get("stance")
        return value.get("party") or (f"{source}:{stance}" if stance else source) or ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value or "")


def _stance_words() -> tuple[str, ...]:
    (field,) = [each for each in fields("item") if each.name == "stance"]
    return field.choices


def _not_empty(text: str) -> str:
    if not text:
        raise Refused(f"write `{NEW}`, a number or a name")
    return text


def _is_address(kind: Kind, text: str) -> bool:
    return kind == "source" and re.match("https?://", text) is not None


def _long_words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name) if len(word) >= _SHORTEST_WORD}
