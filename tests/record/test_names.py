"""Whose name it is, where an id is wanted."""

from sayso.record.file import Entry
from sayso.record.load import load
from sayso.record.model import Party
from sayso.record.references import hint_for_name, ids_by_name

FILE = load("a.json", b"{}", lines=False)


def party(id: str, name: str, *aliases: str) -> Entry[Party]:
    return Entry(id, Party(name, aliases=aliases), FILE, ("parties", id))


def test_names_and_aliases_are_understood() -> None:
    ids = ids_by_name([party("ru-mod", "Russian Ministry of Defence", "Минобороны"), party("un", "UN")])
    told = "you mean `ru-mod`, which has that name"
    assert hint_for_name("Russian Ministry of Defence", ids) == told
    assert hint_for_name(" russian  ministry of\tdefence ", ids) == told
    assert hint_for_name("МИНОБОРОНЫ", ids) == told
    assert hint_for_name("Ministry of Defence", ids) == hint_for_name("", ids) == ""


def test_nobody_is_named_where_two_have_the_name() -> None:
    entries = [party("a", "Ministry"), party("b", "ministry"), party("c", "Ministry"), party("d", "D", "d")]
    ids = ids_by_name(entries)
    assert hint_for_name("Ministry", ids) == ""
    assert hint_for_name("D", ids) == "you mean `d`, which has that name"


def test_the_same_party_in_two_files_is_one() -> None:
    assert (
        hint_for_name("A", ids_by_name([party("a", "A"), party("a", "A")]))
        == "you mean `a`, which has that name"
    )


def test_what_cannot_be_read_has_no_name() -> None:
    assert ids_by_name([Entry("a", None, FILE, ("claims", 0))]) == {}
