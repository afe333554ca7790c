"""What belongs to a PDF page beside its text: notes that are put on it, targets of links."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from kombit_tui.ingest.readers import limits

_NOTES = (pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT)
_MOST = 500
_LONGEST = 100_000


def annotated(page: Any) -> Iterator[str]:
    """What the notes say that are put on a page."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(note) in _NOTES:
                yield _contents(note)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _contents(note: Any) -> str:
    needed = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    if not 2 < needed <= _LONGEST:
        return ""
    letters = (ctypes.c_ushort * (needed // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(note, b"Contents", letters, needed)
    return bytes(letters)[: needed - 2].decode("utf-16-le", "replace").replace("\r", "\n")


def linked(document: Any, page: Any) -> Iterator[str]:
    """Where the links of a page lead, as far as they leave the file."""
    place = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            needed = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
            if 1 < needed <= limits.MAX_LINK:
                letters = ctypes.create_string_buffer(needed)
                pdfium.FPDFAction_GetURIPath(document, action, letters, needed)
                yield letters.value.decode("utf-8", "replace")
