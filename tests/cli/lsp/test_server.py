"""What the server does between a check and the next edit."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from sayso_cli.lsp.server import Server
from sayso_cli.options import ConfigOptions


@pytest.mark.parametrize("edited", [False, True])
def test_what_was_found_before_an_edit_is_not_told(monkeypatch: pytest.MonkeyPatch, edited: bool) -> None:
    """Neither where the edit comes as the check ends."""

    async def published() -> list[Any]:
        server = Server(ConfigOptions())
        told: list[Any] = []

        async def run(task: Callable[[], object]) -> dict[Any, Any]:
            if edited:
                server.check_soon(delay=60)
            return {}

        monkeypatch.setattr(server.worker, "run", run)
        monkeypatch.setattr(server, "_publish", lambda found, snapshot: told.append(found))
        await server._check(0)
        server.stop()
        return told

    assert asyncio.run(published()) == ([] if edited else [{}])
