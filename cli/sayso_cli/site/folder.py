"""The folder of a site: written beside its place, and put there as a whole.

A list of its files stands in the folder. A folder without one, or with anything that is not on it, was not
written by sayso alone, and is left as it is. What is left: a run that is killed between the two renamings
leaves the site before it under the name `.sayso-…-old` beside its place, and one that is killed earlier a
`.sayso-…` folder. The next run to the same place removes both, once its own site stands.
"""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sayso.record.disk import SITE_MARK, open_file
from sayso_cli.files import (
    OLD_SUFFIX,
    hold_from_cleanup,
    remove_folder,
    remove_leftovers,
    temporary_folder,
)

_HEAD: Final = "# Written by sayso report. The next run replaces this folder; these are its files:"


class FolderRefused(Exception):
    """The folder is not to be touched; says why, and what to do."""


Content = str | bytes | Iterable[str]
"""What a file is to hold, whole or in pieces."""


def write_folder(folder: Path, files: Iterable[tuple[str, Content]]) -> int:
    """Write `files`, each a path and its content, as the whole of `folder`; returns their number.

    Raises `FolderRefused` or `OSError`, and then what stood there still stands.
    """
    _refuse_foreign_folder(folder)
    target = Path(os.path.abspath(folder))
    os.makedirs(target.parent, exist_ok=True)
    with temporary_folder(str(target)) as made:
        names = _write_files(Path(made), files)
        _give_usual_mode(made)
        _refuse_foreign_folder(folder)
        _put_in_place(made, target)
    remove_leftovers(str(target))
    return names


def _write_files(made: Path, files: Iterable[tuple[str, Content]]) -> int:
    names = []
    # First, so that it is known as ours however early the run is killed.
    (made / SITE_MARK).touch()
    for name, content in files:
        path = made / name
        path.parent.mkdir(exist_ok=True, parents=True)
        # Never over another file of the same site, whatever the file system takes for the same name.
        pieces = (content,) if isinstance(content, str | bytes) else content
        with open(path, "xb") as file:
            file.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
        names.append(name)
    (made / SITE_MARK).write_text("\n".join([_HEAD, *sorted(names), ""]), encoding="utf-8", newline="\n")
    return len(names)


def _put_in_place(made: str, target: Path) -> None:
    """Put the folder `made` in the place of `target`, and remove what stood there."""
    if not target.exists():
        os.rename(made, target)
        return
    old = f"{made}{OLD_SUFFIX}"
    with hold_from_cleanup(str(target)):
        os.rename(target, old)
        try:
            os.rename(made, target)
        except BaseException:
            os.rename(old, target)
            raise
        remove_folder(old)


def _give_usual_mode(made: str) -> None:
    """Give the folder `made` the mode of new folders."""
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(made, 0o777 & ~mask)


def _refuse_foreign_folder(folder: Path) -> None:
    """Refuse a folder that sayso did not write, or did not write alone."""
    try:
        mode = os.lstat(folder).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise FolderRefused(f"{folder} is a symbolic link; name the folder itself")
    if not stat.S_ISDIR(mode):
        raise FolderRefused(f"{folder} is there already, and is no folder")
    if os.path.samefile(folder, "."):
        raise FolderRefused(f"{folder} is the working folder; name one inside it")
    if not os.listdir(folder):
        return
    try:
        own = set(_listed_files(folder))
    except (OSError, ValueError):
        raise FolderRefused(
            f"{folder} is there already, and was not written by sayso report; name a new folder"
        ) from None
    for above, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(above, name)
            within = path.relative_to(folder).as_posix()
            is_folder = path.is_dir() and not path.is_symlink()
            known = any(each.startswith(f"{within}/") for each in own) if is_folder else within in own
            if not known or path.is_symlink():
                raise FolderRefused(
                    f"{folder} holds {within}, which sayso report did not write; "
                    "move it away, or name a new folder"
                )


def _listed_files(folder: Path) -> list[str]:
    """The files of the site in `folder`, as its list has them. Raises `OSError` where there is none."""
    marker = folder / SITE_MARK
    if marker.is_symlink():
        raise OSError(errno.ELOOP, "a symbolic link")
    with open_file(marker) as file:
        head, *names = file.read().decode().splitlines()
    if head != _HEAD:
        raise OSError(errno.EINVAL, "not a list of sayso")
    return [*names, SITE_MARK]
