"""Whose name it is, where an id is wanted."""

from sayso.record.file import Entry
from sayso.record.load import load
from sayso.record.model import Party
from sayso.record.references import hint, ids_by_name

FILE = load("a.json", b"{}", lines=False)


def party(id: str, name: str, *aliases: str) -> Entry[Party]:
    return Entry(id, Party(name, aliases=aliases), FILE, ("parties", id))


def test_names_and_aliases_are_understood() -> None:
    ids = ids_by_name([party("ru-mod", "Russian Ministry of Defence", "Минобороны"), party("un", "UN")])
    told = "you mean `ru-mod`, which has that name"
    assert hint("Russian Ministry of Defence", ids) == told
    assert hint(" russian  ministry of\tdefence ", ids) == told
    assert hint("МИНОБОРОНЫ", ids) == told
    assert hint("Ministry of Defence", ids) == hint("", ids) == ""


def test_nobody_is_named_where_two_have_the_name() -> None:
    entries = [party("a", "Ministry"), party("b", "ministry"), party("c", "Ministry"), party("d", "D", "d")]
    ids = ids_by_name(entries)
    assert hint("Ministry", ids) == ""
    assert hint("D", ids) == "you mean `d`, which has that name"


def test_the_same_party_in_two_files_is_one() -> None:
    assert hint("A", ids_by_name([party("a", "A"), party("a", "A")])) == "you mean `a`, which has that name"


def test_what_cannot_be_read_has_no_name() -> None:
    assert ids_by_name([Entry("a", None, FILE, ("claims", 0))]) == {}
