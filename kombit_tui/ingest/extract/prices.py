"""Prices: budget tables with a price and its unit on one row, sums over units, plain lists.

Reads rows, since a system's name wraps above its price and the note goes on below it. What a
municipality pays is worked out elsewhere.
"""

import re
from collections.abc import Iterator

from kombit_tui.ingest.candidates import PriceFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import fold, tidy
from kombit_tui.ingest.extract.rows import Row, Sheet, join, sentences, sheets_of
from kombit_tui.ingest.extract.words import danish

_AMOUNT = r"\d{1,4}[.,]\d{2}"
_PRICED = re.compile(
    rf"^(?P<name>.*?)\s*(?P<price>{_AMOUNT})\s*(?:kr\.?\s*)?(?P<unit>[Pp][Rr]\.?\s+[^\W\d].*)$"
)
_UNIT_FIRST = re.compile(
    rf"^(?P<name>.*?)\s*(?P<unit>\b[Pp][Rr]\.?\s+[^\W\d][^\d|]*?)\s+(?:kr\.?\s*)?(?P<price>{_AMOUNT})"
    r"(?:\s*(?:kr\.?|kroner))?(?P<rest>(?:\s+(?:Ja|Nej|[-–>]|[Nn]ote).*)?)$"
)
_AMOUNTS = re.compile(rf"^(?P<name>\D*?(?:\d{{4}})?)\s*(?P<values>{_AMOUNT}(?:\s+{_AMOUNT})+)$")
_LISTED = re.compile(rf"^(?P<name>[^\W\d_].*?)\s+(?P<values>{_AMOUNT}(?:\s+{_AMOUNT}){{0,3}})$")
_UNPRICED = re.compile(r"^(?P<name>[A-ZÆØÅ][^.:]{1,48}?)\s+(?P<note>[Nn]ote\s+\d+:.*)$")
_UNIT_END = re.compile(r"\s+(?=(?:Ja|Nej)\b|[-–]\s|[-–]$|>|[Nn]ote\b)|\s*$")
_UNIT_GOES_ON = re.compile(r"[a-zæøå]")
_UNIT_IN_HEAD = re.compile(r"\bPr\b\.?\s+(?:(?!\bPr\b).)+")
_UNIT_IN_TEXT = re.compile(
    r"\bpr\.?\s+(?:borger|indbygger|skolebarn|barn|adresse|bygning|elev)\w*", re.IGNORECASE
)
_YEAR = re.compile(r"\b20[0-4]\d\b")
_YEARS = re.compile(r"\b20[0-4]\d\s+20[0-4]\d\b")
_SAID = re.compile(
    rf"(?P<price>{_AMOUNT})\s*(?:kr\.?|kroner)?\s*"
    r"(?P<unit>pr\.?\s+(?:borger|indbygger|skolebarn|barn|adresse|bygning)\w*)"
    r"(?:\s+(?:i\s+)?(?P<year>20[0-4]\d))?",
    re.IGNORECASE,
)
_SYSTEM = danish(
    r"\b(?:driftsbidrag(?:et)?|pris(?:en)?|betaling(?:en)?)\s+(?:for|til|på)\s+(?P<a>(?-i:[A-ZÆØÅ])[\w/-]+(?:\s+(?-i:[A-ZÆØÅ])[\w/-]+){0,3})"
    r"|\b(?P<b>(?-i:[A-ZÆØÅ]{2})[\w/-]*)(?:s|-)?\s+(?:nye\s+|nyt\s+)?(?:driftsbidrag|pris|koster\b)"
    r"|\b(?!Hva|Hvor)(?P<c>(?-i:[A-ZÆØÅ])[\w/-]{3,})\s+koster\b"
    r"|\bkoster\s+(?P<d>(?-i:[A-ZÆØÅ])[\w/-]+(?:\s+(?-i:[A-ZÆØÅ])[\w/-]+){0,3})"
)
_BREAK = re.compile(r"^\s*Ja\b", re.IGNORECASE)
_ABOUT_PRICES = danish(r"\b(?:koster|pris\w*|driftsbidrag\w*|betaling\w*|budget\w*|prissæt\w*)\b")
_HEAD_END = danish(r"^note$|^vægtes\b|^bemærkning(?:er)?$|^grundlag\b")
_HEAD_WORD = danish(
    r"\b(?:system|løsning|projekt|pris|enhed|note|knækmodel|beregningsgrundlag|driftsbidrag|afregnes)\w*"
)
_NOTE_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")
_PROSE = re.compile(r"\.\s|\bkr\.?$|\b(?:er|falder|stiger|koster)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:er|falder|stiger|koster|bliver)\b", re.IGNORECASE)
_HOUR = re.compile(r"\bkl\.?$", re.IGNORECASE)
_LONGEST_ROW = 400
_MAX_NAME_ROWS = 6
_MAX_NAME_WIDTH = 45


