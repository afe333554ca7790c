"""Makes small files of the formats that are read, so that a test shows what is in them."""

import io
import textwrap
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

LETTER = 0.6
"""The width of every letter of the one font, in shares of its size."""


@dataclass
class PdfPage:
    """A page that is drawn on; places are counted from its upper left corner, in points."""

    width: float = 960
    height: float = 540
    turn: int = 0
    origin: tuple[float, float] = (0, 0)
    content: list[str] = field(default_factory=list)
    links: list[tuple[str, float, float]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def say(self, x: float, y: float, text: str, size: float = 12, matrix: str = "") -> None:
        """Put text with its base line at `y`."""
        left, bottom = x + self.origin[0], self.height - y + self.origin[1]
        letters = text.encode("cp1252").hex()
        place = matrix or f"1 0 0 1 {left:.2f} {bottom:.2f}"
        self.content.append(f"BT /F1 {size:g} Tf {place} Tm <{letters}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a thin line."""
        a, b = self.height - y0 + self.origin[1], self.height - y1 + self.origin[1]
        x0, x1 = x0 + self.origin[0], x1 + self.origin[0]
        self.content.append(f"1 w {x0:.2f} {a:.2f} m {x1:.2f} {b:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, grey: float = 0.9) -> None:
        """Fill a box."""
        bottom = self.height - y - height + self.origin[1]
        x += self.origin[0]
        self.content.append(f"{grey:g} g {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f 0 g")


def pdf(pages: Sequence[PdfPage], extra: str = "") -> bytes:
    """A PDF file of these pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _font()]
    kids = []
    for page in pages:
        stream = zlib.compress("\n".join(page.content).encode("latin-1"))
        objects.append(
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n"
            + stream.decode("latin-1")
            + "\nendstream"
        )
        notes = []
        for note in _annotations(page):
            objects.append(note)
            notes.append(f"{len(objects)} 0 R")
        x, y = page.origin
        content = len(objects) - len(notes)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Rotate {page.turn} "
            f"/MediaBox [{x} {y} {x + page.width} {y + page.height}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R "
            f"/Annots [{' '.join(notes)}] >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} {extra} >>"
    return _file(objects)


def _font() -> str:
    return "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"


def _annotations(page: PdfPage) -> Iterable[str]:
    for target, x, y in page.links:
        bottom = page.height - y
        yield (
            f"<< /Type /Annot /Subtype /Link /Rect [{x} {bottom} {x + 100} {bottom + 12}] "
            f"/A << /S /URI /URI ({target}) >> >>"
        )
    for note in page.notes:
        letters = ("\ufeff" + note).encode("utf-16-be").hex()
        yield f"<< /Type /Annot /Subtype /Text /Rect [0 0 20 20] /Contents <{letters}> >>"


def _file(objects: Sequence[str]) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


_W = " ".join(
    f'xmlns:{name}="{space}"'
    for name, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    said = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{said}</w:p>"


def styled(text: str, style: str) -> str:
    """A paragraph with a style."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def item(text: str, level: int = 0, numbering: int = 1) -> str:
    """An item of a list: numbering 1 has bullets, 2 has numbers."""
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/>'
    return paragraph(text, f"<w:numPr>{place}</w:numPr>")


def table(*rows: Sequence[str]) -> str:
    """A table of a Word document; the cells are its own markup."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str, links: Mapping[str, str] = {}) -> bytes:
    """A Word document with this body; `links` are the targets of its links by their ids."""
    related = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{escape(target)}"'
        ' TargetMode="External"/>'
        for name, target in links.items()
    )
    related += f'<Relationship Id="n" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="d" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}'
            "</Relationships>",
            "word/numbering.xml": f"<w:numbering {_W}>{_numbering()}</w:numbering>",
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        }
    )


def _numbering() -> str:
    kinds = enumerate(("bullet", "decimal"))
    levels = (
        (
            number,
            "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/></w:lvl>'
                for level in range(3)
            ),
        )
        for number, kind in kinds
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{level}</w:abstractNum>'
        for number, level in levels
    )
    used = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(2)
    )
    return lists + used


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines of a text in a column of this width."""
    letters = max(int(width / (LETTER * size)), 4)
    return textwrap.wrap(text, letters, break_on_hyphens=False, break_long_words=False)
