"""Mends what scanning does to slides: letters for noughts, lost æ, ø and å, specks read as words.

Words are mended from a lexicon of the field, the names of municipalities, and whatever the same
file spells right, as in the speaker's notes. Lines keep their numbers; only pages that look scanned
are touched.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from re import Match

from kombit_tui.domain.municipalities import all_municipalities
from kombit_tui.ingest.document import Document, Line, Page
from kombit_tui.ingest.extract.layout import NOTES
from kombit_tui.ingest.extract.lexicon import PLAIN, WORDS

_LETTER_IN_NUMBER = re.compile(
    r"(?<=\d)[Oo](?=[\dOo]|[-./]\d)|(?<=\d[Oo])[Oo](?=\d)|(?<![\w])O(?=\d[-./])|(?<=\d[.:,])[Oo](?=\d)"
)
"""The letter that scanning leaves for a nought inside dates, amounts and hours."""
_WITH_SIGN = re.compile(r"\S*@\S*")
_SIGN = re.compile(r"(?<=[A-Za-zÆØÅæøå])@(?=[a-zæøå@])|(?<=[a-zæøå])@(?=\W|$)|^@(?=[a-zæøå]{2})")
_FORMS = {
    "æ": ("ae", "ee", "a", "e"),
    "ø": ("o", "g", "a", "e", "oe", "@"),
    "å": ("a", "aa"),
    "Æ": ("AE", "A", "E"),
    "Ø": ("O", "Q", "J", "@"),
    "Å": ("A",),
}
_LOST = re.compile("[æøåÆØÅ]")
_WORD = re.compile(r"[^\W\d_]+(?:@[^\W\d_]+)*")
_KEPT = re.compile(r"\S*(?:@\S+\.|://|www\.)\S*")
_SPECK = re.compile(
    r"\s*(?:[^\w\s]{1,3}|(?!ja\b|nej\b)[A-Za-z]{1,2}(?:\s*\|)?|(?:[A-Z]\s){3,}[A-Z])\s*",
    re.IGNORECASE,
)
_MOST_LOST = 3
"""Words with more lost letters have too many forms to be told from others."""
_LEAST_LETTERS = 120
"""A page with fewer may have none by chance."""
_FEW = 0.004
"""Danish has some four in a hundred; a page with so few has lost them."""
_SHARE = 0.3
"""So many of the pages have lost theirs where a file was scanned; a few may be in English."""


def repaired(document: Document) -> Document:
    """The document with what scanning did mended as far as it can be told."""
    pages = tuple(map(_with_numbers, document.pages))
    told = [page for page in document.pages if _letters(page) >= _LEAST_LETTERS]
    scanned = {page.number for page in told if _has_lost(page)}
    if not scanned or len(scanned) < _SHARE * len(told):
        return replace(document, pages=pages)
    forms = {**_spelt_right(pages), **_known_forms()}
    scanned |= {page.number for page in document.pages if _has_lost(page)}
    return replace(
        document,
        pages=tuple(_mended(page, forms) if page.number in scanned else page for page in pages),
    )


def _with_numbers(page: Page) -> Page:
    lines = tuple(Line(line.number, _repaired_text(line.text)) for line in page.lines)
    return replace(page, lines=lines)


def _repaired_text(text: str) -> str:
    text = _LETTER_IN_NUMBER.sub("0", text)
    return _WITH_SIGN.sub(_without_sign, text) if "@" in text else text


def _without_sign(word: Match[str]) -> str:
    """A word with ø where scanning left the sign; an address has a stop after it."""
    text = word[0]
    if "/" in text or "." in text[text.index("@") :].rstrip(".,;:!?)"):
        return text
    return _SIGN.sub(lambda m: "Ø" if m.start() == 0 else "ø", text)


def _shown(page: Page) -> Iterator[Line]:
    """The lines of the slide itself: the notes beside it were never scanned."""
    for line in page.lines:
        if NOTES.match(line.text.strip()):
            return
        yield line


def _letters(page: Page) -> int:
    return sum(char.isalpha() for line in _shown(page) for char in line.text)


def _has_lost(page: Page) -> bool:
    """Whether hardly any letter of a slide is one that only Danish has."""
    lost = sum(len(_LOST.findall(line.text)) for line in _shown(page))
    return lost <= _FEW * _letters(page)


def _spelt_right(pages: Iterable[Page]) -> dict[str, str]:
    """The damaged forms of words that the file itself spells with their letters."""
    words = {w for page in pages for line in page.lines for w in _WORD.findall(line.text)}
    return dict(_forms_of(word for word in sorted(words) if _LOST.search(word)))


@cache
def _known_forms() -> dict[str, str]:
    """The damaged forms of the words of the field, and of the municipalities' names."""
    towns = (part for town in all_municipalities() for part in _WORD.findall(town.name))
    return dict(_forms_of((*WORDS, *towns)))


def _forms_of(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        for each in (word, word.capitalize(), word.upper()):
            lost = _LOST.findall(each)
            if 0 < len(lost) <= _MOST_LOST:
                yield from _damaged(each, lost)


def _damaged(word: str, lost: list[str]) -> Iterator[tuple[str, str]]:
    """Each way to lose the letters of a word, with the word."""
    parts = _LOST.split(word)
    for chosen in product(*(_FORMS[letter] for letter in lost)):
        form = parts[0] + "".join(a + b for a, b in zip(chosen, parts[1:], strict=True))
        if form.lower() not in PLAIN:
            yield form, word


def _mended(page: Page, forms: dict[str, str]) -> Page:
    specks = _specks(page)
    shown = {line.number for line in _shown(page)}
    lines = tuple(
        Line(line.number, "")
        if line.number in specks
        else Line(line.number, _spelt(line.text, forms))
        if line.number in shown
        else line
        for line in page.lines
    )
    return replace(page, lines=lines)


def _specks(page: Page) -> set[int]:
    """The lines that are no words: alone among others, no letters of a word that stands upright."""
    lines = [line for line in _shown(page) if line.text.strip()]
    found = [_SPECK.fullmatch(line.text) is not None for line in lines]
    beside = {i for i, (a, b) in enumerate(pairwise(found)) if a and b}
    return {
        line.number
        for i, line in enumerate(lines)
        if found[i] and i not in beside and i - 1 not in beside
    }


def _spelt(text: str, forms: dict[str, str]) -> str:
    """A line with its words mended; addresses stay as they are."""
    kept = [match.span() for match in _KEPT.finditer(text)]

    def mend(match: Match[str]) -> str:
        is_kept = any(a <= match.start() < b for a, b in kept)
        return match[0] if is_kept else forms.get(match[0], match[0])

    return _WORD.sub(mend, text)
