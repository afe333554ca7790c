"""Timelines: slides where short labels and dates stand apart, and wave plans with phases.

A label and its date are paired by which of the two comes first; a phase that comes again starts
the next wave.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kombit_tui.domain.dates import FoundDate
from kombit_tui.domain.municipalities import find_municipality
from kombit_tui.ingest.candidates import MilestoneFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in, is_brief, without_dates, year_later
from kombit_tui.ingest.extract.keys import fold, tidy
from kombit_tui.ingest.extract.layout import NOTES
from kombit_tui.ingest.extract.milestones.said import PRICE, VISIT
from kombit_tui.ingest.extract.rows import Paragraph, Sheet
from kombit_tui.ingest.extract.words import danish

_WAVE = danish(r"^(?:bølge|pilot|gruppe|etape|hold)\s*\d{0,2}$")
_EVENT = danish(
    r"\b(?:kl\.|\w*webinar\w*|kick-?off|\w*møde[rt]?(?:ne)?|workshop\w*|dagsorden|kursus|temadag"
    r"|kommunedag\w*|\w*konference\w*|\w{3,}øvelse|programlederd\wgn|(?!(?:man|tirs|ons|tors|fre|lør|søn|hver|arbejds)dag)\w{3,}dag(?:en)?)\b"
)
_FRINGE = danish(r"^(?:og frem|og fremefter|og frem\.|ff\.?)$")
_VERB = danish(r"\b(?:er|har|yder|skal|kan|vil|bliver|afvikler|holder|sendes|ønsker)\b|[?]")
_BARE_YEAR = re.compile(r"^(?:20[0-4]\d[\s/–-]*)+$")
_STATED_YEAR = re.compile(r"\b20[0-4]\d\b")
_MONTHS = re.compile(
    r"^(?:(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?[\s|]*){3,}(?:20\d\d)?$",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-zæøå]*\.?(?:\s+20\d\d)?",
    re.IGNORECASE,
)
_LEAST_MONTHS = 3
"""So many months that stand alone are the head of a plan and no dates."""
_OF_MONTH = re.compile(rf"(?:{_BARE_MONTH.pattern})\s*[:–-]\s*\S", re.IGNORECASE)
_TOWN = re.compile(r"^[A-ZÆØÅ][\w-]+\s(?:[Rr]egions)?[Kk]ommune\b")
_DAY_FIRST = re.compile(r"(?:[0-2]?[1-9]|[1-3]0|31)/(?:1[0-2]|0?[1-9])(?=$|\s+[^\W\d])")
_TALK = danish(r"^(?:spørgsmål|svar|spm|sp|sv|q|a)\b\s*\d{0,2}\s*:")
_HEAD = danish(r"^(?:[\w-]+\s+){1,3}(?:hvornår|dato(?:er)?|tidspunkt|periode)\W*$")
"""The head of a table whose rows have a day each."""
_LEAST = 3
_MAX_LABEL = 90
_SHORT = 45


@dataclass(frozen=True, slots=True)
class _Piece:
    """A label, a date, or both, with where it stands."""

    label: str
    edtf: str | None
    words: str
    first: int
    last: int


def timeline_on(sheet: Sheet, ctx: Context) -> tuple[MilestoneFound, ...]:
    """The milestones of a slide that is a timeline, () for any other slide."""
    if VISIT.search(sheet.title):
        return ()
    ctx = in_its_year(sheet, ctx)
    pieces = _pieces(sheet, ctx, with_waves=False)
    if all(p.edtf for p in pieces):
        pieces = _pieces(sheet, ctx, with_waves=True)
    dated = [p for p in pieces if p.edtf]
    if len(dated) < _LEAST:
        return ()
    pairs = tuple(_pairs(pieces))
    used = sum(1 if p.label else 2 for p in dated)
    is_headed = any(_HEAD.match(p.text) for p in sheet.body)
    if used * 2 < len(pieces) or not (is_headed or _is_plan(dated)):
        return ()
    waves = [p.text for p in sheet.body if _WAVE.match(p.text)]
    if len(waves) > 1:
        pairs = _in_waves(pairs, waves, sheet)
    return tuple(_record(pair) for pair in pairs if not _is_event(pair))


def in_its_year(sheet: Sheet, ctx: Context) -> Context:
    """The context with the one year that stands alone on the slide: its dates are of it."""
    years = {r.text for r in sheet.rows if _BARE_YEAR.match(r.text)}
    year = years.pop() if len(years) == 1 else ""
    if len(year) != len("2021"):
        return ctx
    return replace(ctx, document_date=date(int(year), 1, 1))


def _is_event(pair: _Piece) -> bool:
    """A meeting on a certain day, a visit or a price; one in some month is a step of a plan."""
    is_town = find_municipality(pair.label, damaged=True) or _TOWN.match(pair.label)
    if is_town or PRICE.search(pair.label) or VISIT.search(pair.label):
        return True
    return bool(_EVENT.search(pair.label)) and is_brief(pair.edtf)


def _pieces(sheet: Sheet, ctx: Context, *, with_waves: bool) -> list[_Piece]:
    """The short paragraphs of a slide; nothing if it holds ordinary text."""
    pieces = []
    heads = _month_heads(sheet, ctx)
    for paragraph in sheet.body:
        if NOTES.match(paragraph.text):
            break
        if _TALK.match(paragraph.text) or paragraph in heads:
            continue
        is_wave = not with_waves and _WAVE.match(paragraph.text)
        if is_wave or _BARE_YEAR.match(paragraph.text) or _MONTHS.match(paragraph.text):
            continue
        found = dates_in(paragraph.text, ctx) or _day_first(paragraph.text, ctx)
        if len(found) > 1 or (found and paragraph.is_bullet and len(paragraph.text) > _MAX_LABEL):
            return []
        label = _label(paragraph.text, found)
        label = "" if _FRINGE.match(label) else label
        edtf = found[0].date.edtf if found else None
        words = paragraph.text[found[0].start : found[0].end] if found else ""
        if len(label) <= _MAX_LABEL:
            pieces.append(_Piece(tidy(label), edtf, words, paragraph.first, paragraph.last))
    return [p for p in pieces if p.label or p.edtf]


def _month_heads(sheet: Sheet, ctx: Context) -> Sequence[Paragraph]:
    """The months over a plan: they stand in a row, and what is below has dates of its own."""
    places = [i for i, p in enumerate(sheet.body) if _BARE_MONTH.fullmatch(p.text)]
    in_row = len(places) >= _LEAST_MONTHS and places[-1] - places[0] == len(places) - 1
    if not in_row:
        return ()
    heads = [sheet.body[place] for place in places]
    others = (p for p in sheet.body if p not in heads)
    return heads if any(dates_in(p.text, ctx) for p in others) else ()


def is_recap(sheet: Sheet, ctx: Context) -> bool:
    """Whether a slide lists what months gone by were about: a list of topics and no plan."""
    listed = [p.text for p in sheet.body if _OF_MONTH.match(p.text)]
    if len(listed) < _LEAST_MONTHS or ctx.document_date is None:
        return False
    today = ctx.document_date.isoformat()[:7]
    year = _STATED_YEAR.search(sheet.title)
    if year:
        ctx = replace(ctx, document_date=date(int(year.group()), 1, 1))
    dates = [dates_in(text, ctx) for text in listed]
    return all(found and (found[0].date.edtf or "")[:7] <= today for found in dates)


def _day_first(text: str, ctx: Context) -> list[FoundDate]:
    """The day that a line starts with as "31/3", which elsewhere may be a share or a part."""
    match = _DAY_FIRST.match(text)
    if match is None or ctx.document_date is None:
        return []
    found = dates_in(f"d. {match.group()}", ctx)
    return [FoundDate(0, match.end(), found[0].date)] if found else []


def _is_plan(dated: Sequence[_Piece]) -> bool:
    """Whether the dates stand as they do in a plan: alone, or around labels without verbs."""
    told = sum(bool(_VERB.search(p.label)) or len(p.label) > _SHORT for p in dated)
    return told * 3 < len(dated)


def _label(text: str, found: Sequence[FoundDate]) -> str:
    """What stands before the date, else what stands after it."""
    if not found:
        return text
    before = without_dates(text[: found[0].end], found[:1])
    return before or without_dates(text, found)


def _pairs(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Each date with its own label, or with the nearest one on the side where labels stand."""
    columns = _columns(pieces)
    if columns:
        yield from columns
        return
    alone = [i for i, p in enumerate(pieces) if p.edtf and not p.label]
    before = sum(i > 0 and not pieces[i - 1].edtf for i in alone)
    after = sum(i + 1 < len(pieces) and not pieces[i + 1].edtf for i in alone)
    step = -1 if before >= after else 1
    for index, piece in enumerate(pieces):
        if piece.edtf and piece.label:
            yield piece
        elif piece.edtf:
            other = pieces[index + step] if 0 <= index + step < len(pieces) else None
            if other and not other.edtf:
                lines = sorted((piece.first, piece.last, other.first, other.last))
                yield _Piece(other.label, piece.edtf, piece.words, lines[0], lines[-1])


