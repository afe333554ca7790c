"""Finds what runs along the foot of the pages: footers, page numbers. Changes nothing else."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kombit_tui.ingest.document import Page, Role, Table, Text

_LOW = 0.88
"""A footer begins below this share of the page's height."""
_LEAST_PAGES = 2
_SHARE = 0.3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:side|page|slide)?\s*\d{1,4}(?:\s*(?:af|of|/)\s*\d{1,4})?", re.I)


def with_footers(pages: Sequence[Page], height: float) -> tuple[Page, ...]:
    """The pages, with the role of a footer for what repeats low on many of them.

    Args:
        height: of the pages, in points.
    """
    seen = Counter(
        key
        for page in pages
        for key in {_key(p.text) for p in page.parts if isinstance(p, Text) and _is_low(p, height)}
    )
    least = max(_LEAST_PAGES, len(pages) * _SHARE)
    running = {key for key, count in seen.items() if count >= least}
    return tuple(
        replace(page, parts=tuple(_marked(part, running, height) for part in page.parts))
        for page in pages
    )


def _marked(part: Text | Table, running: set[str], height: float) -> Text | Table:
    if isinstance(part, Table) or part.role is not Role.TEXT or not _is_low(part, height):
        return part
    is_footer = _key(part.text) in running or _PAGE_NUMBER.fullmatch(part.text)
    return replace(part, role=Role.FOOTER) if is_footer else part


def _is_low(part: Text, height: float) -> bool:
    return part.box is not None and part.box.top > height * _LOW


def _key(text: str) -> str:
    return _DIGITS.sub("0", text)
