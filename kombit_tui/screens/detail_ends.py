"""What the detail of many records ends in: the comments, and where the record was read."""

from collections.abc import Iterator, Sequence

from kombit_tui.widgets.detail import Block, Heading, Paragraph
from kombit_tui.wording.values import source_text


def comments(notes: Sequence[str]) -> Iterator[Block]:
    """What was said of a record; nothing where nobody has said anything."""
    if notes:
        yield Heading("Kommentarer")
        yield from (Paragraph(note) for note in notes)


def source(file: str | None, first: int | None = None, last: int | None = None) -> Iterator[Block]:
    """Where a record was read."""
    yield Heading("Kilde")
    yield Paragraph(source_words(file, first, last), "muted")


def source_words(file: str | None, first: int | None, last: int | None) -> str:
    """The same as a line."""
    return source_text(file, first, last) or "Oprettet her"
