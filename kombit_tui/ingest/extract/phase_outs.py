"""Systems that stop: phased out, closed, given notice, replaced by another.

A system is known by how it is written (capitals, digits, several capitalised words), not by a
list: next year's systems are in no list.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from re import Match, Pattern

from kombit_tui.ingest.candidates import MilestoneFound, PhaseOutFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import first_date, words_of
from kombit_tui.ingest.extract.keys import fold, tidy
from kombit_tui.ingest.extract.milestones.timeline import in_its_year, timeline_on
from kombit_tui.ingest.extract.rows import Paragraph, Sheet, sentences, sheets_of
from kombit_tui.ingest.extract.words import danish
from kombit_tui.ingest.rules import PhaseOutRule

_WORD = r"(?!(?:OG|SAMT|TIL|FRA)\b)[A-ZÆØÅ]\w*(?:[/+-][A-ZÆØÅ\d][\w]*)*"
_WORDS = rf"{_WORD}(?:\s+(?:{_WORD}|\d\b|version\s+\d\b)){{0,4}}(?:\s+\([^)\s]{{2,12}}\))?"
_NAME = rf"(?-i:(?P<system>{_WORDS}))"
_NEW = rf"(?-i:(?P<new>{_WORDS}))"
_FILLER = (
    r"(?:\s+(?:er|bliver|vil|blive|skal|kan|løsningen|systemet|version|nu|endeligt?|helt)){0,3}"
)
_STOP = (
    r"(?:udfases|udfaset|lukkes|lukker|lukket|slukkes|slukker|slukket|nedlægges|ophører|udgår"
    r"|stopper|stoppes|tages\s+ud\s+af\s+drift|afvikles\s+som\s+system|opsiges|opsagt)\b"
)
_RULES: tuple[tuple[PhaseOutRule, Pattern[str]], ...] = (
    (
        "replaced_by",
        danish(
            rf"\b{_NAME}{_FILLER}\s+(?:erstattes|afløses|erstattet|afløst|udskiftes)\s+"
            rf"(?:af|med)\s+(?:det\s+nye\s+|den\s+nye\s+)?{_NEW}"
        ),
    ),
    (
        "replaces",
        danish(
            rf"\b(?:afløser|erstatter)\s+(?:projektet\s+|systemet\s+|løsningen\s+|det\s+gamle\s+)?{_NAME}"
        ),
    ),
    (
        "phase_out_of",
        danish(
            rf"\b(?:ud?fasning(?:en)?|nedlukning(?:en)?|lukning(?:en)?|luk|opsigelse(?:n)?"
            rf"|nedlæggelse(?:n)?|slukning(?:en)?)\s+af\s+(?:version\s+\d\s+af\s+)?"
            rf"(?:den\s+gamle\s+|det\s+gamle\s+|systemet\s+|løsningen\s+)?{_NAME}"
        ),
    ),
    (
        "moves_from",
        danish(
            r"\b(?:overgang(?:en)?|skift(?:et)?|migrering(?:en)?|flytning(?:en)?|flytte[rs]?|skifte[rs]?)"
            rf"\s+fra\s+{_NAME}\s+til\s+{_NEW}"
        ),
    ),
    (
        "closed_for",
        danish(
            rf"\b(?:luk|lukkes|lukker|lukning)\s+for\s+(?:[\w-]+\s+){{1,6}}?(?:i|til|på)\s+{_NAME}"
        ),
    ),
    ("stops", danish(rf"\b{_NAME},?{_FILLER}\s+{_STOP}")),
    ("version_stops", danish(rf"^\W*(?P<system>version\s+\d+(?:\.\d+)*){_FILLER}\s+{_STOP}")),
    ("phase_out_name", danish(rf"\b{_NAME}[\s-]+udfasning(?:en)?\b")),
    ("notice", danish(rf"\bopsig(?:er|e|es|elsen\s+af)\s+{_NAME}")),
)
_STOPS = danish(rf"\b{_STOP}|\b(?:sidste\s+dag|endeligt?\s+stop|stop(?:dato)?)\b")
_IT_REPLACED = danish(
    r"\b(?:løsningen|systemet|det|den)\s+(?:erstattes|afløses)\s+(?:af|med)\s+" + _NEW
)
_INITIALS = (
    (re.compile(r"\bContext\s*Handler\b", re.IGNORECASE), "CH"),
    (re.compile(r"\bSecurity\s*Token\s*Service\b", re.IGNORECASE), "STS"),
    (re.compile(r"\bversion\s*(?=\d)", re.IGNORECASE), ""),
)
_VERSIONED = re.compile(rf"\b(?P<system>(?!Version\b){_WORD})\s+(?:version\s+)?\d+\.\d")
_PAIR = re.compile(rf"{_NAME}\s*(?:->|→|=>)\s*{_NEW}")
_ABOUT_MOVING = danish(r"udfas|skift|overgang|migrer|afløs")
_ACRONYM = re.compile(r"[A-ZÆØÅ]{2}|[A-ZÆØÅ]\w*\d")
_NOT_SYSTEM = danish(
    r"^(?:Roll(?:e|en|er|erne)\b.*|Hvor\w*|Hvilke[nt]?|Hvem|Hvad|Der|KLIK|KL|KLIK-opgave\w*|KOMBIT|DIGST|Q\d|IT|OBS|NB|B\d|Kommune\w*|Skatteministeren"
    r"|Tilmelding\w*|Opgave\w*)$"
)
_MEETING = danish(r"\bkl\.?\s*\d|\b\w*møde\w*\b|\bwebinar\w*|\btilmeld\w*")
"""A date beside these is a meeting's about the system."""
_GENERAL = danish(
    r"^(?:løsning|system|projekt|snitflade|rolle|opgave|aftale|service|version|kontrakt|ordning|frist|tilmelding"
    r"|ansøgning|adgang|mulighed|support|møde|kommune|leverandør|spørgeskema|portal|side|link|fase|dette|disse|sag"
    r"|data|driftsbidrag|betaling|server|miljø|certifikat|område|brugere?|nyheds|webinar|kursus|pulje|drift)\w*(?:\s+\d+(?:\.\d+)*)?$"
)
"""Words that stand for a system spoken of before, or for something else that stops."""
_AND_BEFORE = danish(rf"\b{_NAME}\s+(?:og|samt)\s+$")
_OF_ROLE = danish(r"^\W*(?:rolle[nr]?|rollerne)\b")
_AND_AFTER = danish(rf"\s+(?:og|samt)\s+{_NAME}")
_LATER_NEW = danish(
    rf"\b(?:erstattes|afløses|erstattet|afløst)\s+(?:af|med)\s+(?:det\s+nye\s+|den\s+nye\s+)?{_NEW}"
)
_LEADING = danish(
    r"^(?:Når|Hvis|Hvornår|Efter|Ved|Den|Det|De|En|Et|I|Vi|Status|Opfølgning|Orientering|Og|At|Alle"
    r"|Hvem|Både|Mens|Fra|Med|Så|Derfor)\s+"
)


