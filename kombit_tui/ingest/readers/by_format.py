"""Finds the reader for a file and lets it read: in the child process, and for what is attached."""

from importlib import import_module

from kombit_tui.ingest.readers import formats, limits
from kombit_tui.ingest.readers.reading import Reading, Tell
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble

_MODULES = {
    "pdf": "pdf",
    "pptx": "pptx_file",
    "docx": "docx_file",
    "xlsx": "xlsx_file",
    "csv": "csv_file",
    "txt": "text",
    "md": "md_file",
    "html": "html_file",
    "eml": "eml_file",
}
"""Format -> the module with its `read`; loaded when a file asks for it."""


def read(data: bytes, promised: str, tell: Tell) -> Reading:
    """The content of a file that is called as if it were of the format `promised`.

    Raises:
        CannotRead: it is something else, or there is nothing to read in it.
    """
    if len(data) > limits.MAX_BYTES:
        raise CannotRead(Trouble.TOO_LARGE)
    try:
        formats.check_content(data, promised)
        module = import_module(f"kombit_tui.ingest.readers.{_MODULES[promised]}")
        reading: Reading = module.read(data, tell)
    except (CannotRead, MemoryError):
        raise
    except Exception as error:
        # Parsers raise anything at all on a damaged file; the child tells which on stderr.
        raise CannotRead(Trouble.BROKEN) from error
    if not any(page.lines or page.parts or page.notes for page in reading.pages):
        raise CannotRead(Trouble.NO_TEXT)
    return reading
