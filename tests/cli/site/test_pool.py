"""Pages that several processes make are those that one makes."""

import os

import pytest

from sayso_cli.site import pool

from ..records import claim, record
from .made import site_of


def test_several_processes_make_the_same_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    made = site_of(record(*(claim(f"c{number}", "readings", "reports") for number in range(30))))
    alone = list(made.files())
    monkeypatch.setattr(pool, "FEWEST", 10)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    assert list(made.files()) == alone


def test_a_fault_in_one_of_them_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    with pytest.raises(ZeroDivisionError):
        list(pool.run_in_processes(lambda index: 1 // (index - 500), 1000))


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_one_process_alone(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    here = os.getpid()
    assert list(pool.run_in_processes(lambda index: (index, os.getpid()), 1000)) == [
        (index, here) for index in range(1000)
    ]
