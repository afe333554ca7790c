"""Puts together a document that has no pages of its own: its headings start them."""

from collections.abc import Iterable

from kombit_tui.ingest.document import Page, Table, Text
from kombit_tui.ingest.readers import limits, links
from kombit_tui.ingest.readers.reading import Reading
from kombit_tui.ingest.readers.trouble import Cut, Left

Part = tuple[Text | Table, tuple[str, ...]]
"""A part, and where its links lead."""


class Flow:
    """The pages of a document while they are made."""

    def __init__(self) -> None:
        self._pages: list[list[Part]] = [[]]

    def start_page(self) -> None:
        """What comes now stands on a page of its own."""
        if self._pages[-1]:
            self._pages.append([])

    def add(self, part: Text | Table, targets: Iterable[str] = ()) -> None:
        """Put a part below the others."""
        self._pages[-1].append((part, tuple(targets)))

    def reading(self) -> Reading:
        """All pages, as far as the limit allows."""
        filled = [page for page in self._pages if page]
        pages = tuple(
            Page(
                number,
                (),
                tuple(part for part, _ in page),
                links=links.kept(target for _, targets in page for target in targets),
            )
            for number, page in enumerate(filled[: limits.MAX_PAGES], start=1)
        )
        left = len(filled) > limits.MAX_PAGES
        cut = (Cut(Left.PAGES, limits.MAX_PAGES, len(filled)),) if left else ()
        return Reading(pages, cut)
