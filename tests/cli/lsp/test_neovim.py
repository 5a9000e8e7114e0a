"""Neovim, with the settings that docs/editors.md shows, tells what `sayso check` finds."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

from ..records import FLAGGED, SOUND, record, write

NEOVIM = shutil.which("nvim")
PAGE = Path(__file__).parents[3] / "docs" / "editors.md"
TELL = """
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, each in ipairs(vim.diagnostic.get(0)) do io.stdout:write(each.lnum + 1, " ", each.code, "\\n") end
vim.cmd("qa!")
"""


@pytest.mark.skipif(NEOVIM is None, reason="needs Neovim; on Debian: apt-get install neovim")
def test_what_neovim_shows(tmp_path: Path) -> None:
    newer, older = re.findall(
        r"^```lua\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    version = subprocess.run([str(NEOVIM), "--version"], capture_output=True, text=True, check=True).stdout
    is_newer = tuple(map(int, re.findall(r"\d+", version)[:2])) >= (0, 11)
    (tmp_path / "init.lua").write_text(newer if is_newer else older)
    (tmp_path / "tell.lua").write_text(TELL)
    program = tmp_path / "bin" / "sayso"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sayso_cli "$@"\n')
    program.chmod(0o755)
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    write(work / "a.json", record(SOUND, FLAGGED))
    result = subprocess.run(
        [str(NEOVIM), "--headless", "-u", "../init.lua", "-i", "NONE", "a.json", "-S", "../tell.lua"],
        cwd=work,
        env={
            **os.environ,
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "HOME": str(tmp_path),
            "TERM": "dumb",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = sayso.check(work / "a.json").findings
    expected = sorted(f"{each.position.line} {each.check}" for each in found if not each.is_silenced)
    assert sorted(result.stdout.splitlines()) == expected, result.stderr