def find_phase_outs(ctx: Context) -> tuple[PhaseOutFound, ...]:
    """One record per system that is said to stop; the one with a date wins."""
    best: dict[str, PhaseOutFound] = {}
    for sheet in ctx.once(sheets_of):
        planned = {m.lines: m for m in timeline_on(sheet, ctx)}
        for told in _on_sheet(sheet, ctx):
            found = told if told.date else _planned(told, planned.values())
            key = _key(found.system)
            best[key] = _merged(best[key], found) if key in best else found
    return _without_parts(best)


def _key(system: str) -> str:
    """What two spellings of one system share: no aside, initials for long names, no "version"."""
    name = re.sub(r"\s*\(.*?\)", "", system) or system
    for pattern, initials in _INITIALS:
        name = pattern.sub(initials, name)
    return fold(name)


def _planned(told: PhaseOutFound, planned: Iterable[MilestoneFound]) -> PhaseOutFound:
    """The stop with the date that stands beside it on a timeline."""
    for milestone in planned:
        if milestone.lines[0] <= told.lines[0] and told.lines[1] <= milestone.lines[1]:
            return replace(told, date=milestone.date, date_text=milestone.date_text)
    return told


def _without_parts(best: dict[str, PhaseOutFound]) -> tuple[PhaseOutFound, ...]:
    """Without a system named by its acronym where the full name stands as well."""
    acronyms = {
        fold(m.group(1)) for f in best.values() if (m := re.search(r"\(([^)]+)\)", f.system))
    }
    return tuple(f for key, f in best.items() if key not in acronyms)


def _merged(first: PhaseOutFound, second: PhaseOutFound) -> PhaseOutFound:
    kept, other = (first, second) if first.date or not second.date else (second, first)
    longest = max(first.system, second.system, key=len)
    is_fuller = fold(kept.system) in fold(longest)
    return replace(
        kept,
        system=longest if is_fuller else kept.system,
        replaced_by=kept.replaced_by or other.replaced_by,
    )


def _on_sheet(sheet: Sheet, ctx: Context) -> Iterator[PhaseOutFound]:
    ctx = in_its_year(sheet, ctx)
    titled = sheet.rows[sheet.title_rows - 1].number
    told = [one for paragraph in sheet.paragraphs for one in _in_paragraph(paragraph, sheet, ctx)]
    dated = {_key(one.system) for one in told if one.date}
    for found in told:
        is_in_title = found.lines[0] <= titled and not found.date
        is_open = is_in_title and _key(found.system) not in dated
        yield _dated_below(found, sheet, ctx) if is_open else found


