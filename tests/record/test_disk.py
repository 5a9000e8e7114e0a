"""Files are opened if they are regular, and are not waited for."""

import os
import sys
from pathlib import Path

import pytest

from sayso.record.disk import open_file


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text\r\n")
    (tmp_path / "link").symlink_to("file")
    for name in ("file", "link"):
        with open_file(tmp_path / name) as file:
            assert file.read() == b"text\r\n"
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path(os.devnull)):
        before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
        with pytest.raises(OSError, match=r"it is no regular file|Is a directory"):
            open_file(path)
        assert (os.listdir("/proc/self/fd") if before else []) == before
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / "none")
