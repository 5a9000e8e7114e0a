"""What is asked for an entry, and for those that it refers to and that are not there yet.

An entry that is missing is made on the way: a party inside a source inside a claim. Nothing is written here.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, Final, NamedTuple

from msgspec import convert

from sayso.record.edit import EntryKind
from sayso.record.model import Party
from sayso.record.references import Record, name_key
from sayso.record.syntax.spelling import suggest
from sayso.record.urls import comparable_url
from sayso_cli.editing.dialogue import LIST, NONE, Dialogue
from sayso_cli.editing.entry_writing import NewEntry
from sayso_cli.editing.field_values import (
    checked_value,
    refuse_misfit,
    separate_copy,
    short_item,
    split_list,
    true_or_false,
)
from sayso_cli.editing.fields import Field, RefusedValue, asked_fields, field_of, fields, is_needed
from sayso_cli.editing.known_ids import free_id, known_ids
from sayso_cli.editing.page_proposals import Page, site_owner

NEW: Final = "new"
"""The answer that adds what is not there."""
# What is asked of an item besides its source.
_OF_ITEM: Final = ("stance", "quote", "locator", "checked")
_USUAL_STANCE: Final = "supports"
_CALLED: Final[Mapping[str, str]] = {"party": "name", "source": "title"}
_MAX_NEAR: Final = 5
# Shorter words are in too many names to tell whom somebody means.
_SHORTEST_WORD: Final = 4


class PageOpener(NamedTuple):
    """How pages are opened, those that were, and whether somebody is asked first."""

    open: Callable[[str], Page]
    pages: dict[str, Page]
    ask_first: bool


class Questions:
    """One conversation about the entries of a file."""

    def __init__(self, dialogue: Dialogue, record: Record, opening: PageOpener | None = None) -> None:
        self.new_entries: list[NewEntry] = []
        """The entries that it made, each behind those that it refers to."""
        self._dialogue = dialogue
        self._known = known_ids(record)
        self._record = record
        self._opening = opening
        self._explained: set[str] = set()

    def entry(self, kind: EntryKind, given: Mapping[str, Any]) -> str:
        """Ask for what is not `given` of an entry; its id."""
        made = dict(given)
        proposed = self._proposals(kind, made)
        for field in asked_fields(kind):
            if field.name in made or not _is_asked(field, made, proposed):
                continue
            value = self._ask_value(field, made, proposed.get(field.name, ""))
            if value:
                made[field.name] = value
            if field.name == "url":
                proposed = self._proposals(kind, made)
        id: str = made["id"]
        self._known.add(kind, id, made)
        if kind == "party":
            self._parties[id] = convert({name: each for name, each in made.items() if name != "id"}, Party)
        elif "url" in made:
            self._addresses[comparable_url(made["url"])] = id
        self.new_entries.append(NewEntry(kind, id, made))
        return id

    def changes(self, kind: EntryKind, entry: Mapping[str, Any]) -> dict[str, Any]:
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
            value = self._ask_value(field, now, _answer_for(there), there)
            if not value and field.name in entry and value != there:
                changed[field.name] = [] if field.object == "item" else None
            elif value and value != there:
                changed[field.name] = value
        return changed

    def _proposals(self, kind: EntryKind, made: dict[str, Any]) -> dict[str, str]:
        """What the address of a source proposes for its other fields."""
        if kind != "source" or "url" not in made:
            return {}
        separate_copy(made)
        proposed = {**self._page_proposals(made["url"])}
        address = proposed.pop("url", made["url"])
        if address != made["url"]:
            made["url"] = self._ask_value(field_of(kind, "url"), made, address) or made["url"]
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
        return {comparable_url(each.url): id for id, each in sources if each.url}

    def _ask_value(self, field: Field, made: Mapping[str, Any], default: str, there: Any = None) -> Any:
        """The answer for `field`; empty if it is passed over. With `there`, `default` stands for that."""
        needed = is_needed(field, made)
        known = self._known.names[field.refers_to] if field.refers_to else None
        if field.name == "id":
            default = free_id(field.kind, made, self._known.names[field.kind])
        self._explain(field)

        def understand(text: str) -> Any:
            if there is not None and text == default:
                return there
            text = "" if text == NONE else text
            return (self._words_in if field.is_list else self._one_value)(field, text, needed=needed)

        answer = self._dialogue.ask(
            _question(field, optional=not needed and not default),
            understand,
            default=default,
            words=known if known is not None else field.choices,
            known=known,
        )
        if not field.refers_to or (there is not None and answer is there):
            return answer
        if field.is_list:
            return self._listed_entries(field, answer, there or ())
        return self._id_meant(field.refers_to, answer) if answer else ""

    def _words_in(self, field: Field, text: str, *, needed: bool) -> list[str]:
        """What an answer lists; ids and names are looked up later."""
        words = split_list(field, text, self._known)
        if needed and not words:
            how = ": write a name; what is not there yet is added on the way" if field.refers_to else ""
            raise RefusedValue(f"at least one is needed{how}")
        if words and not field.refers_to:
            refuse_misfit(field, words, self._known)
        return words

    def _one_value(self, field: Field, text: str, *, needed: bool) -> Any:
        """What an answer says; an id or name is looked up later."""
        if needed and not text and field.choices:
            raise RefusedValue("one of these words is needed")
        if field.type == "boolean" and text:
            return true_or_false(field, text)
        if field.refers_to or not (text or needed):
            return text
        value = checked_value(field, text, self._known)
        if field.type == "url" and value != text:
            self._dialogue.say(f"taken as {value}")
        return value

    def _explain(self, field: Field) -> None:
        """Say what each word means that `field` may hold, once."""
        explained = field.meanings
        if field.name not in self._explained:
            if others := [word for word in field.choices if word not in explained]:
                self._dialogue.say(f"{', '.join(others)}{'; or' if explained else ''}")
            for word, meaning in explained.items():
                self._dialogue.say(meaning, f"{word:<{max(map(len, explained))}}  ")
        if not self._dialogue.is_repeating:
            self._explained.add(field.name)

    def _listed_entries(self, field: Field, words: list[str], there: Any) -> list[Any]:
        """The ids that `words` name, or the items; those that are `there` keep what they have."""
        assert field.refers_to is not None
        kind = field.refers_to
        if field.object != "item":
            ids = dict.fromkeys(self._id_meant(kind, word) for word in words)
            before = {each["party"]: each for each in there if isinstance(each, dict)}
            return [before.get(id, id) for id in ids]
        found = []
        for word in words:
            item = short_item(word)
            if item.get("stance", _USUAL_STANCE) not in field_of("item", "stance").choices:
                item = {"source": word}
            item["source"] = self._id_meant(kind, item["source"])
            same = [
                each for each in there if each["source"] == item["source"] and item.items() <= each.items()
            ]
            found.append(same[0] if same else self._ask_about_item(item))
        return found

    def _ask_about_item(self, item: dict[str, str]) -> dict[str, str]:
        """`item` with what is said of it."""
        self._dialogue.say(f"`{item['source']}` {self._known.names['source'][item['source']]}")
        for field in fields("item"):
            if field.name in _OF_ITEM and field.name not in item:
                default = _USUAL_STANCE if field.name == "stance" else ""
                value = self._ask_value(field, item, default)
                if value and (field.name, value) != ("stance", _USUAL_STANCE):
                    item[field.name] = value
        return item

    def _id_meant(self, kind: EntryKind, text: str) -> str:
        """The id that is meant by `text`: an id, a name, an address, or one that is made now."""
        while True:
            known = self._known.names[kind]
            if text in known:
                return text
            called = self._known.id_called(text, kind)
            if not called and _is_address(kind, text):
                called = self._addresses.get(comparable_url(text), "")
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

    def _add_new(self, kind: EntryKind, text: str) -> str:
        """The id of the party or source called `text`, or at that address, which is asked for."""
        name = "url" if _is_address(kind, text) else _CALLED[kind]
        given: dict[str, Any] = {}
        with suppress(RefusedValue):
            given[name] = checked_value(field_of(kind, name), text, self._known)
        self._dialogue.say(f"a new {kind}: {text}")
        id = self.entry(kind, given)
        self._dialogue.say(f"that was the {kind} `{id}`; back to where it is wanted")
        return id

    def _similar_ids(self, kind: EntryKind, text: str) -> list[str]:
        """The ids of those whom somebody may mean who wrote `text`."""
        called, key = self._known.by_name[kind], name_key(text)
        meant = suggest(text, self._known.names[kind])
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
    hint = " (or `today`)" if field.type == "date" else ""
    if field.refers_to:
        called = "name" if field.refers_to == "party" else "title or address"
        hint = f" (id, {called}; {LIST} lists them)"
    return f"{field.summary}{hint}{' [none]' if optional else ''}"


def _answer_for(value: Any) -> str:
    """`value`, which an entry holds, as it is answered."""
    if isinstance(value, list):
        return ", ".join(map(_answer_for, value))
    if isinstance(value, dict):
        source, stance = value.get("source"), value.get("stance")
        return value.get("party") or (f"{source}:{stance}" if stance else source) or ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value or "")


def _not_empty(text: str) -> str:
    if not text:
        raise RefusedValue(f"write `{NEW}`, a number or a name")
    return text


def _is_address(kind: EntryKind, text: str) -> bool:
    return kind == "source" and re.match("https?://", text) is not None


def _long_words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name) if len(word) >= _SHORTEST_WORD}
