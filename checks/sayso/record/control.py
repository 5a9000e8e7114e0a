"""Control characters, which no text of a claim file may hold; only tab and line breaks are allowed."""

import re

_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]")

# In UTF-8. Each pattern starts with one certain byte, which makes it twenty times faster than both as one.
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_ESCAPED = re.compile(rb"\\(?:u00[01789]|[bf])")


def may_hold_control(data: bytes) -> bool:
    """Whether a text in the JSON `data` can hold a control character; False is certain."""
    return b"\x7f" in data or _C1.search(data) is not None or _ESCAPED.search(data) is not None


def holds_control(value: object) -> bool:
    """Whether a text somewhere in the JSON value `value` holds a control character."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            if _FORBIDDEN.search(here):
                return True
        elif isinstance(here, dict):
            waiting.extend(here)
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return False


def first_control(text: str) -> str:
    """The first control character in `text`; the empty string if there is none."""
    match = _FORBIDDEN.search(text)
    return match[0] if match else ""
