"""Milestones told in sentences: a verb of beginning, ending or publishing, and a date.

The title is the sentence without its date; the campaign is the slide's subject, or the row's
system in a table of prices.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from re import Pattern

from kombit_tui.domain.dates import FoundDate, VagueDate
from kombit_tui.ingest.candidates import MilestoneFound, PriceFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in, is_brief, without_dates, words_of
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.prices import prices_on
from kombit_tui.ingest.extract.rows import Paragraph, Sheet, sentences
from kombit_tui.ingest.extract.words import danish

_HAPPENS = danish(
    r"\b(?:idriftsæt\w*|idriftsat\w*|ibrugtag\w*|taget?s?\s+i\s+brug|go-?live\w*|live\b|luk(?:kes|ker|ning\w*)?\b"
    r"|udfas\w*|stopper|ophører|udgår|slukkes|publiceres|udgives|meldes\s+ud|udmeldes|udmeldt"
    r"|afslut\w*|forvent\w*|starte?r?\b|start\b|opstart\w*|påbegynd\w*|release\w*|frigives|lance\w*|overgå\w*"
    r"|klarmeld\w*|åbne[rs]\b|åbner\b|levere[ts]\b|leveres|færdig\w*|udrul\w*|implementer\w*"
    r"|træder\s+i\s+kraft|planlagt\w*|frist\w*|deadline\w*|udløber|erstattes|afløses|\w*skift(?:e|es)?\b"
    r"|opdatere[ts]|opgrader\w*|migrer\w*|konverter\w*|pilot(?:drift\w*|en|start\w*|projekt\w*)?\b|offentliggør\w*|beslutte\w*|sendes\s+ud|udsendes|i\s+produktion"
    r"|gik\s+i\s+(?:luften|drift)|følger\b|ud\s+af\s+drift|gennemfør\w*|gælder\b|\w*test(?:es|en)?\b|\bklar\b|får\s+nyt?\b|i\s+drift|tilføj\w*|svar\s+ventes"
    r"|planer?\s+for|indgås|ansøgningsfrist\w*|med\s+i|sidste\s+(?:dag|frist)|\w*frist(?:en)?)\b"
)
_LABEL = danish(r"^(?:nyt?|ny)\s|\bvisning\b|\bny(?:t|e)?\b")
_NAMED = danish(
    r"^(?!(?:\w*frist|\w*dato|deadline|start|slut|status|opdateret|version|tid|hvornår|møde\w*|senest|kl)\b)"
    r"[^\W\d][^:]{3,48}:\s*$"
)
"""What a list names before a colon and a date; not the words for the fields of a task."""
_PAST = danish(
    r"\b(?:opdateret|opgjort|(?:frist\w*|deadline\w*)\s+var|status\s+pr|rettet|brev(?:et)?\s+af|udkast\s+af|senest\s+ændret)\b|\bversion\s*(?:(?:af|fra|pr\.?|den|d\.)\s*)*$"
)
_EVENT = danish(
    r"\b(?:\w*webinar\w*|kick-?off|\w*møde[rt]?(?:ne)?\b|\w*workshop\w*|kommunedag\w*|\w*konference\w*|\w{3,}øvelse"
    r"|temadag\w*|(?!(?:man|tirs|ons|tors|fre|lør|søn|hver|arbejds)dag)\w{3,}dag(?:en)?\b|kursus|kurser|inviter\w*)\b"
)
_TASK = danish(r"\bunderskri\w*|\bKLIK-?\s*opgave\w*|\bopgaven\b|\bslutdato\w*")
VISIT = danish(r"\b(?:\w*kommune)?besøg(?:e[rt]?|t|ene)?\b")
_TOWN = re.compile(r"[A-ZÆØÅ][\w-]+\s(?:[Rr]egions)?[Kk]ommune\s+(?:den\s+|d\.\s*)?\d")
"""A municipality beside a day: a visit there."""
_TALK = danish(
    r"\b(?:budgetvejledning\w*|referat|agenda|dagsorden|evaluering|juridisk|aftale\s+fra)\b"
)
_STRONG = danish(
    r"\b(?:idriftsæt\w*|idriftsat\w*|ibrugtag\w*|go-?live\w*|lukkes|lukker|udfas\w*|stopper|ophører|slukkes)\b"
)
_REPLY = danish(r"\b(?:skriv|send|meld|svar\w*|tilmeld\w*|indmeld|giv\s+besked|tilbagemeld\w*)\b")
_UNTIL = danish(r"\b(?:inden|senest|før|frist)\b")
_POSTPONED = danish(r"\b(?:udskudt|aflyst|sat\s+på\s+pause)\b(?!\s+til)")
_FROM = danish(r"\b(?:kan|skal|må)\b.{3,60}\bfra\b(?:\s+(?:den|d\.))?\s*$")
"""What may or must be done begins on the day that follows."""
_FROM_LENGTH = 4
_AND = danish(r"[\s,;:–-]*(?:(?:og|samt|men|mens)\b)?\s*")
_COMMENT = danish(r",\s*(?=(?:hvor|hvilket|som|der|så|og|men|hvis|da|når)\w*\b)|\.\s|\s+[-–]\s+")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(?=[^\W\d])")
_PREAMBLE = danish(
    r"^(?:det\s+er\s+(?:\w+\s+)?planen,?\s+at|vi\s+\w+,?\s+at|det\s+\w+,?\s+at|er\s+der|er)\s+"
)
_MAIL = re.compile(
    r"https?:\S+|[\w.+-]+@[\w.-]+|\b(?:mobil|tlf)\.?:?\s*[\d\s+]{8,}|(?:^|(?<=\s))til:\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^.{0,120}?\bNote\s+\d+:\s*")
PRICE = re.compile(r"\d,\d\d\s*kr\b", re.IGNORECASE)
_WAS = danish(r"\bvar\s+(?:først\s+)?(?:\w+\s+)?(?:i\s+)?$")
_WERE = danish(r"\bvar\s+(?:med|i\s+gang|på)\b")
_OLD = timedelta(days=180)
_MAX_TITLE = 200
_MIN_LETTERS = 15
_MAX_WORDS = 45


def said_on(
    sheet: Sheet, ctx: Context, *, is_about_tasks: bool = False
) -> tuple[MilestoneFound, ...]:
    """The milestones in the sentences of a slide.

    Args:
        is_about_tasks: dates there are the tasks' own, unless a system goes live or stops.
    """
    prices = prices_on(sheet)
    needed = _STRONG if is_about_tasks else _HAPPENS
    return tuple(
        found
        for paragraph in sheet.paragraphs
        for found in _in_paragraph(paragraph, _campaign(paragraph, prices), needed, ctx)
    )


def _campaign(paragraph: Paragraph, prices: tuple[PriceFound, ...]) -> str | None:
    for price in prices:
        if price.lines[0] <= paragraph.first <= price.lines[1]:
            return price.system
    return None


def _in_paragraph(
    paragraph: Paragraph, campaign: str | None, needed: Pattern[str], ctx: Context
) -> Iterator[MilestoneFound]:
    for sentence in sentences(paragraph):
        if len(sentence.split()) > _MAX_WORDS or sentence.endswith("?"):
            continue
        text = _NOTE.sub("", sentence)
        for clause, found in _clauses(text, dates_in(text, ctx)):
            if _is_other(clause, found) or not _tells(clause, found, needed, ctx):
                continue
            title = _title(clause, found)
            if sum(map(str.isalpha, title)) >= 4:
                yield _record(title, found, clause, paragraph, campaign)


def _clauses(text: str, dates: list[FoundDate]) -> Iterator[tuple[str, FoundDate]]:
    """Each date with its own part of the sentence: from the date before it on."""
    start = 0
    for index, found in enumerate(dates):
        is_last = index == len(dates) - 1
        end = len(text) if is_last else found.end
        lead = _AND.match(text, start)
        begin = lead.end() if lead and start else start
        moved = VagueDate(found.date.edtf, found.date.words)
        yield text[begin:end], FoundDate(found.start - begin, found.end - begin, moved)
        start = found.end


def _tells(clause: str, found: FoundDate, needed: Pattern[str], ctx: Context) -> bool:
    if _is_past(clause, found, ctx) or _POSTPONED.search(clause):
        return False
    until = _UNTIL.search(clause[max(0, found.start - 12) : found.end])
    is_due = until and (_REPLY.search(clause) or needed is _HAPPENS)
    is_begun = needed is _HAPPENS and _FROM.search(clause[: found.start + _FROM_LENGTH])
    is_label = needed is _HAPPENS and _is_label(clause, found)
    return bool(needed.search(clause) or is_due or is_label or is_begun)


def _is_other(clause: str, found: FoundDate) -> bool:
    """Whether the clause belongs to a task, or to a meeting, which has a certain day."""
    is_day = is_brief(found.date.edtf)
    of_others = (_TASK.search, PRICE.search, VISIT.search, _TOWN.match)
    is_theirs = any(tells(clause) for tells in of_others)
    return bool(is_theirs or (is_day and _EVENT.search(clause)))


def _is_past(clause: str, found: FoundDate, ctx: Context) -> bool:
    """Whether the date is old news, or that of a document or of a count."""
    last = found.date.last
    if ctx.document_date and last and last < ctx.document_date - _OLD:
        return True
    before = clause[max(0, found.start - 40) : found.start]
    is_over = last is not None and ctx.document_date is not None and last < ctx.document_date
    if is_over and (_WAS.search(before) or _WERE.search(clause)):
        return True
    return bool(_PAST.search(before) or _TALK.search(before))


def _is_label(clause: str, found: FoundDate) -> bool:
    """A short line of news with a date at its end, without a verb."""
    rest = clause[found.end :].strip(" .)")
    if rest or len(clause) >= 70:
        return False
    return bool(_LABEL.search(clause) or _NAMED.match(clause[: found.start]))


def _title(clause: str, found: FoundDate) -> str:
    """The clause without its date, mails and what only comments on it."""
    after = _COMMENT.split(clause[found.end :], maxsplit=1)[0]
    text = without_dates(clause[: found.end] + after, [found])
    text = _PREAMBLE.sub("", _MAIL.sub("", _NUMBERED.sub("", text)))
    if sum(map(str.isalpha, text)) < _MIN_LETTERS:
        text = without_dates(clause, [found])
    return tidy(text)[:_MAX_TITLE].strip(" .")


def _record(
    title: str, found: FoundDate, clause: str, paragraph: Paragraph, campaign: str | None
) -> MilestoneFound:
    return MilestoneFound(
        title=title[:1].upper() + title[1:],
        campaign=campaign,
        date=found.date.edtf,
        date_text=words_of(found, clause),
        lines=paragraph.lines,
        confidence=0.55,
        rule="sentence",
    )
