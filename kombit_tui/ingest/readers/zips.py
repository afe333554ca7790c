"""Looks into an Office file before a parser does: how much is in it, and nothing that expands.

The sizes are those the file states; `zipfile` refuses a part that turns out to be longer.
"""

import io
import zipfile
from collections.abc import Iterable
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble

_ENCRYPTED = 0x1
_MAIN_PARTS = (
    ("ppt/presentation.xml", "pptx"),
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
)


def check_zip(data: bytes) -> str:
    """What kind of Office file `data` is, once it is sure that it can be unpacked.

    Raises:
        CannotRead: it is locked or bloated, or it declares XML entities.
        Exception: it is broken; `zipfile` has many words for that.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        _check_sizes(entries)
        for entry in entries:
            _check_prolog(archive, entry)
        return _kind(archive, {entry.filename for entry in entries})


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise CannotRead(Trouble.LOCKED)
    too_many = len(entries) > limits.MAX_ENTRIES
    too_large = sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED
    if too_many or too_large or any(map(_is_bloated, entries)):
        raise CannotRead(Trouble.BLOATED)


def _is_bloated(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > limits.MAX_PART:
        return True
    is_large = entry.file_size > limits.RATIO_FROM
    return is_large and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1)


def _check_prolog(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse a part that declares a document type: entities and outside files live there."""
    with archive.open(entry) as part:
        if b"<" not in part.read(16):
            return
    with archive.open(entry) as part:
        try:
            next(iter(iterparse(part, events=("start",), forbid_dtd=True)), None)
        except DefusedXmlException as error:
            raise CannotRead(Trouble.UNSAFE) from error
        except (ParseError, LookupError):
            return  # no XML, or broken: for the parser to say


def _kind(archive: zipfile.ZipFile, names: Iterable[str]) -> str:
    for name, kind in _MAIN_PARTS:
        if name in names:
            return kind
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        return "odf"
    return "zip"
