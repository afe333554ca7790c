"""Why a file cannot be read, and what was left out of one that can: codes that cross the border
between the child process and us, and the Danish sentences they stand for.

A child tells only a code and a few words, so that nothing it says can be more than that.
"""

from dataclasses import dataclass
from enum import StrEnum

from kombit_tui.domain.text import dots
from kombit_tui.errors import UnreadableFile


class Trouble(StrEnum):
    """Why a file cannot be read."""

    MISSING = "missing"
    NO_FILE = "no_file"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    PICTURES = "pictures"
    LOCKED = "locked"
    DISGUISED = "disguised"
    WEB_PAGE = "web_page"
    OLD_OFFICE = "old_office"
    OTHER_OFFICE = "other_office"
    OUTLOOK = "outlook"
    NOT_MATERIAL = "not_material"
    BROKEN = "broken"
    UNSAFE = "unsafe"
    BLOATED = "bloated"
    TOO_HEAVY = "too_heavy"
    TOO_SLOW = "too_slow"
    STRANGE = "strange"
    LONG_LINE = "long_line"
    LONG_CELL = "long_cell"
    MANY_LINES = "many_lines"
    CANCELLED = "cancelled"


_NO_MATERIAL = "Det ligner ikke mødemateriale."
_AGAIN = "Åbn den i sit eget program, og gem den igen; eller bed afsenderen om en ny."
_SUSPECT = "Kender du afsenderen? Bed om filen igen, eller som PDF."
_TOLD: dict[Trouble, tuple[str, str]] = {
    Trouble.MISSING: ("{name} kan ikke åbnes.", "Findes den, og må du åbne den?"),
    Trouble.NO_FILE: ("{name} er ikke en fil.", "Der kan læses {formats}."),
    Trouble.TOO_LARGE: (
        "{name} er større end 50 MB.",
        "Del den op, eller fjern billeder og film.",
    ),
    Trouble.EMPTY: ("{name} er tom.", "Hent den igen dér, hvor du fik den."),
    Trouble.NO_TEXT: (
        "Der er ingen tekst i {name}.",
        "Bed afsenderen om PPTX- eller DOCX-filen, den er lavet af.",
    ),
    Trouble.PICTURES: (
        "{name} er scannet: siderne er billeder uden tekst.",
        "Bed afsenderen om PPTX- eller DOCX-filen; tekst i billeder genkendes ikke.",
    ),
    Trouble.LOCKED: (
        "{name} er låst med en adgangskode.",
        "Åbn den med koden, gem den uden, og importér igen.",
    ),
    Trouble.DISGUISED: (
        "{name} er {what}, selv om navnet siger noget andet.",
        "Giv den sin rigtige endelse, og prøv igen.",
    ),
    Trouble.WEB_PAGE: (
        "{name} er en webside, selv om navnet siger noget andet.",
        "Blev den hentet uden login? Log ind på siden, og hent den igen.",
    ),
    Trouble.OLD_OFFICE: (
        "{name} er i et gammelt Office-format (.ppt, .doc eller .xls).",
        "Åbn den i Office, og gem den som .pptx, .docx eller .xlsx.",
    ),
    Trouble.OTHER_OFFICE: (
        "{name} er i OpenDocument-format.",
        "Åbn den i Office eller LibreOffice, og gem den som .pptx, .docx eller .xlsx.",
    ),
    Trouble.OUTLOOK: (
        "{name} er en mail i Outlooks eget format.",
        "Gem mailen som .eml, eller gem de vedhæftede filer og importér dem.",
    ),
    Trouble.NOT_MATERIAL: (
        "{name} kan ikke importeres: den er {what}.",
        "Der kan læses {formats}.",
    ),
    Trouble.BROKEN: ("{name} er i stykker.", _AGAIN),
    Trouble.UNSAFE: (
        "{name} er afvist: den har XML-entiteter, og det har mødemateriale aldrig.",
        _SUSPECT,
    ),
    Trouble.BLOATED: ("{name} er afvist: den fylder for meget, når den pakkes ud.", _SUSPECT),
    Trouble.TOO_HEAVY: ("{name} er i stykker eller kræver for meget hukommelse.", _AGAIN),
    Trouble.TOO_SLOW: (
        "{name} tog for lang tid at læse og er opgivet.",
        "Del den op, eller bed afsenderen om PPTX- eller DOCX-filen.",
    ),
    Trouble.STRANGE: ("{name} blev ikke læst, som den skulle.", _AGAIN),
    Trouble.LONG_LINE: ("Linje {what} i {name} er længere end 1 MB.", _NO_MATERIAL),
    Trouble.LONG_CELL: (
        "Linje {what} i {name} har en celle på over 131.072 tegn.",
        "Mangler der et anførselstegn? Ret linjen, og importér igen.",
    ),
    Trouble.MANY_LINES: ("{name} har mere end 500.000 linjer.", _NO_MATERIAL),
    Trouble.CANCELLED: ("Læsningen af {name} er afbrudt.", "Intet er gemt."),
}
"""What the user is told, and what to do."""


