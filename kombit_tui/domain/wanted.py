"""What is asked of a list: words in the filter language, and the order and groups chosen by key."""

from typing import NamedTuple

Sort = tuple[tuple[str, bool], ...]
"""Fields of the filter language and whether downwards, the weightiest first."""


class Wanted(NamedTuple):
    """How a list is asked for."""

    words: str = ""
    """What the user wrote; its own options win over the two below."""
    sort: Sort = ()
    group: str | None = None
    """A field to group by; None for the list's own headings, or for none."""

    @property
    def asks(self) -> bool:
        """Whether the list is to be another than the one it is by itself."""
        return bool(self.words.strip() or self.sort or self.group)


EVERYTHING = Wanted()
