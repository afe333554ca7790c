"""Which kinds of file can be read, and what a file is by its first bytes, whatever it is called."""

from pathlib import PurePath

from kombit_tui.ingest.readers.trouble import CannotRead, Trouble

SUFFIXES = {
    ".pdf": "pdf",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".eml": "eml",
    ".txt": "txt",
    ".text": "txt",
}
"""Endings and what they promise; any other is read as text."""
TEXT = "txt"
SHOWN = "PDF, .pptx, .docx, .xlsx, .csv, .txt, .md, .html og mail (.eml)"
"""What can be read, for help and messages."""
_BINARY = ("pdf", "pptx", "docx", "xlsx")
_CALLED = {
    "pdf": "en PDF",
    "pptx": "PowerPoint-slides",
    "docx": "et Word-dokument",
    "xlsx": "et Excel-ark",
    "zip": "en zip-fil",
    "picture": "et billede",
    "program": "et program",
}
_FIRST_BYTES = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"MZ\x90", "program"),
    (b"\x7fELF", "program"),
)
_PDF_WITHIN = 1024
_OLE_NAMES_WITHIN = 4 * 1024 * 1024
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OUTLOOK = "__substg1.0_".encode("utf-16-le")


def format_of(name: str) -> str:
    """What a file is by its name; text, if the ending says nothing."""
    return SUFFIXES.get(PurePath(name).suffix.lower(), TEXT)


def check_content(data: bytes, promised: str) -> None:
    """Hold the content of a file against what its name promises.

    Raises:
        CannotRead: it is empty, something else, or in a format that is not read.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise CannotRead(Trouble.EMPTY)
    found = _found(data, promised)
    if found == "ole":
        raise CannotRead(_ole_trouble(data))
    if found == "zip":
        from kombit_tui.ingest.readers.zips import check_zip

        found = check_zip(data)
    if found == "odf":
        raise CannotRead(Trouble.OTHER_OFFICE)
    if found in ("picture", "program"):
        raise CannotRead(Trouble.NOT_MATERIAL, _CALLED[found])
    if found == "html" and promised in _BINARY:
        raise CannotRead(Trouble.WEB_PAGE)
    if found in _CALLED and found != promised:
        raise CannotRead(Trouble.DISGUISED, _CALLED[found])
    if found is None and promised in _BINARY:
        raise CannotRead(Trouble.BROKEN)


def _found(data: bytes, promised: str) -> str | None:
    for first, kind in _FIRST_BYTES:
        if data.startswith(first):
            return kind
    if promised == "pdf" and b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    start = data[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if start.startswith((b"<!doctype html", b"<html")) else None


def _ole_trouble(data: bytes) -> Trouble:
    """A container of old Office files, of mails, and of new Office files with a password."""
    names = data[:_OLE_NAMES_WITHIN] + data[-_OLE_NAMES_WITHIN:]
    if _ENCRYPTED in names:
        return Trouble.LOCKED
    return Trouble.OUTLOOK if _OUTLOOK in names else Trouble.OLD_OFFICE
