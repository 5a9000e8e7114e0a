"""Sources that are files."""

import hashlib
import os
from typing import Final

from sayso.record.citations import MAX_ATTACHMENT_BYTES, UnavailableFile, read_attachment
from sayso.record.model import Source
from sayso.verify.fetch import Fetched

_TYPES: Final = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".md": "text/plain",
}


def fetch_file(source: Source, claim_file: str, limit: int = MAX_ATTACHMENT_BYTES) -> Fetched:
    """What there is of the file of `source`, which stands in `claim_file`; at most `limit` bytes of it."""
    name = source.file
    try:
        body = read_attachment(name, claim_file, limit)
    except UnavailableFile as error:
        return Fetched(name, error.outcome, str(error))
    return Fetched(name, "ok", media_type=_TYPES.get(os.path.splitext(name)[1].lower(), ""), body=body)


def has_recorded_hash(source: Source, file: Fetched) -> bool:
    """Whether the bytes are those whose hash the record gives, if it gives one."""
    return not source.sha256 or hashlib.sha256(file.body).hexdigest() == source.sha256
