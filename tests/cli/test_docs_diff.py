"""The examples of docs/diff.md are what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

from .repository import ENVIRONMENT

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")


def test_examples(tmp_path: Path) -> None:
    """Each is run in a new repository; of a report that goes on, its beginning is compared."""
    program = tmp_path / "bin" / "sayso"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sayso_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{ENVIRONMENT['PATH']}"
    work = tmp_path / "work"
    work.mkdir()
    blocks = re.findall(r"^```console\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    for block in blocks:
        commands = re.findall(r"^\$ (.*)$", block, flags=re.MULTILINE)
        expected = re.sub(r"^\$ .*\n", "", block, flags=re.MULTILINE)
        done = subprocess.run(
            ["sh", "-c", "\n".join(commands)],
            cwd=work,
            env=ENVIRONMENT | {"PATH": path, "SAYSO": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.stdout.startswith(expected), done.stderr
        if "check" in commands[0]:
            (told,) = re.findall(r"it ends with status 1, and with `(.*)`", PAGE)
            assert (done.returncode, told in done.stderr) == (1, True)