def find_prices(ctx: Context) -> tuple[PriceFound, ...]:
    """Every price with its system and unit, and systems that are listed without one."""
    found: dict[tuple[str, str, float | None, str], PriceFound] = {}
    for slide in ctx.once(sheets_of):
        for price in _on_slide(slide):
            year = price.note or "" if _YEAR.fullmatch(price.note or "") else ""
            key = (fold(price.system), fold(price.unit or ""), price.price, year)
            found.setdefault(key, price)
    return tuple(found.values())


def prices_on(slide: Sheet) -> tuple[PriceFound, ...]:
    """The prices of one slide, in their order."""
    return tuple(_on_slide(slide))


def _on_slide(slide: Sheet) -> Iterator[PriceFound]:
    rows = slide.rows
    priced = [i for i, row in enumerate(rows) if _is_priced(row)]
    if priced:
        yield from _table(rows, priced)
    elif _ABOUT_PRICES.search(slide.text):
        yield from _sums(rows)
        listed = list(_list(slide))
        is_list = len({price.lines for price in listed}) > 1
        yield from listed if is_list else list(_said(slide)) or listed


def _table(rows: tuple[Row, ...], priced: list[int]) -> Iterator[PriceFound]:
    starts = [_name_start(rows, i, low) for i, low in zip(priced, [0, *priced], strict=False)]
    for index, start, end in zip(priced, starts, [*starts[1:], len(rows)], strict=True):
        cut = next((i for i in range(index + 1, end) if _UNPRICED.match(rows[i].text)), end)
        price = _priced(rows[start:index], rows[index], rows[index + 1 : cut])
        if price:
            yield price
        if cut < end:
            yield _unpriced(rows[cut:end])


def _is_priced(row: Row) -> bool:
    match = _match(row)
    if match is None or _PROSE.search(match["name"]) or _SYSTEM.search(match["name"]):
        return False
    return match.re is _PRICED or not _TOLD.search(match["unit"])


def _match(row: Row) -> re.Match[str] | None:
    """Name, price and unit of a row, in either order of the last two."""
    return _PRICED.match(row.text) or _UNIT_FIRST.match(row.text[:_LONGEST_ROW])


def _is_head(text: str) -> bool:
    """Whether a row holds the words over the columns, or names the table."""
    words = {m.group().lower() for m in _HEAD_WORD.finditer(text)}
    return len(words) > 1 or bool(_YEAR.search(text) and words)


def _name_start(rows: tuple[Row, ...], index: int, low: int) -> int:
    """The first of the rows above a price that belong to the name of its system."""
    start = index
    while start > low and index - start < _MAX_NAME_ROWS:
        above = rows[start - 1]
        if (
            above.text.endswith(".")
            or len(above.text) > _MAX_NAME_WIDTH
            or _is_priced(above)
            or _HEAD_END.search(above.text)
            or _is_head(above.text)
        ):
            break
        start -= 1
    while start < index and rows[start].text[:1].islower() and rows[start].text[-1:] != "-":
        start += 1
    return start


def _priced(above: tuple[Row, ...], row: Row, below: tuple[Row, ...]) -> PriceFound | None:
    match = _match(row)
    if match is None:
        return None
    is_unit_first = match.re is _UNIT_FIRST
    cell = _NOTE_NUMBER.sub("", match["name"]) if is_unit_first else match["name"]
    name = tidy(join([r.text for r in above] + [cell]))
    if not any(map(str.isalpha, name)):
        return None
    words = match["unit"] + (match["rest"] if is_unit_first else "")
    unit, note = _unit_and_note(words, below)
    has_break = bool(_BREAK.match(note)) or any(_BREAK.match(r.text) for r in below[:1])
    last = below[-1].number if below else row.number
    return PriceFound(
        system=name,
        price=_number(match["price"]),
        unit=unit,
        break_150k=has_break,
        note=tidy(re.sub(r"^\s*(?:Ja|Nej)\b", "", note)) or None,
        lines=((above[0] if above else row).number, last),
        confidence=0.85,
        rule="price_row",
    )


