"""Real git repositories for tests."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def git(folder: Path, *arguments: object, input: bytes | None = None) -> str:
    """What `git` answers in `folder`."""
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *map(str, arguments)],
        cwd=folder,
        env=ENVIRONMENT,
        input=input,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode(errors="surrogateescape").strip()


class Work:
    """A repository and its work tree."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch=main")

    def write(self, name: str, data: Any) -> Path:
        """Write a file: text as it is, anything else as JSON."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, files: dict[str, Any] | None = None) -> str:
        """Write files and commit all that there is; the name of the commit."""
        for name, data in (files or {}).items():
            self.write(name, data)
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", "change")
        return git(self.folder, "rev-parse", "HEAD")

    def git(self, *arguments: object) -> str:
        """What `git` answers here."""
        return git(self.folder, *arguments)
