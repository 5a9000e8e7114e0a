"""Archives of the web: which copies of a page they hold, and asking one to make a copy.

Two ways of asking are understood, told apart by the answer: a Memento TimeMap (RFC 7089, in link format) and
the availability service of the Wayback Machine (JSON). What an archive answers is somebody else's word:
only well-formed web addresses are taken from it.
"""

import json
import math
import re
import time
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import quote, urljoin

from msgspec import Struct

from sayso.record.model import is_url
from sayso.verify.failure import Failure
from sayso.verify.fetch import Fetched
from sayso.verify.wire import Reply

ENDPOINT: Final = "https://archive.org/wayback/available?url={quoted}&timestamp={timestamp}"
"""Asked if no other is given: the Wayback Machine."""
SAVE: Final = "https://web.archive.org/save"
"""Save Page Now."""
_LINK = re.compile(r"<([^<>]{1,8192})>((?:\s*;\s*[a-z]+=(?:\"[^\"]*\"|[^\s\";,]*))*)")
_REL = re.compile(r";\s*rel=\"?([^\";]*)")
_DATE = re.compile(r";\s*datetime=\"([^\"]*)\"")
_STAMP = re.compile(r"[0-9]{4,14}")
_JOB = re.compile(r"[A-Za-z0-9_-]{1,200}")
_SAVED: Final = "success"


class Copy(Struct, frozen=True):
    """A copy in an archive: its address, and when it was made."""

    url: str
    at: datetime


class ArchiveFailure(Exception):
    """An archive that could not be asked, or did not answer as it should; the message says why."""


def question_address(endpoint: str, url: str, published: str) -> str:
    """The address at which to ask `endpoint` for copies of `url`, which was published on a date or "".

    `{url}` and `{quoted}` in it stand for `url` as it is and percent-encoded, `{timestamp}` for the date.
    """
    stamp = published.replace("-", "") or datetime.now(UTC).strftime("%Y%m%d")
    return (
        endpoint.replace("{timestamp}", stamp).replace("{quoted}", quote(url, safe="")).replace("{url}", url)
    )


def nearest_copy(fetched: Fetched, published: str) -> Copy | None:
    """Of the copies that an archive lists in `fetched`, the one nearest to `published`.

    Without a date it is the latest; None if there is no copy. Raises `ArchiveFailure` if it is no such list.
    """
    if fetched.outcome == "gone":
        return None
    if fetched.outcome not in ("ok", "moved"):
        raise ArchiveFailure(fetched.reason)
    text = fetched.body.decode("utf-8", "replace")
    listed = _listed_snapshot(text) if text.lstrip().startswith("{") else _mementos(text, fetched.final_url)
    copies = [copy for copy in listed if is_url(copy.url)]
    if not copies:
        return None
    if not published:
        return max(copies, key=lambda copy: copy.at)
    first, last = _first_and_last_moment(published)
    return min(copies, key=lambda copy: (max(first - copy.at, copy.at - last, timedelta()), copy.at))


def _mementos(text: str, base: str) -> Iterator[Copy]:
    """The copies in a TimeMap."""
    for match in _LINK.finditer(text):
        relation, moment = _REL.search(match[2]), _DATE.search(match[2])
        if relation and moment and "memento" in relation[1].split():
            try:
                at = parsedate_to_datetime(moment[1])
                yield Copy(urljoin(base, match[1]), at if at.tzinfo else at.replace(tzinfo=UTC))
            except (ValueError, OverflowError):
                continue


def _listed_snapshot(text: str) -> Iterator[Copy]:
    """The copy that the availability service names."""
    try:
        closest = json.loads(text)["archived_snapshots"].get("closest")
        if closest and closest["available"] is True and str(closest["status"]).startswith("2"):
            # It still names http.
            url = re.sub(r"^http://web\.archive\.org/", "https://web.archive.org/", str(closest["url"]))
            at = datetime.strptime(str(closest["timestamp"]), "%Y%m%d%H%M%S")
            yield Copy(url, at.replace(tzinfo=UTC))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ArchiveFailure("the archive does not answer as it should") from None


def _first_and_last_moment(published: str) -> tuple[datetime, datetime]:
    """The first and the last moment of a date that may lack its day and month."""
    year, month, day = (*map(int, published.split("-")), 0, 0)[:3]
    last_day = day or monthrange(year, month or 12)[1]
    first = datetime(year, month or 1, day or 1, tzinfo=UTC)
    return first, datetime(year, month or 12, last_day, 23, 59, 59, tzinfo=UTC)


class Keys:
    """The keys for Save Page Now. They are in no text that is made of this, nor in any error."""

    def __init__(self, access: str, secret: str) -> None:
        self._header = f"LOW {access}:{secret}"
        self._keys = (secret, access)

    def headers(self) -> dict[str, str]:
        """The headers that carry the keys."""
        return {"Accept": "application/json", "Authorization": self._header}

    def redact(self, text: str) -> str:
        """`text` without the keys, should a server repeat them."""
        for key in self._keys:
            text = text.replace(key, "…")
        return text


class Saver(Struct, frozen=True):
    """Asks Save Page Now (version 2) for copies."""

    send: Callable[..., Reply]
    keys: Keys
    endpoint: str = SAVE
    pause: float = 5.0
    """Seconds between two questions whether a copy is there."""
    patience: float = 180.0
    """So many seconds in all are waited for one."""
    until: float = math.inf
    """No pause goes on after that, by `time.monotonic`."""

    def save(self, url: str) -> str:
        """The address of a new copy of `url`. Raises `ArchiveFailure`."""
        endpoint = self.endpoint.rstrip("/")
        job = self._ask_save_page_now(endpoint, {"url": url, "skip_first_archive": "1"}).get("job_id")
        if not isinstance(job, str) or not _JOB.fullmatch(job):
            raise ArchiveFailure("Save Page Now did not take the address")
        waited = 0.0
        while waited < self.patience:
            time.sleep(max(0.0, min(self.pause, self.until - time.monotonic())))
            waited += self.pause
            told = self._ask_save_page_now(f"{endpoint}/status/{job}")
            if told.get("status") == _SAVED:
                stamp = str(told.get("timestamp"))
                copy = f"{urljoin(endpoint, '/web/')}{stamp}/{url}"
                if not _STAMP.fullmatch(stamp) or not is_url(copy):
                    break
                return copy
            if told.get("status") == "error":
                why = self.keys.redact(str(told.get("message", "")))[:200]
                raise ArchiveFailure(f"Save Page Now could not make a copy: {why}")
        raise ArchiveFailure("Save Page Now has not made a copy in time")

    def _ask_save_page_now(self, url: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What Save Page Now answers. Its errors are told in words of our own: nothing of ours is in them."""
        try:
            reply = self.send(url, self.keys.headers(), post=form)
        except Failure as failure:
            raise ArchiveFailure(f"Save Page Now cannot be asked: {failure.reason}") from None
        if reply.status in (401, 403):
            raise ArchiveFailure("Save Page Now does not accept the keys")
        if reply.status == 429:
            raise ArchiveFailure("Save Page Now asks to come back later (429)")
        try:
            told = json.loads(reply.body)
        except (ValueError, RecursionError):
            told = None
        if reply.status != 200 or not isinstance(told, dict):
            raise ArchiveFailure(f"Save Page Now does not answer as it should ({reply.status})")
        return told
