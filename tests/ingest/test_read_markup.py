"""Markdown, web pages and mails: their marks go, their structure stays."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from kombit_tui.ingest.document import Document, Page, Role, Text
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble
from tests.ingest.making import PdfPage, docx, paragraph, pdf
from tests.ingest.reading import read_here


def in_file(tmp_path: Path, name: str, content: str | bytes) -> Document:
    """The document of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_here(path)


def said(page: Page) -> list[tuple[int | None, str]]:
    """The texts of a page with the levels of their bullets."""
    return [(p.level, p.text) for p in page.parts if isinstance(p, Text)]


MARKDOWN = """\
# Møde i **oktober**

Læs [drejebogen](https://korsbaek.example/a)
før mødet.

- et
  - dybere
- to

3. tre
4. fire

| ID | Navn |
|----|------|
| 1  | Bestil |

## Næste

```
kode
```
---
slut
"""


def test_markdown_keeps_its_structure_and_its_line_numbers(tmp_path: Path) -> None:
    document = in_file(tmp_path, "note.md", MARKDOWN)
    first, second, third = document.pages
    assert said(first) == [
        (None, "Møde i oktober"),
        (None, "Læs drejebogen (https://korsbaek.example/a) før mødet."),
        (0, "et"),
        (1, "dybere"),
        (0, "to"),
        (None, "3. tre"),
        (None, "4. fire"),
    ]
    assert first.links == ("https://korsbaek.example/a",)
    assert first.tables[0].rows == (("ID", "Navn"), ("1", "Bestil"))
    assert (said(second), said(third)) == ([(None, "Næste"), (None, "kode")], [(None, "slut")])
    source = MARKDOWN.split("\n")
    for line in document.lines:
        words = line.text.replace("•", "").replace("–", "").split()
        assert not words or words[0].strip("(") in source[line.number - 1]


PAGE = """\
<html><head><title>x</title><style>p {}</style></head><body>
<h1>Møde</h1><p>Hej <b>alle</b><br>sammen</p>
<ul><li>et<ul><li>dybere</li></ul></li></ul><ol><li>a</li><li>b</li></ol>
<table><tr><th>ID</th><th colspan="2">Navn</th></tr>
<tr><td rowspan="2">1</td><td>a</td><td>b</td></tr><tr><td>c</td><td><p>d</p><p>e</p></td></tr>
</table>
<table><tr><td>pynt<table><tr><td>x</td><td>y</td></tr><tr><td>1</td><td>2</td></tr></table>
</td></tr></table>
<script>skjult()</script><a href="mailto:shk@korsbaek.example">skriv</a>
<a href="javascript:x()">nej</a>
<h2>Ny side</h2><p>slut</body></html>
"""


def test_a_web_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    first, second = in_file(tmp_path, "side.html", PAGE).pages
    assert said(first) == [
        (None, "Møde"),
        (None, "Hej alle"),
        (None, "sammen"),
        (0, "et"),
        (1, "dybere"),
        (None, "1. a"),
        (None, "2. b"),
        (None, "pynt"),
        (None, "skriv nej"),
    ]
    assert [table.rows for table in first.tables] == [
        (("ID", "Navn", ""), ("1", "a", "b"), ("", "c", "d\ne")),
        (("x", "y"), ("1", "2")),
    ]
    assert first.links == ("mailto:shk@korsbaek.example",)
    assert said(second) == [(None, "Ny side"), (None, "slut")]


@pytest.mark.parametrize(
    "markup",
    ["</table></ul></td>hej", "<td>hej", "<li>hej", "<table><td colspan=99999999>hej", "<a>hej"],
)
def test_markup_without_order_is_read_anyway(tmp_path: Path, markup: str) -> None:
    assert "hej" in in_file(tmp_path, "side.html", markup).lines[0].text


