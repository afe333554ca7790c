"""Reads mails: who wrote what and when, and then every file that is attached, by its own reader.

Slides and notes become pages of the mail. A spreadsheet stays a file of its own, so that it is read
as it would be if it had been saved first: with its name, its columns and its rows.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from kombit_tui.ingest.document import Line, Page, Role, Text
from kombit_tui.ingest.readers import by_format, formats, limits
from kombit_tui.ingest.readers.html_file import read_markup
from kombit_tui.ingest.readers.reading import Attached, Reading, Tell, is_late
from kombit_tui.ingest.readers.text import decode
from kombit_tui.ingest.readers.trouble import CannotRead, Cut, Left, Trouble

_BY_TYPE = {
    "application/pdf": "pdf",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "md",
    "text/plain": "txt",
}
"""Formats of attachments whose names have no known ending."""
_NO_NAME = "uden navn"
_OTHER_KIND = "en slags, der ikke læses"
_DEEPEST = 2
"""A mail that is attached to a mail that is attached to one is the last that is read."""


def read(data: bytes, tell: Tell) -> Reading:
    """A mail, and what is attached to it, as pages.

    Raises:
        CannotRead: it is no mail.
    """
    return _read(data, tell, 0)


def _read(data: bytes, tell: Tell, depth: int) -> Reading:
    message = message_from_bytes(data, policy=modern)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise CannotRead(Trouble.BROKEN)
    pages = list(_body(message))
    cut: list[Cut] = []
    sheets: list[Attached] = []
    for reading in _attached(message, tell, depth):
        pages += reading.pages
        cut += reading.cut
        sheets += reading.attached
    kept = pages[: limits.MAX_PAGES]
    if len(pages) > len(kept):
        cut.append(Cut(Left.PAGES, len(kept), len(pages)))
    numbered = tuple(replace(p, number=n) for n, p in enumerate(kept, start=1))
    return Reading(numbered, tuple(cut), attached=tuple(sheets))


def _body(message: EmailMessage) -> Iterator[Page]:
    """What the mail itself says."""
    subject, sender, sent = (str(message.get(name, "")) for name in ("Subject", "From", "Date"))
    told = [f"Fra: {sender}"] * bool(sender) + [f"Dato: {_day(sent)}"] * bool(sent)
    body = message.get_body(("plain", "html"))
    content = "" if body is None else _decoded(body)
    if body is not None and body.get_content_subtype() == "html":
        first, *others = read_markup(content).pages or (Page(1, ()),)
        parts = (Text(subject, role=Role.TITLE), *map(Text, told), *first.parts)
        yield replace(first, parts=parts)
        yield from others
    else:
        texts = [subject, "", *told, "", *content.splitlines()][: limits.MAX_LINES]
        lines = (Line(n, text[: limits.MAX_LINE]) for n, text in enumerate(texts, start=1))
        yield Page(1, tuple(lines))


def _day(sent: str) -> str:
    """The day a mail was sent, as it is written in Danish."""
    try:
        return f"{parsedate_to_datetime(sent):%d-%m-%Y}"
    except ValueError:
        return sent


def _decoded(part: MIMEPart) -> str:
    data = _bytes_of(part)
    try:
        return data.decode(part.get_content_charset() or "")
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _bytes_of(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attached(message: EmailMessage, tell: Tell, depth: int) -> Iterator[Reading]:
    attached = message.iter_attachments()
    wanted = [part for part in attached if part.get_content_maintype() != "image"]
    for number, part in enumerate(wanted):
        if number >= limits.MAX_ATTACHMENTS or is_late():
            yield Reading((), (Cut(Left.ATTACHMENTS, number, len(wanted)),))
            return
        name = part.get_filename() or _NO_NAME
        try:
            yield _one(part, name, tell, depth)
        except CannotRead as error:
            cut = Cut(Left.ATTACHMENT, name=name, trouble=error.trouble, what=error.what)
            yield Reading((), (cut,))


def _one(part: MIMEPart, name: str, tell: Tell, depth: int) -> Reading:
    if part.get_content_type() == "message/rfc822":
        if depth >= _DEEPEST:
            raise CannotRead(Trouble.BLOATED)
        (inner,) = part.iter_parts()
        return _read(inner.as_bytes(), tell, depth + 1)
    known = formats.SUFFIXES.get(PurePath(name).suffix.lower())
    promised = known or _BY_TYPE.get(part.get_content_type())
    if promised is None or promised == "eml":
        raise CannotRead(Trouble.NOT_MATERIAL, _OTHER_KIND)
    data = _bytes_of(part)
    found = by_format.read(data, promised, tell)
    if not found.is_table:
        return found
    digest = hashlib.sha256(data).hexdigest()
    return Reading((), attached=(Attached(name, digest, found),))