def _columns(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Labels and dates joined by position when all labels come before as many dates."""
    labels = [p for p in pieces if not p.edtf]
    dates = [p for p in pieces if p.edtf]
    if len(labels) == len(dates) + 1 and not pieces[-1].edtf:
        labels, pieces = labels[:-1], pieces[:-1]  # what the slide ends with
    is_columns = list(pieces) == labels + dates or list(pieces) == dates + labels
    if not is_columns or len(labels) != len(dates) or any(p.label for p in dates):
        return []
    return [
        _Piece(a.label, b.edtf, b.words, min(a.first, b.first), max(a.last, b.last))
        for a, b in zip(labels, dates, strict=True)
    ]


def _in_waves(pairs: Sequence[_Piece], waves: list[str], sheet: Sheet) -> tuple[_Piece, ...]:
    """The phases with the names of their waves, and later years where time runs backwards."""
    groups: list[list[_Piece]] = []
    for pair in pairs:
        if not groups or fold(pair.label) in {fold(p.label) for p in groups[-1]}:
            groups.append([])
        groups[-1].append(pair)
    groups = [g for g in groups if len(g) > 1 or len(groups) == len(waves)]
    if len(groups) != len(waves):
        return tuple(pairs)
    return tuple(
        _Piece(f"{wave} {p.label}", p.edtf, p.words, p.first, p.last)
        for wave, group in zip(waves, groups, strict=True)
        for p in _ascending(group, sheet)
    )


def _ascending(group: Sequence[_Piece], sheet: Sheet) -> Iterator[_Piece]:
    """A wave's phases; one that would come before the last one is of the year after it."""
    latest = ""
    for piece in group:
        edtf = piece.edtf or ""
        later = year_later(edtf)
        if edtf < latest and later[:4] in sheet.text:
            edtf = later
        latest = max(latest, edtf)
        yield _Piece(piece.label, edtf, piece.words, piece.first, piece.last)


def _record(piece: _Piece) -> MilestoneFound:
    return MilestoneFound(
        title=piece.label,
        campaign=None,
        date=piece.edtf,
        date_text=tidy(piece.words) or None,
        lines=(piece.first, piece.last),
        confidence=0.6,
        rule="timeline",
    )
