"""Reads files in this process, as the child process does: faster, and seen by coverage."""

import hashlib
from pathlib import Path

from kombit_tui.ingest.document import Document
from kombit_tui.ingest.readers import by_format, formats, wire
from kombit_tui.ingest.readers.laid_out import numbered


def read_here(path: Path) -> Document:
    """The file as a document, by way of what the child process would answer."""
    data = path.read_bytes()
    reading = by_format.read(data, formats.format_of(path.name), lambda _done, _of: None)
    answer = wire.decode(wire.dumped(wire.encode(reading)))
    sentences = tuple(cut.sentence for cut in answer.cut)
    digest = hashlib.sha256(data).hexdigest()
    return Document(path.name, digest, numbered(answer.pages), answer.is_table, sentences)
