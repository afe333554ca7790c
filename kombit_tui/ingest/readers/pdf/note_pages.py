"""Takes the notes from a PDF whose second half are note pages: a slide's picture, notes below."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from kombit_tui.ingest.document import Page, Text

_SAME = 1.0


class _Sized(Protocol):
    """A page and its size."""

    @property
    def page(self) -> Page: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


def with_note_pages(sheets: Sequence[_Sized]) -> list[Page]:
    """The pages; note pages, which are upright and follow all slides, go into the slides' notes."""
    half = len(sheets) // 2
    slides, notes = sheets[:half], sheets[half:]
    if half < 1 or len(notes) != half or not all(map(_are_slide_and_notes, slides, notes)):
        return [one.page for one in sheets]
    return [
        replace(slide.page, notes="\n".join(filter(None, (slide.page.notes, _said(slide, note)))))
        for slide, note in zip(slides, notes, strict=True)
    ]


def _are_slide_and_notes(slide: _Sized, notes: _Sized) -> bool:
    """Whether a page lies across, and the other stands and begins with the same words."""
    lies = slide.width > slide.height + _SAME
    stands = notes.height > notes.width + _SAME
    return lies and stands and _opening(slide.page) in ("", _opening(notes.page))


def _opening(page: Page) -> str:
    """The first word of a page."""
    words = next((part.text.split() for part in page.parts if isinstance(part, Text)), [])
    return words[0] if words else ""


def _said(slide: _Sized, notes: _Sized) -> str:
    """What stands below the slide's picture, without the page's number."""
    top = _picture_ends(slide, notes)
    texts = (
        part.text
        for part in notes.page.parts
        if isinstance(part, Text) and part.box is not None and part.box.top > top
    )
    return "\n".join(text for text in texts if not text.isdigit())


def _picture_ends(slide: _Sized, notes: _Sized) -> float:
    """Where the picture of the slide ends: the first text that both have tells its scale."""
    on_slide = {
        part.text: part.box for part in slide.page.parts if isinstance(part, Text) and part.box
    }
    for part in notes.page.parts:
        if isinstance(part, Text) and part.box is not None and part.text in on_slide:
            whole = on_slide[part.text]
            scale = (part.box.bottom - part.box.top) / (whole.bottom - whole.top)
            return part.box.top + (slide.height - whole.top) * scale
    return 0.0
