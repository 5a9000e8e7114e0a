"""`--format json`: the whole report for programs.

The shape has a version. Within a version nothing is taken away or changes its meaning; members may be
added, so read it without refusing what you do not know.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from sayso import __version__
from sayso.finding import Level
from sayso.provenance.standing import Judgement, Strength
from sayso.report import ClaimReport, Report, Reported
from sayso_cli.formats import Look

VERSION: Final = 1
"""The version of the shape."""

# What JSON allows to stand bare, but a terminal would act on.
_BARE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_NOT_ASCII = re.compile("[\x7f-\U0010ffff]")


def json(report: Report, look: Look) -> str:
    """`report` as one JSON object, indented, with a final line break.

    In ASCII where it is not written in UTF-8, so that it is well formed everywhere.
    """
    summary = report.summary
    shape = {
        "version": VERSION,
        "tool": {"name": "sayso", "version": __version__},
        "files": [
            {
                "path": file.path,
                "claims": [_claim(claim) for claim in file.claims],
                "findings": [_finding(each) for each in file.findings],
            }
            for file in report.files
        ],
        "summary": {
            "files": summary.files,
            "claims": summary.claims,
            "standings": summary.standings,
            "unreadable": summary.unreadable,
            **{level.value: summary.levels[level] for level in Level},
            "waived": summary.waived,
        },
    }
    return written(shape, look)


def written(shape: dict[str, Any], look: Look) -> str:
    """`shape` as JSON, with a final line break."""
    text = msgspec.json.format(_encode(shape), indent=2).decode()
    if not text.isascii() or "\x7f" in text:
        text = (_BARE if look.encoding == "utf-8" else _NOT_ASCII).sub(_escape, text)
    return text + "\n"


def _encode(shape: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(shape)
    except UnicodeEncodeError:
        # The name of a file need not be text.
        return msgspec.json.encode(_cleaned(shape))


def _cleaned(value: Any) -> Any:
    """`value` with `?` for what is no character."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _cleaned(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(member) for member in value]
    return value


def _escape(match: re.Match[str]) -> str:
    pairs = match[0].encode("utf-16-be")
    return "".join(f"\\u{pairs[at]:02x}{pairs[at + 1]:02x}" for at in range(0, len(pairs), 2))


def _claim(claim: ClaimReport) -> dict[str, Any]:
    judgement = claim.judgement
    shape: dict[str, Any] = {
        "id": claim.entry.id or None,
        "standing": judgement and judgement.standing,
        "declared": claim.declared,
        "line": claim.line,
        "support": judgement and _strength(judgement.support),
        "contradiction": judgement and _strength(judgement.contradiction),
        "items": list(_items(judgement, claim.chains)) if judgement else [],
    }
    return shape


def _strength(strength: Strength) -> dict[str, Any]:
    return {
        "voices": strength.voices,
        "at_most": strength.at_most,
        "exact": strength.exact,
        "cut": strength.cut,
    }


def _items(judgement: Judgement, chains: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for judged, chain in zip(judgement.items, chains, strict=True):
        yield {
            "in": judged.section,
            "index": judged.index,
            "source": judged.item.source,
            "stance": judged.item.stance,
            "counts": judged.counts,
            "why": judged.why,
            "chain": chain,
        }


def _finding(reported: Reported) -> dict[str, Any]:
    finding, position = reported.finding, reported.spot.position
    return {
        "check": finding.check,
        "level": finding.level.value,
        "claim": finding.claim or None,
        "message": finding.message,
        "help": finding.help,
        "pointer": reported.spot.pointer,
        "line": position.line,
        "column": position.column,
        "end_line": position.end_line,
        "end_column": position.end_column,
        "waived": finding.waived,
        "related": [
            {
                "message": message,
                "path": spot.path,
                "pointer": spot.pointer,
                "line": spot.position.line,
                "column": spot.position.column,
            }
            for message, spot in reported.related
        ],
    }