def _in_paragraph(paragraph: Paragraph, sheet: Sheet, ctx: Context) -> list[PhaseOutFound]:
    """The stops in a paragraph; "it is replaced by" goes for the system just spoken of."""
    found: list[PhaseOutFound] = []
    is_just_told = False
    for sentence in sentences(paragraph):
        later = _IT_REPLACED.search(sentence)
        if later and is_just_told:
            found[-1] = replace(found[-1], replaced_by=_trimmed(later["new"]))
        told = list(_in_sentence(sentence, paragraph, sheet, ctx))
        is_just_told = bool(told)
        found += told
    return found


def _dated_below(found: PhaseOutFound, sheet: Sheet, ctx: Context) -> PhaseOutFound:
    """A stop that a slide's title names, with the date of a stop told below without a name."""
    for paragraph in sheet.body:
        text = paragraph.text[:500]
        stop = _STOPS.search(text)
        date = first_date(text, ctx) if stop and not _MEETING.search(text) else None
        if date and not any(_in_sentence(text, paragraph, sheet, ctx)):
            return replace(found, date=date.date.edtf, date_text=words_of(date, text))
    return found


def _in_sentence(
    sentence: str, paragraph: Paragraph, sheet: Sheet, ctx: Context
) -> Iterator[PhaseOutFound]:
    if _OF_ROLE.match(sentence):
        return
    for rule, pattern in (*_RULES, ("arrow", _PAIR)):
        for match in pattern.finditer(sentence[:2000]):
            if rule == "arrow" and not _ABOUT_MOVING.search(sheet.text[:20000]):
                continue
            for system in _systems(rule, match, sheet):
                yield _record(rule, match, system, sentence, paragraph, ctx)


def _record(
    rule: PhaseOutRule,
    match: Match[str],
    system: str,
    sentence: str,
    paragraph: Paragraph,
    ctx: Context,
) -> PhaseOutFound:
    new = match.groupdict().get("new")
    later = None if new else _LATER_NEW.search(sentence, match.end())
    new = later["new"] if later else new
    date = None if _MEETING.search(sentence) else first_date(sentence, ctx, after=match.start())
    if date is None and rule == "replaces":
        sentence = paragraph.text[paragraph.text.find(sentence) :][:400]
        date = first_date(sentence, ctx)
    return PhaseOutFound(
        system=system,
        replaced_by=_trimmed(new) if new else None,
        date=date.date.edtf if date else None,
        date_text=words_of(date, sentence) if date else None,
        note=tidy(sentence),
        lines=paragraph.lines,
        confidence=0.75 if date else 0.55,
        rule=rule,
    )


def _systems(rule: PhaseOutRule, match: Match[str], sheet: Sheet) -> Iterator[str]:
    """The systems that a match names: mostly one, "A and B stop" names two."""
    if rule == "version_stops":
        yield f"{_of_version(match, sheet)} {match['system'].lower()}".strip()
        return
    name = _system(match["system"], rule, sheet, is_inside=match.start("system") > 0)
    if name:
        yield name
    later = _AND_AFTER.match(match.string, match.end())
    if later and rule == "phase_out_of":
        third = _system(later["system"], rule, sheet, is_inside=False)
        if third:
            yield third
    other = _AND_BEFORE.search(match.string[: match.start("system")][-100:])
    if other and rule in ("stops", "replaced_by"):
        second = _system(other["system"], rule, sheet, is_inside=False)
        if second:
            yield second


def _of_version(match: Match[str], sheet: Sheet) -> str:
    """The system that has versions: named with another version above, else what the slide is of."""
    above = sheet.text[: max(sheet.text.find(match.string[:200]), 0)]
    named = [*_VERSIONED.finditer(f"{above} {match.string[: match.start()]}")]
    if named:
        return named[-1]["system"]
    for title in (sheet.title, sheet.section):
        head = _trimmed(title.partition(":")[0])
        if ":" in title and 0 < len(head.split()) <= 3:
            return head
    return ""


def _system(text: str, rule: PhaseOutRule, sheet: Sheet, *, is_inside: bool) -> str | None:
    """The system's name, in full where the slide gives it, or None if it is no system's."""
    name = _trimmed(text)
    if _NOT_SYSTEM.match(name) or len(name) < 2 or _GENERAL.match(name):
        return None
    is_certain = rule in ("replaced_by", "stops") or is_inside
    if not _ACRONYM.search(name) and not (is_certain and len(name) > 3):
        return None
    full = re.search(
        rf"((?:[A-ZÆØÅ][\w-]*\s+(?:og\s+|&\s+)?){{2,6}})\({re.escape(name)}\)", sheet.text[:20000]
    )
    return tidy(f"{full.group(1)}({name})") if full else name


def _trimmed(name: str) -> str:
    return tidy(_LEADING.sub("", tidy(name)))