def _unit_and_note(text: str, below: tuple[Row, ...]) -> tuple[str, str]:
    """The unit, which may wrap to the rows below, and what is said after it."""
    end = _UNIT_END.search(text)
    cut = end.start() if end else len(text)
    unit, note = [text[:cut]], text[cut:]
    rest = list(below)
    while not note.strip() and rest and _UNIT_GOES_ON.match(rest[0].text):
        unit.append(rest.pop(0).text)
    return tidy(" ".join(unit)), join([note, *(r.text for r in rest)])


def _unpriced(rows: tuple[Row, ...]) -> PriceFound:
    text = join(r.text for r in rows)
    match = _UNPRICED.match(rows[0].text)
    name = match["name"] if match else rows[0].text
    return PriceFound(
        system=tidy(name),
        break_150k=False,
        note=tidy(text[len(name) :]),
        lines=(rows[0].number, rows[-1].number),
        confidence=0.6,
        rule="price_row_without_price",
    )


def _sums(rows: tuple[Row, ...]) -> Iterator[PriceFound]:
    """A head of several units, and below it a row with as many amounts."""
    for index, row in enumerate(rows):
        match = _AMOUNTS.match(row.text)
        if match is None:
            continue
        values = match["values"].split()
        head = [i for i in range(max(0, index - 12), index) if re.search(r"\bPr\b", rows[i].text)]
        if not head:
            continue
        label_start = next(
            (i for i in range(head[-1] + 1, index) if not rows[i].text[:1].islower()), index
        )
        units = _UNIT_IN_HEAD.findall(join(r.text for r in rows[head[0] : label_start]))
        label = tidy(join([r.text for r in rows[label_start:index]] + [match["name"]]))
        if len(units) == len(values) and label:
            for unit, value in zip(units, values, strict=True):
                yield PriceFound(
                    system=label,
                    price=_number(value),
                    unit=tidy(unit),
                    break_150k=False,
                    lines=(rows[head[0]].number, row.number),
                    confidence=0.75,
                    rule="price_sum",
                )


def _list(slide: Sheet) -> Iterator[PriceFound]:
    """Rows of a name and amounts, one for each of the years in the head."""
    unit = _UNIT_IN_TEXT.search(slide.text)
    if unit is None:
        return
    years: list[str | None] = []
    for row in slide.rows:
        if _YEARS.search(row.text):
            years = list(re.findall(r"\b20[0-4]\d\b", row.text))
        match = _LISTED.match(row.text)
        if match is None or len(match["name"]) > _MAX_NAME_WIDTH or _HOUR.search(match["name"]):
            continue
        values = match["values"].split()
        stated = years if len(years) == len(values) else [None] * len(values)
        for value, year in zip(values, stated, strict=True):
            yield PriceFound(
                system=tidy(match["name"]),
                price=_number(value),
                unit=unit.group(),
                note=year,
                lines=(row.number, row.number),
                confidence=0.5,
                rule="price_list",
            )


def _said(slide: Sheet) -> Iterator[PriceFound]:
    """Prices in a sentence that names the system: what it was and what it becomes."""
    for paragraph in slide.paragraphs:
        for sentence in sentences(paragraph):
            named = list(_SYSTEM.finditer(sentence)) or list(_SYSTEM.finditer(slide.title))[:1]
            if not named or not _ABOUT_PRICES.search(sentence):
                continue
            for match in _SAID.finditer(sentence):
                before = [one for one in named if one.start() < match.start()]
                system = (before or named)[-1 if before else 0]
                yield PriceFound(
                    system=tidy(system["a"] or system["b"] or system["c"] or system["d"]),
                    price=_number(match["price"]),
                    unit=match["unit"],
                    note=match["year"],
                    lines=paragraph.lines,
                    confidence=0.5,
                    rule="price_sentence",
                )


def _number(text: str) -> float:
    return float(text.replace(",", "."))
