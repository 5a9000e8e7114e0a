"""Pages that a browser saved with all that belongs to them (`.mhtml`), and subtitles."""

import re
from typing import Final

_HEAD: Final = 2_000
_HEADER = re.compile(rb"\s*+[a-z-]{1,40}: ", re.IGNORECASE)
_SUBTITLES = re.compile(r"\ufeff?\s*+(?:WEBVTT\b|[0-9]{1,9}[ \t]*+\r?\n[0-9:]{5,12},[0-9]{3} --> )")
_CUE = re.compile(
    r"^(?:[0-9]{1,9}[ \t]*+\r?\n)?[0-9:.,]{5,20} --> [^\n]*$|\A\ufeff?WEBVTT[^\n]*", re.MULTILINE
)
_TAG = re.compile(r"</?[a-z0-9][^<>\n]{0,100}>")


def saved_page(body: bytes) -> tuple[bytes, str | None] | None:
    """The page in a saved one, and its encoding; None if `body` is no saved page, or holds none."""
    if not _HEADER.match(body) or b"multipart/related" not in body[:_HEAD].lower():
        return None
    from email import message_from_bytes
    from email.policy import default

    try:
        for part in message_from_bytes(body, policy=default).walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                return (page, part.get_content_charset()) if isinstance(page, bytes) else None
    except (RecursionError, LookupError, ValueError):
        # Parts within parts without end, and headers that the library cannot read.
        return None
    return None


def without_cues(text: str) -> str:
    """`text` without the numbers, times and markup of subtitles, if it is a file of them."""
    return _TAG.sub("", _CUE.sub("", text)) if _SUBTITLES.match(text) else text
