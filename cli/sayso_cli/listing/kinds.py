"""What `sayso list` can be asked for."""

from enum import StrEnum


class What(StrEnum):
    """What is listed."""

    CLAIMS = "claims"
    PARTIES = "parties"
    SOURCES = "sources"
    TAGS = "tags"

    @property
    def noun(self) -> str:
        """What one of them is called."""
        return "party" if self is What.PARTIES else self.value.removesuffix("s")


class Sort(StrEnum):
    """What to sort by: `record` keeps the order of the files, `uses` begins with that on which most hangs."""

    RECORD = "record"
    STANDING = "standing"
    VOICES = "voices"
    CLAIMANT = "claimant"
    STATED = "stated"
    USES = "uses"
    NAME = "name"
    ID = "id"


class GroupBy(StrEnum):
    """What to group claims by."""

    CLAIMANT = "claimant"
    STANDING = "standing"
    OUTCOME = "outcome"
    TAG = "tag"
    VOICE = "voice"


class ListFormat(StrEnum):
    """How to write a list."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
