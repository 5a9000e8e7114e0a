"""Claim files for tests of the program."""

import copy
import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]

PARTIES: Json = {
    "state": {"name": "Northland"},
    "ministry": {"name": "Ministry of Energy", "controlled_by": ["state"]},
    "broadcaster": {"name": "Northland Broadcasting", "controlled_by": ["state"]},
    "institute": {"name": "Grid Institute"},
    "ledger": {"name": "The Ledger"},
}
SOURCES: Json = {
    "release": {"title": "Power is back", "by": ["ministry"], "basis": "statement"},
    "bulletin": {"title": "Evening bulletin", "by": ["broadcaster"], "basis": "investigation"},
    "brief": {"title": "Power back", "by": ["ledger"], "basis": "relay", "based_on": ["release"]},
    "readings": {"title": "Mains frequency", "by": ["institute"], "basis": "observation"},
    "reports": {"title": "Lights on", "by": ["ledger"], "basis": "investigation"},
    "rumour": {"title": "Rumour", "by": ["ledger"], "basis": "unknown"},
}


def claim(id: str, *corroboration: str, **more: object) -> Json:
    """A claim of the ministry that these sources corroborate."""
    return {
        "id": id,
        "statement": "Power was back by noon.",
        "claimant": ["ministry"],
        "evidence": [],
        "corroboration": [{"source": source} for source in corroboration],
        **more,
    }


def record(*claims: object, **more: object) -> Json:
    """A claim file with these claims; its parties and sources are its own, whatever a test does with them."""
    shared = copy.deepcopy({"parties": PARTIES, "sources": SOURCES})
    return {"version": 1, **shared, "claims": list(claims), **more}


FLAGGED = claim("flagged", "bulletin", "brief")
DECLARED = claim("declared", "brief", standing="self-asserted")
SINGLE = claim("single", "readings")
SOUND = claim("sound", "readings", "reports")
REFUTED = claim("refuted") | {"corroboration": [{"source": "readings", "stance": "refutes"}]}
OPINION = claim("opinion", kind="opinion")
MIXED = record(SOUND, SINGLE, DECLARED, FLAGGED, REFUTED, OPINION)


def write(path: Path, data: object) -> Path:
    """Write `data` as JSON to `path`."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