def mail(
    subject: str = "Materiale til mødet", body: str = "Hej alle\n\nSe bilag.\n"
) -> EmailMessage:
    """A mail of its own."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Signe Holm-Krag <shk@korsbaek.example>"
    message["Date"] = "Wed, 14 Oct 2026 10:00:00 +0200"
    message.set_content(body)
    return message


def attach(message: EmailMessage, name: str, data: bytes) -> None:
    """Put a file beside a mail."""
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)


def slide(text: str) -> bytes:
    """A PDF with one page."""
    page = PdfPage()
    page.say(50, 50, text)
    return pdf([page])


def test_a_mail_says_who_when_and_what(tmp_path: Path) -> None:
    (page,) = in_file(tmp_path, "mail.eml", mail().as_bytes()).pages
    assert [line.text for line in page.lines if line.text] == [
        "Materiale til mødet",
        "Fra: Signe Holm-Krag <shk@korsbaek.example>",
        "Dato: 14-10-2026",
        "Hej alle",
        "Se bilag.",
    ]


def test_every_file_beside_a_mail_is_read_by_its_own_reader(tmp_path: Path) -> None:
    message = mail()
    attach(message, "slides.pdf", slide("fra slides"))
    attach(message, "note.docx", docx(paragraph("fra noten")))
    attach(message, "opgaver.csv", "ID;Navn\n1;Mød på rådhuset\n".encode("cp1252"))
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    message.add_attachment(mail("Videresendt", "indre tekst"))
    document = in_file(tmp_path, "mail.eml", message.as_bytes())
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    said = ("fra slides", "fra noten", "indre")
    for page, words in zip(document.pages[1:], said, strict=True):
        assert any(words in line.text for line in page.lines)
    assert document.cut == ()
    numbers = [line.number for line in document.lines]
    assert numbers == sorted(set(numbers))


def test_a_sheet_beside_a_mail_is_what_it_is_when_it_is_opened_alone(tmp_path: Path) -> None:
    sheet = "ID;Navn\n1;Mød på rådhuset\n".encode("cp1252")
    inner = mail("Videresendt")
    attach(inner, "opgaver.csv", sheet)  # the same file once more
    message = mail()
    attach(message, "opgaver.csv", sheet)
    message.add_attachment(inner)
    document = in_file(tmp_path, "mail.eml", message.as_bytes())
    assert not document.is_table
    assert not any("rådhuset" in line.text for line in document.lines)
    assert document.attached == (in_file(tmp_path, "opgaver.csv", sheet),)
    assert document.attached[0].is_table


def test_a_file_beside_a_mail_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    message = mail()
    attach(message, "alt.zip", b"PK\x03\x04")
    attach(message, "defekt.pdf", b"%PDF-1.7 og ikke mere")
    attach(message, "slides.pdf", slide("fra slides"))
    document = in_file(tmp_path, "mail.eml", message.as_bytes())
    assert len(document.pages) == 2
    assert document.cut == (
        "Ikke læst: alt.zip kan ikke importeres: den er en slags, der ikke læses.",
        "Ikke læst: defekt.pdf er i stykker.",
    )


def test_mails_inside_mails_end_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    message = mail("inderst")
    for depth in range(5):
        outer = mail(f"lag {depth}")
        outer.add_attachment(message)
        message = outer
    assert len(in_file(tmp_path, "mail.eml", message.as_bytes()).pages) == 3
    monkeypatch.setattr(limits, "MAX_ATTACHMENTS", 1)
    many = mail()
    for number in range(3):
        attach(many, f"{number}.csv", b"a;b\n1;2\n")
    assert in_file(tmp_path, "mail.eml", many.as_bytes()).cut == (
        "1 af 3 vedhæftede filer er læst.",
    )


def test_a_mail_in_markup_is_read_as_a_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Møde"
    message.set_content("<p>Hej</p><ul><li>punkt</li></ul>", subtype="html")
    (page,) = in_file(tmp_path, "mail.eml", message.as_bytes()).pages
    assert said(page) == [(None, "Møde"), (None, "Hej"), (0, "punkt")]
    assert next(p.role for p in page.parts if isinstance(p, Text)) is Role.TITLE


def test_what_is_no_mail_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as caught:
        in_file(tmp_path, "mail.eml", "\nbare tekst uden hoved")
    assert caught.value.trouble is Trouble.BROKEN
