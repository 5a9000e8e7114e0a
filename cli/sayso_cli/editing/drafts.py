"""What was answered so far to `sayso add`, kept beside the claim file until the entry is in it."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from sayso.record.disk import open_file
from sayso.record.syntax.json_reader import read_typed
from sayso_cli.editing.fields import fields
from sayso_cli.editing.page_proposals import Page
from sayso_cli.files import temporary_file
from sayso_cli.terminal import fail

_MAX_BYTES: Final = 1 << 20

Given = str | bool | list[str]


class Draft(Struct, frozen=True, forbid_unknown_fields=True):
    """The options that were given, the answers, and what the pages proposed that were opened, by address."""

    given: dict[str, Given] = {}
    answers: list[str] = []
    pages: dict[str, Page] = {}


class DraftFile:
    """The place of a draft: one for each claim file and kind of entry.

    A symbolic link there is replaced, not followed.
    """

    def __init__(self, claim_file: Path, kind: str) -> None:
        self._kind = kind
        self.path = claim_file.with_name(f".{claim_file.name}.add-{kind}")

    def load(self) -> Draft | None:
        """The draft; None if there is none.

        Ends the run if it cannot be read, or has other options than there are: it is not overwritten.
        """
        try:
            with open_file(self.path) as file:
                draft = read_typed(file.read(_MAX_BYTES + 1), Draft)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            fail(f"the draft {self.path} cannot be read; remove it to begin anew")
        types = {
            field.name: list if field.is_list else bool if field.type == "boolean" else str
            for field in fields(self._kind)
        }
        if any(not isinstance(value, types.get(name, ())) for name, value in draft.given.items()):
            fail(f"the draft {self.path} is of another version; remove it to begin anew")
        return draft

    def keep(self, draft: Draft) -> None:
        """Put `draft` in the place of what is there; ends the run if it cannot be written."""
        try:
            with temporary_file(str(self.path)) as (file, name):
                file.write(msgspec.json.encode(draft))
                file.flush()
                os.fsync(file.fileno())
                file.close()
                os.replace(name, self.path)
        except OSError as error:
            fail(f"cannot keep what is answered in {self.path}: {error.strerror}")

    def remove(self) -> None:
        """Take the draft away, if there is one."""
        with suppress(OSError):
            os.unlink(self.path)
