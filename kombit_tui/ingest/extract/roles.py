"""Roles of the role gallery: new, changed, retired, made clear, or pointed out for a task.

A role is known by how its name ends (-administrator, -ansvarlig ...) or by standing in quotes or
in a list that is said to be of roles. People who speak or write are contacts, not roles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kombit_tui.ingest.candidates import RoleFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import fold, tidy
from kombit_tui.ingest.extract.role_names import ENDS, NAME
from kombit_tui.ingest.extract.rows import Paragraph, Sheet, sentences, sheets_of
from kombit_tui.ingest.extract.words import danish
from kombit_tui.ingest.rules import RoleRule

_QUOTED = re.compile(r"[”\"“'\u2018\u2019»]\s*([^”\"“»]{3,60}?)\s*[”\"“'«]")
_ABOUT_ROLES = danish(r"\broll(?:e|en|er|erne)\b|rollegalleri|\brollebeskriv")
_NAMED = danish(
    r"\b(?:rollen|rollebeskrivelse[nr]?\s+(?:for|af|til)|rolle[nr]?\s+som|rolle:|nye?\s+roller?:?|ny\s+rolle\s+som|\broller?\b[^.:]{1,40}:)\s+(?:som\s+)?"
    rf"[”\"“']?(?P<role>{NAME}|(?-i:[A-ZÆØÅ]\w+(?:[\s-](?-i:[A-ZÆØÅ])\w+){{0,2}}))"
)
_ASSIGNED = (
    danish(
        rf"(?P<role>{NAME})\s+(?:som|er)\s+(?:den\s+)?(?:anbefalet|ansvarlig|udfører|involveret)"
    ),
    danish(rf"\bsom\s+(?P<role>{NAME})\s+som\b"),
    danish(rf"\bsammen\s+med\s+(?P<role>{NAME})"),
    danish(rf"\b(?:ansvarlig|udfører|udføres\s+af|løses\s+af)(?:\s+er|:)?\s+(?P<role>{NAME})"),
    danish(
        rf"^(?:\d+[.:]?\s+)?(?P<role>{NAME})\s+(?:gennemfører|godkender|opdaterer|sikrer|afklarer"
        r"|giver|gennemgår|udfører|får\s+nyt?\b|udgår|nedlægges|omdøbes|udfylder|opretter|bestiller|tildeler|kvitterer|melder|tilretter|skal)\b"
    ),
)
_CHANGES = (
    (
        "removed",
        danish(
            r"\b(?:udgår|udgået|udgåede|fjernes|fjernet|nedlægges|nedlagt|slettes|slettet|bortfalder|udgåede)\b"
        ),
    ),
    (
        "clarified",
        danish(
            r"\b(?:ikke\s+obligatorisk|gøres\s+obligatorisk|præciser\w*|revurder\w*|afklar\w+\s+af\s+roll\w*"
            r"|skal\s+(?:være|varetages\s+af|besættes\s+af)\s+(?:en\s+)?\w*led\w*|tydeliggj\w*|gennemgå\w*)\b"
        ),
    ),
    (
        "added",
        danish(
            r"\b(?:nye?\s+(?:\w+\s+)?roller?\b|er\s+ny\b(?!\s+\w*(?:beskriv|navn))|tilføj\w*|integreres\s+i|oprette[ts]?\s+(?:en\s+)?ny|kommer\s+til|roll(?:e|en|er|erne)\b[^.]{0,60}\bopret(?:tes|tet)|som\s+ny\s+rolle|tilkommet|nyoprettet)\b"
        ),
    ),
    (
        "updated",
        danish(
            r"\b(?:opdatere(?:t|s|de)\b|opdatering\w*|ændre[drts]\w*|skifter\s+(?:navn|beskrivelse)|nye?\s+beskrivelser?|ændringer|revideret|omdøb\w*|justeret|får\s+(?:en\s+|et\s+)?nyt?\s+(?:beskrivelse|navn|ansvar))\b"
        ),
    ),
)
_LIST_HEAD = danish(
    r"\broller?\b.{0,40}(?::|$)|\binvolvering\s+af\b|\binvolverede\b.{0,20}:|\broller\s+(?:der|som)\b"
)
_NOT_ROLE = danish(
    r"^(?:rollen?|roller|ansvarlige?|administratorer?|projektleder|berettigede?|projektledere|hoved\w*|programledere?)$"
)
_VERB = danish(
    r"\b(?:udgår\s|ændrer|skifter|oprettes|tilføjes|fjernes|nedlægges|er|sendes|skal|kan|får|har|bliver|vil|udfylde[rs])\b"
)
_LEADING = danish(r"^(?:(?:kommunens|den|som|en|og|med|for|af|rollen?|sammen|til|ny|nye)\s+)+")
_GOES_ON = danish(r"^(?:roll(?:en|er)|skal|er\s+nu|gøres|bliver|udgår|den\s+(?:er|skal))\b")
_RANK = {"removed": 4, "added": 3, "clarified": 2, "updated": 1, "mentioned": 0}
_STATUS_CELL = danish(
    r"^(?P<role>.{3,70}?)\s*[(:–-]?\s*\b(?P<status>ny\s+rolle|nye?|tilføjet|opdateret|ændret|revideret|justeret|omdøbt"
    r"|præciseret|udgår|udgået|udgaet|fjernet|nedlagt|slettet)\)?$"
)
_ASIDE = re.compile(r"\s*\((?=[^)]*\s[^)]*\s)[^)]*\)$")
_NOT_ITEM = danish(r"^(?:husk|se|bed|tjek|kontakt|gennemgå|skriv|læs)\b|\b(?:senest|inden)\b")
_AFTER_HEAD = re.compile(r"(?P<head>[^:]{5,70}:)\s+(?P<rest>[^:]{4,120})$")
_OF_SYSTEM = re.compile(r"\s+(?:på|i)\s+[A-ZÆØÅ]\S*$")
_TABLE = danish(
    r"^rolle(?:r|navn)?\s+(?:\w+\s+){0,3}(?:opgaver?|ansvar\w*|beskrivelse|formål|hvem|af)\W*$"
)
"""The head of a table of roles and what they are for."""
_ROW = re.compile(rf"^(?P<role>.{{3,50}}?{ENDS.pattern})\s+(?P<rest>[A-ZÆØÅ].*)$")
_NEXT_ROLE = danish(r",?\s+(?:og|mens|men)\s+(?=rollen\b)")
_MAX_ITEM = 90


@dataclass(frozen=True, slots=True)
class _Heading:
    """What the list that is being read holds."""

    change: str
    is_table: bool = False
    """It is the head of a table, whose first cells are roles."""


def find_roles(ctx: Context) -> tuple[RoleFound, ...]:
    """Every role once, with the strongest change that is said of it."""
    best: dict[str, RoleFound] = {}
    for sheet in ctx.once(sheets_of):
        for found in _on_sheet(sheet):
            key = fold(found.role)
            if key not in best or _RANK[found.change] > _RANK[best[key].change]:
                best[key] = found
    return tuple(best.values())


def _on_sheet(sheet: Sheet) -> Iterator[RoleFound]:
    is_about = bool(_ABOUT_ROLES.search(sheet.text))
    heading: _Heading | None = None
    last: RoleFound | None = None
    for paragraph in sheet.paragraphs:
        found = list(_in_paragraph(paragraph, is_about, heading))
        if last and not found and _goes_on(paragraph):
            last = _with_change(last, paragraph)
            continue
        if last:
            yield last
        heading = _heading(paragraph, heading)
        yield from found[:-1]
        last = found[-1] if found else None
    if last:
        yield last


def _heading(paragraph: Paragraph, heading: _Heading | None) -> _Heading | None:
    if _TABLE.match(paragraph.text):
        return _Heading("mentioned", is_table=True)
    if heading and heading.is_table and _ROW.match(paragraph.text):
        return heading
    if _is_head(paragraph):
        return _Heading(_change(paragraph.text))
    is_item = paragraph.is_bullet or (_is_item(paragraph.text) and ENDS.search(paragraph.text))
    return heading if is_item else None


def _is_head(paragraph: Paragraph) -> bool:
    """Whether a short paragraph says that the ones below it are roles."""
    is_head = not paragraph.is_bullet or paragraph.text.endswith(":")
    return is_head and len(paragraph.text) <= _MAX_ITEM and bool(_LIST_HEAD.search(paragraph.text))


def _goes_on(paragraph: Paragraph) -> bool:
    """Whether a paragraph speaks of the role above it."""
    return bool(_GOES_ON.match(paragraph.text)) and not _is_head(paragraph)


def _with_change(found: RoleFound, paragraph: Paragraph) -> RoleFound:
    change = _change(paragraph.text)
    stronger = change if _RANK[change] > _RANK[found.change] else found.change
    note = f"{found.note or ''} {paragraph.text}".strip()
    return replace(found, change=stronger, note=note, lines=(found.lines[0], paragraph.last))


def _in_paragraph(
    paragraph: Paragraph, is_about: bool, heading: _Heading | None
) -> Iterator[RoleFound]:
    cell = _STATUS_CELL.match(paragraph.text)
    if cell and ENDS.search(cell["role"]) and not _VERB.search(cell["role"]):
        yield _record(cell["role"], _change_of(cell["status"]), paragraph, "role_status", 0.7)
        return
    listed = _AFTER_HEAD.match(paragraph.text)
    if listed and _LIST_HEAD.search(listed["head"]) and _is_item(listed["rest"]):
        names = list(_names_in_list(listed["rest"]))
        for name in names:
            bare = _OF_SYSTEM.sub("", name)
            yield _record(bare, _change(listed["head"]), paragraph, "role_list", 0.7)
        if names:
            return
    row = _ROW.match(paragraph.text) if heading and heading.is_table else None
    if row:
        yield _record(row["role"], _change(row["rest"]), paragraph, "role_row", 0.7)
        return
    if heading and _is_item(paragraph.text) and not _is_head(paragraph):
        for name in _names_in_list(paragraph.text):
            yield _record(name, heading.change, paragraph, "role_list", 0.7)
        return
    quoted = _QUOTED.match(paragraph.text) if is_about and paragraph.is_bullet else None
    if quoted and ENDS.search(quoted.group(1)):
        yield _record(quoted.group(1), _change(paragraph.text), paragraph, "role_quoted", 0.7)
        return
    seen: set[str] = set()
    for sentence in _clauses(paragraph):
        for rule, name in _in_sentence(sentence, is_about):
            if fold(_LEADING.sub("", name)) not in seen and not _NOT_ROLE.match(tidy(name)):
                seen.add(fold(_LEADING.sub("", name)))
                yield _record(name, _change(sentence), paragraph, rule, 0.6)


def _clauses(paragraph: Paragraph) -> Iterator[str]:
    """The sentences; where one speaks of a role after another, the part for each."""
    for sentence in sentences(paragraph):
        yield from _NEXT_ROLE.split(sentence)


def _in_sentence(sentence: str, is_about: bool) -> Iterator[tuple[RoleRule, str]]:
    text = sentence[:1500]
    for match in _NAMED.finditer(text):
        quoted = _QUOTED.match(text, match.start("role") - 1)
        yield "role_named", quoted.group(1) if quoted else match["role"]
    if is_about and _ABOUT_ROLES.search(text):
        for match in _QUOTED.finditer(text):
            if ENDS.search(match.group(1)) or re.search(r"roller?\s*\(?$", text[: match.start()]):
                yield "role_quoted", match.group(1)
    for pattern in _ASSIGNED:
        for match in pattern.finditer(text):
            yield "role_assigned", match["role"]


def _is_item(text: str) -> bool:
    text = _ASIDE.sub("", text)
    is_short = len(text) <= _MAX_ITEM and not text.endswith((".", "?", ":"))
    return is_short and not _VERB.search(text) and not _NOT_ITEM.search(text)


def _names_in_list(text: str) -> Iterator[str]:
    """The roles of a list's line: the whole line, unless it names several."""
    text = _ASIDE.sub("", text)
    parts = re.split(r",\s+|\s+og\s+(?=\S+(?:\s\S+)?$)", text)
    if len(parts) > 1 and all(ENDS.search(part) for part in parts):
        yield from parts
    elif ENDS.search(text):
        yield text


def _change(text: str) -> str:
    return next((name for name, pattern in _CHANGES if pattern.search(text)), "mentioned")


def _change_of(status: str) -> str:
    """The change that a cell with one word for it tells."""
    is_new = danish(r"ny").match(status)
    return "added" if is_new else _change(status)


def _record(
    name: str, change: str, paragraph: Paragraph, rule: RoleRule, confidence: float
) -> RoleFound:
    role = tidy(_LEADING.sub("", tidy(name))).strip("”“\"'")
    role = re.sub(r"(?<=ator)(?:en|erne)$|(?<=leder)n$|(?<=ejer)en$", "", role)
    return RoleFound(
        role=role,
        change=change,
        note=paragraph.text[:400],
        lines=paragraph.lines,
        confidence=confidence,
        rule=rule,
    )
