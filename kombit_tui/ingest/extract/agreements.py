"""Agreements sent for signature: deadline, how many have signed, which municipalities miss."""

import re
from collections.abc import Iterator, Sequence

from kombit_tui.domain.municipalities import Municipality, find_municipality
from kombit_tui.ingest.candidates import AgreementFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in, words_of
from kombit_tui.ingest.extract.keys import fold, tidy
from kombit_tui.ingest.extract.rows import Paragraph, Sheet, sentences, sheets_of
from kombit_tui.ingest.extract.tasks import lines_of_tables
from kombit_tui.ingest.extract.words import danish

_KIND = r"(?:tilslutnings|databehandler|tillægs|ramme|bruger|serviceleverandør)[-\s]?aftale"
_AGREEMENT = danish(rf"\b[\w-]*{_KIND}\w*")
_PHRASE = danish(
    rf"\b(?P<phrase>[\w-]*{_KIND}\w*(?:\s+(?:for|til|om|på|vedr\.?)\s+[^,.;:()?!]{{3,50}}?"
    r"(?=\s+(?:er|bliver|blev|sendes|udsendes|skal|har|kan|via|vil|mangler|afventer|ligger|udestår)\b|\s*[,.;:()?!]|\s*$))?)"
)
_SIGNED = danish(
    r"\b(?P<number>\d{1,3})\s+(?:af\s+98\s+)?kommuner(?:ne)?\s+har\s+(?:nu\s+|allerede\s+|indtil\s+videre\s+)?"
    r"(?:underskrevet|skrevet\s+under|signeret|tiltrådt|tilsluttet\s+sig)"
)
_RECEIVED = danish(r"\bmodtaget\s+(?P<number>\d{1,3})\s+underskrevne")
_ALL_SIGNED = danish(
    r"\balle\s+(?:98\s+)?kommuner\s+har\s+(?:underskrevet|skrevet\s+under|signeret)"
)
_STATUS = danish(
    r"\b(?:underskr[ie]v\w*|skrevet\s+under|signer\w*|underskrift(?!s?beret)\w*|udsendt?|udsendes|sendes\s+(?:ud|til)"
    r"|fremsendes|mangler|\w*frist\w*|deadline|retur\w*|skal\s+opdateres|genudsend\w*|addo)\b"
)
_DUE = danish(
    r"\b(?:skal\s+(?:være\s+)?(?:underskr\w+|retur\w*|signer\w*)|\w*frist\w*|deadline|senest|inden)\b"
)
_SIGN = danish(r"\b(?:underskri\w*|retur\w*|signer\w*)\b")
_SENT = danish(r"\b(?:sendt|udsendt|sendes|udsendes|fremsendt)\b(?!.*\b(?:frist|senest|inden)\b)")
_MISSING = danish(
    r"\b(?:mangler|manglende|udestår|endnu\s+ikke|ikke\s+(?:har\s+)?(?:under|signer))"
)
_SPLIT = re.compile(r"\s*(?:,|(?<=\w{3})\.\s|;|\bog\b|•|:|\s{2,})\s*")
_LEAD = danish(
    r"^(?:status(?:\s+på)?|opdatering|orientering\s+om|nyt\s+om)[:\s]+(?=\w*\s*\w*aftale|[A-ZÆØÅ])"
)
_TOPIC = danish(
    rf"\b(?:(?:[\w-]*aftalen?|\w*frist(?:en)?)\s+(?:for|vedr\.?)|[\w-]*{_KIND}n?\s+(?:om|til))"
    r"\s+(?P<topic>(?-i:[A-ZÆØÅ]{2})[\w-]*|(?-i:[A-ZÆØÅ])\w+)"
)
_LAST_NAME = re.compile(r"(?<!\w)[A-ZÆØÅ][\w-]+(?:\s[A-ZÆØÅ][\w-]+)?$")
_SEVERAL = 2
_SHORT_SLIDE = 15
_MAX_TITLE = 110


def find_agreements(ctx: Context) -> tuple[AgreementFound, ...]:
    """One record per agreement whose signing the document tells of."""
    found: dict[str, AgreementFound] = {}
    for sheet in ctx.once(sheets_of):
        for agreement in _on_sheet(sheet, ctx):
            found.setdefault(fold(agreement.title), agreement)
    return tuple(found.values())


def _on_sheet(sheet: Sheet, ctx: Context) -> Iterator[AgreementFound]:
    """The agreement of a slide, or each of those it tells of by their systems."""
    if not _AGREEMENT.search(sheet.text[:20000]):
        return
    rows = lines_of_tables(ctx)
    topics = _topics([p for p in sheet.body if p.first not in rows])
    if len(topics) < _SEVERAL:
        told = [p for p in sheet.paragraphs if p.first not in rows]
        agreement = _read(sheet, told, None, ctx)
        if agreement:
            yield agreement
        return
    for topic, paragraphs in topics.items():
        agreement = _read(sheet, paragraphs, topic, ctx)
        if agreement:
            yield agreement


def _topics(paragraphs: Sequence[Paragraph]) -> dict[str, list[Paragraph]]:
    """The paragraphs by the system whose agreement they speak of; others go on with the last."""
    topics: dict[str, list[Paragraph]] = {}
    last: str | None = None
    for paragraph in paragraphs:
        match = _TOPIC.search(paragraph.text[:2000])
        last = match["topic"] if match else last
        if last:
            topics.setdefault(last, []).append(paragraph)
    return topics


