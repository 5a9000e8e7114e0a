"""The claim files of a project that include a register."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.record.project import NotFound, Project, project_root, registers

if TYPE_CHECKING:
    from sayso.record.file import File


def including(path: str, project: Project) -> "list[File]":
    """The files of the project around the file at `path` that include it, as `project` reads them."""
    real = Path(os.path.realpath(path))
    try:
        found = project.find([os.path.relpath(project_root(real))])
    except NotFound:
        return []
    register = project.loaded.get(real)
    return [file for file in found.files if any(each is register for each in registers(file))]


def users(old: "File", new: "File", path: str) -> "list[tuple[File, File]]":
    """The files that include the register at `path`, as they were with `old` in its place, and as they are.

    None where there is no such file on the disk: then it is not known what included it.
    """
    if not os.path.isfile(path):
        return []
    project = Project()
    files = including(path, project)
    register = project.loaded.get(Path(os.path.realpath(path)))
    return [(_replaced(file, register, old, {}), file) for file in files]


def _replaced(file: "File", register: "File | None", old: "File", made: "dict[int, File]") -> "File":
    """`file` with `old` in the place of `register`, wherever it is included."""
    from msgspec import structs

    if file is register:
        return old
    if id(file) not in made:
        inner = [_replaced(each, register, old, made) for each in file.registers]
        made[id(file)] = structs.replace(file, registers=inner)
    return made[id(file)]
