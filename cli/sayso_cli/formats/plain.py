"""Text of a record on one line, safe to show, and no longer than its target takes; paths as CI knows them."""

import os
from typing import Final
from urllib.parse import quote

from sayso.record.project import STDIN_SHOWN
from sayso.rules.finding import Finding
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import Family
from sayso_cli.terminal import Look, visible

_LONGEST_OUTLOOK: Final = 450
_CUT: Final = "…"


def plain(text: str, most: int | None = None) -> str:
    """`text` as `visible` shows it; of more than `most` code points the beginning, and an ellipsis."""
    if most is not None and len(text) > most:
        text = text[: most - 1] + _CUT
    return visible(text)


def message_and_help(finding: Finding, most: int, between: str = " ") -> str:
    """What `finding` says and what to do, each of at most `most` code points, and how the claim could end."""
    parts = [_with_full_stop(plain(finding.message, most))]
    if finding.help:
        parts.append(f"To change it: {_with_full_stop(plain(finding.help, most))}")
    parts += [_with_full_stop(plain(each, _LONGEST_OUTLOOK)) for each in outlook_sentences(finding)]
    return between.join(parts)


def outlook_sentences(finding: Finding) -> list[str]:
    """How the claim could end, beside that it falls short, and beside its standing both ends of disputes."""
    rule, about = BY_NAME[finding.check], finding.about
    if about is None or rule.family is not Family.STANDING:
        return []
    outlook = about.outlook if rule.falls_short else ""
    ends = f"Disputed: {about.both_ends}" if about.both_ends else ""
    return [each for each in (outlook[:1].upper() + outlook[1:], ends) if each]


def _with_full_stop(text: str) -> str:
    return text if text.endswith((".", _CUT)) else f"{text}."


def path_from_root(path: str, look: Look) -> str:
    """`path` from the root that `look` names; the absolute path if it leads elsewhere.

    Nothing is looked up: symbolic links are not followed. The name of standard input stays as it is.
    """
    if path == STDIN_SHOWN:
        return path
    full = os.path.normpath(os.path.join(look.here, path))
    inside = os.path.join(look.root, "")
    return (full.removeprefix(inside) if look.root else full).replace(os.sep, "/")


def uri(path: str) -> str:
    """`path`, as `path_from_root` gives it, as a reference (RFC 3986): relative or a `file` address."""
    encoded = quote(path.encode("utf-8", "surrogateescape"))
    return f"file:///{encoded.lstrip('/')}" if os.path.isabs(path) else encoded
