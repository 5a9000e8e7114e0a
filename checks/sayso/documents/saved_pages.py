"""Pages that a browser saved with all that belongs to them (`.mhtml`), and subtitles."""

import re
from html import unescape
from typing import Final

_HEAD: Final = 2_000
# No saved page has so many parts; to take more apart is long work, and takes much memory.
_MOST_PARTS: Final = 10_000
_HEADER = re.compile(rb"\s*+[a-z-]{1,40}: ", re.IGNORECASE)
_SUBTITLES = re.compile(
    r"\ufeff?\s*+(?:WEBVTT\b|[0-9]{1,9}[ \t]*+\n[0-9:]{5,12},[0-9]{3} --> "
    r"|[0-9:]{5,12}\.[0-9]{3},[0-9:]{5,12}\.[0-9]{3}\n)"
)
_TIME = re.compile(r"[0-9:.,]{5,16} --> .*|[0-9:]{5,12}\.[0-9]{3},[0-9:]{5,12}\.[0-9]{3}")
_TAG = re.compile(r"</?[a-z0-9][^<>\n]{0,100}>|\{\\[^{}\n]{1,100}\}")
_PARTED = re.compile(r"\n[ \t]*\n\s*")


def saved_page(body: bytes) -> tuple[bytes, str | None] | None:
    """The page in a saved one, and its encoding; None if `body` is no saved page, or holds none."""
    if not _HEADER.match(body) or b"multipart/related" not in body[:_HEAD].lower():
        return None
    if body.count(b"\n--") > _MOST_PARTS:
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


def without_subtitle_cues(text: str) -> str:
    """`text` without the numbers, times and markup of subtitles, if it is a file of them.

    Captions that roll show each line twice; what was shown just before is left out.
    """
    plain = text.replace("\r\n", "\n")
    if not _SUBTITLES.match(plain):
        return text
    is_vtt = plain.lstrip("\ufeff \n").startswith("WEBVTT")
    said: list[str] = []
    for block in _PARTED.split(plain):
        rows = block.split("\n")
        at = next((number for number, row in enumerate(rows) if _TIME.fullmatch(row.strip())), None)
        if at is None and is_vtt:
            # What is no cue is a note or a style.
            continue
        for row in rows if at is None else rows[at + 1 :]:
            line = _TAG.sub("", row).strip()
            line = unescape(line) if is_vtt else line
            if line not in said[-1:] or " " not in line:
                said.append(line)
    return "\n".join(said)
