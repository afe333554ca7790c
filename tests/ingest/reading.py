"""Reads files in this process, as the child process does: faster, and seen by coverage."""

import hashlib
from pathlib import Path

from kombit_tui.ingest.document import Document
from kombit_tui.ingest.readers import by_format, formats, wire
from kombit_tui.ingest.readers.child import document_of


def read_here(path: Path) -> Document:
    """The file as a document, by way of what the child process would answer."""
    data = path.read_bytes()
    reading = by_format.read(data, formats.format_of(path.name), lambda _done, _of: None)
    answer = wire.decode(wire.dumped(wire.encode(reading)))
    return document_of(path.name, hashlib.sha256(data).hexdigest(), answer)
