"""A name where an id is wanted is understood; one that two have is not guessed at."""

from datetime import date
from pathlib import Path

from sayso.record.project import Project
from sayso.report.engine import check
from sayso.rules.rule import House

CASE = Path(__file__).parent / "unknown-reference" / "flags-names-for-ids.json"


def test_whose_name_it_is() -> None:
    report = check(Project().find([str(CASE)]), House(date(2026, 1, 1)))
    told = [each for each in report.files[0].findings if each.check == "unknown-reference"]
    assert [finding.help for finding in told] == [
        "you mean `ru-mod`, which has that name",
        "you mean `ru-mod`, which has that name",
        "add it to `parties`, or correct the id",
        "did you mean `broken`?",
        "you mean `release`, which has that name",
        "did you mean `unread`?",
    ]
