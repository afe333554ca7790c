"""What every extractor is given: the document and the few facts that belong to all of it.

Owns no rules of its own; `extract/__init__.py` builds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract.layout import Slide, slides_of

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Context:
    """One document on its way through the extractors."""

    document: Document
    document_date: date | None
    """The day the document speaks from: the year of a date that is written without one."""
    kind: str
    """deck | qa_note | table"""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order, empty ones too; `lines[i].number` is what a candidate reports."""
        return self.document.lines

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages or slides, for rules that look at one at a time."""
        return self.document.pages

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """The pages with wrapped lines joined: paragraphs, bullets, titles."""
        return slides_of(self.pages)

    @cached_property
    def _pages_of_lines(self) -> dict[int, int]:
        return {line.number: page.number for page in self.pages for line in page.lines}

    def page_of(self, line_number: int) -> int | None:
        """The number of the page that the line stands on."""
        return self._pages_of_lines.get(line_number)

    @cached_property
    def _known(self) -> dict[Callable[..., Any], Any]:
        return {}

    def once(self, rule: Callable[["Context"], _Found]) -> _Found:
        """What a rule finds in this document, worked out when it is first asked for."""
        if rule not in self._known:
            self._known[rule] = rule(self)
        found: _Found = self._known[rule]
        return found