class CannotRead(Exception):
    """Raised by a reader: the file as a whole cannot be read."""

    def __init__(self, trouble: Trouble, what: str = "") -> None:
        super().__init__(trouble, what)
        self.trouble = trouble
        self.what = what
        """The words that the sentence needs, see `_TOLD`."""


def unreadable(trouble: Trouble, name: str, what: str = "", formats: str = "") -> UnreadableFile:
    """The error that tells the user of it."""
    text, hint = _TOLD[trouble]
    words = {"name": name, "what": what, "formats": formats}
    return UnreadableFile(text.format(**words), hint.format(**words))


class Left(StrEnum):
    """What was left out of a file that was read."""

    PAGES = "pages"
    PAGES_FOR_TIME = "pages_for_time"
    PICTURE_PAGES = "picture_pages"
    BROKEN_PAGES = "broken_pages"
    HIDDEN_SLIDES = "hidden_slides"
    HIDDEN_SHEETS = "hidden_sheets"
    ROWS = "rows"
    COLUMNS = "columns"
    CELLS = "cells"
    DRAWINGS = "drawings"
    LETTERS = "letters"
    ATTACHMENT = "attachment"
    ATTACHMENTS = "attachments"


_LEFT: dict[Left, str] = {
    Left.PAGES: "{read} af {of} sider er læst.",
    Left.PAGES_FOR_TIME: "{read} af {of} sider er læst; resten tog for lang tid.",
    Left.PICTURE_PAGES: "{read} af {of} sider er billeder uden tekst og er ikke læst.",
    Left.BROKEN_PAGES: "{read} af {of} sider er i stykker og er ikke læst.",
    Left.HIDDEN_SLIDES: "{read} skjulte slides er ikke læst.",
    Left.HIDDEN_SHEETS: "{read} skjulte ark er ikke læst.",
    Left.ROWS: "{read} af {of} rækker er læst.",
    Left.COLUMNS: "{read} af {of} kolonner er læst.",
    Left.CELLS: "{read} celler er for lange og er skåret af.",
    Left.DRAWINGS: "{read} sider har så mange streger, at nogle tabeller kan være læst forkert.",
    Left.LETTERS: "{read} sider har for meget tekst; kun begyndelsen er læst.",
    Left.ATTACHMENT: "Ikke læst: {why}",
    Left.ATTACHMENTS: "{read} af {of} vedhæftede filer er læst.",
}


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that was left out, with its numbers."""

    left: Left
    read: int = 0
    of: int = 0
    name: str = ""
    """Of an attachment."""
    trouble: Trouble | None = None
    """Why an attachment was left out."""
    what: str = ""
    """The words that belong to `trouble`."""

    @property
    def sentence(self) -> str:
        """In Danish, for the user."""
        why = unreadable(self.trouble, self.name, self.what).text if self.trouble else ""
        return _LEFT[self.left].format(read=dots(self.read), of=dots(self.of), why=why)
