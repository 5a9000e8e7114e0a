"""A record of five sources, and the site that they are on: the case that `sayso verify` is for."""

import json
from typing import Any

from .loopback import Server, http

TRUE = "The dam does not leak, and has never leaked."
ALTERED = "Nobody was warned on the evening of 3 March."
SAID = "Nobody was warned on the morning of 3 March."
PAGE = f"""<!doctype html><title>A page</title><article><p>Levels.</p>
<p>The ministry wrote: <q>The dam does <em>not</em> leak, and has never
leaked.</q> It did not say more.</p><ul><li>{SAID}</li></ul></article>"""


def site(path: str, headers: dict[str, str]) -> bytes:
    """The site."""
    match path:
        case "/true" | "/altered":
            return http(PAGE.encode(), "200 OK", f'ETag: "{path}"')
        case "/wall":
            return http(b"<title>Just a moment...</title>", "403 Forbidden", "cf-mitigated: challenge")
        case "/inside":
            return http(b"", "302 Found", "Location: http://169.254.169.254/latest/meta-data/")
        case "/moved":
            return http(b"", "301 Moved Permanently", "Location: /true")
        case _:
            return http(b"not here", "404 Not Found")


def source(url: str, **more: Any) -> dict[str, Any]:
    """A source at `url`."""
    return {"title": "T", "by": ["paper"], "basis": "investigation", "url": url, **more}


def record(server: Server, **sources: dict[str, Any]) -> dict[str, Any]:
    """The record; with `sources`, of these instead."""
    own = sources or {
        "true": source(server.url("/true")),
        "altered": source(server.url("/altered")),
        "gone": source(server.url("/gone")),
        "wall": source(server.url("/wall", "other.example")),
        "inside": source(server.url("/inside", "third.example")),
    }
    quotes = {"true": TRUE, "altered": ALTERED}
    return {
        "version": 1,
        "parties": {"paper": {"name": "Paper"}, "state": {"name": "State"}},
        "sources": own,
        "claims": [
            {
                "id": "dam",
                "statement": "The dam does not leak.",
                "claimant": ["state"],
                "evidence": [],
                "corroboration": [{"source": id, "quote": quotes.get(id, "Whatever it says.")} for id in own],
            }
        ],
    }


def text(shape: dict[str, Any]) -> str:
    """`shape` as a file."""
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"
