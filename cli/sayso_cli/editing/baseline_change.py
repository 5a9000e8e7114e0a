"""The baseline, in which what is known has another place."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.report.baseline import Baseline
from sayso.report.baseline_file import baseline_text
from sayso.report.fingerprint import Fingerprint, KnownFinding
from sayso_cli.commands.baseline import USUAL_NAME, load
from sayso_cli.configuration import Configuration
from sayso_cli.files import Change


def baseline_change(
    settings: Configuration, moved: Callable[[Fingerprint, str], Fingerprint]
) -> Iterator[Change]:
    """The change of the baseline in force, if `moved` changes a fingerprint of it.

    `moved` is given each fingerprint, and the folder that its path is relative to.
    """
    path = settings.path("baseline") or Path(USUAL_NAME)
    if not path.is_file():
        return
    loaded = load(path)
    folder = loaded.baseline.folder
    known = [
        KnownFinding(moved(each.fingerprint, folder), each.level, each.count)
        for each in loaded.baseline.known
    ]
    if known != list(loaded.baseline.known):
        yield Change(path, baseline_text(Baseline(folder, tuple(sorted(known)))).encode(), loaded.data)