def _read(
    sheet: Sheet, paragraphs: Sequence[Paragraph], topic: str | None, ctx: Context
) -> AgreementFound | None:
    """What the paragraphs say of one agreement's signing."""
    in_title = bool(_AGREEMENT.search(sheet.title))
    heads = [p.first for p in paragraphs if _is_heading(p.text)]
    if len(sheet.rows) <= _SHORT_SLIDE:
        heads += [p.first for p in paragraphs if _tells(p, in_title=False)]
    below = min(heads, default=sheet.rows[-1].number)
    said = [p for p in paragraphs if _tells(p, in_title or p.first > below)]
    if not said:
        return None
    signed = _signed(paragraphs)
    deadline, words = _deadline(said, ctx)
    titled = sheet.rows[sheet.title_rows - 1].number
    listed = [p for p in paragraphs if p.last > titled]
    is_missing = any(_MISSING.search(p.text[:5000]) for p in paragraphs)
    missing = dict(_missing(listed)) if is_missing else {}
    return AgreementFound(
        title=_named(sheet, paragraphs, topic) if topic else _title(sheet, said),
        deadline=deadline,
        deadline_text=words,
        signed=signed,
        missing=tuple(missing),
        note=tidy(" ".join(p.text for p in said))[:500],
        lines=(said[0].first, max(said[-1].last, *missing.values(), 0)),
        confidence=0.7 if in_title or signed is not None else 0.5,
        rule="agreement_slide" if in_title else "agreement_sentence",
    )


def _tells(paragraph: Paragraph, in_title: bool) -> bool:
    """Whether a paragraph tells how far an agreement's signing is."""
    text = paragraph.text[:2000]
    if _SIGNED.search(text) or _ALL_SIGNED.search(text):
        return True
    return any(
        _STATUS.search(s) and (in_title or _AGREEMENT.search(s)) for s in sentences(paragraph)
    )


def _signed(paragraphs: Sequence[Paragraph]) -> int | None:
    for paragraph in paragraphs:
        text = paragraph.text[:2000]
        match = _SIGNED.search(text) or _RECEIVED.search(text)
        if match:
            return int(match["number"])
        if _ALL_SIGNED.search(paragraph.text[:2000]):
            return 98
    return None


def _deadline(said: Sequence[Paragraph], ctx: Context) -> tuple[str | None, str | None]:
    """The date after a word for the end; where it was sent is no end."""
    told = [s for paragraph in said for s in sentences(paragraph)]
    for pattern in (_DUE, _SIGN):
        for sentence in told:
            dates = dates_in(sentence, ctx)
            due = pattern.search(sentence)
            is_told = due and any(d.start >= due.end() for d in dates) and pattern is _DUE
            if due and dates and (is_told or not _SENT.search(sentence[: dates[-1].start])):
                date = next((d for d in dates if d.start >= due.start()), dates[-1])
                return date.date.edtf, words_of(date, sentence)
    return None, None


def _missing(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, int]]:
    """The municipalities named after the word that says who is missing, each with its line."""
    is_after = False
    seen: set[str] = set()
    for paragraph in paragraphs:
        text = paragraph.text[:5000]
        match = _MISSING.search(text)
        if match:
            is_after, text = True, text[match.end() :]
        if not is_after:
            continue
        for part in _SPLIT.split(text):
            town = _town(part)
            if town and town.code not in seen:
                seen.add(town.code)
                yield town.full_name, paragraph.last


def _is_heading(text: str) -> bool:
    """Whether a short line names an agreement and says nothing of it."""
    is_short = 1 < len(text.split()) <= 12 and text[-1] not in ".:?" and text[0].isupper()
    return is_short and bool(_AGREEMENT.search(text)) and not _STATUS.search(text)


def _town(text: str) -> Municipality | None:
    """The municipality that a part of a list names, if need be with its last words."""
    name = _LAST_NAME.search(text[-60:])
    return find_municipality(text) or (
        find_municipality(name.group(), damaged=True) if name else None
    )


def _named(sheet: Sheet, paragraphs: Sequence[Paragraph], topic: str) -> str:
    """The kind of agreement that is told of, for one of the slide's systems."""
    said = " ".join(p.text for p in paragraphs)
    kind = danish(_KIND).search(said[:5000]) or danish(_KIND).search(sheet.text[:20000])
    return f"{kind.group().capitalize() if kind else 'Aftale'} for {topic}"


def _title(sheet: Sheet, said: Sequence[Paragraph]) -> str:
    for title in (sheet.title, sheet.section):
        if _AGREEMENT.search(title) and not _SIGNED.search(title):
            return tidy(_LEAD.sub("", title))[:_MAX_TITLE]
    heads = [p.text for p in sheet.body if p.last <= said[0].last and _is_heading(p.text)]
    if heads:
        return heads[-1][:_MAX_TITLE]
    for paragraph in said:
        match = _PHRASE.search(paragraph.text[:2000])
        if match:
            phrase = tidy(match["phrase"])
            is_whole = len(phrase.split()) > 1
            return (phrase if is_whole else f"{phrase} ({sheet.title})")[:_MAX_TITLE]
    return sheet.title[:_MAX_TITLE]
