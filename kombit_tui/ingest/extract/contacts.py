"""Finds whom to write or call: a mail or a phone number, with the name that belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.candidates import ContactFound
from kombit_tui.ingest.document import Line
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import BULLET, filled, without_bullet
from kombit_tui.ingest.extract.people import (
    BAR,
    EMAIL,
    IS_JOB,
    JOB,
    NAME,
    Person,
    by_mail,
    is_name,
    person_of,
)

_PHONE = re.compile(
    r"(?:tlf|telefon|mobil|mob|tel|ring(?:\s+til)?)\b[\s.:]*"
    r"(?P<number>(?:\+?45)?(?:[ ]?\d){8})(?!\d)"
    r"|(?P<plus>\+45(?:[ ]?\d){8})(?!\d)",
    re.IGNORECASE,
)
_BESIDE_PHONE = re.compile(r"(?<![\d.,/-])(?P<number>\d\d ?\d\d ?\d\d ?\d\d)(?![\d.,/-])")
_LONGEST = 200
_BAR_AS_LETTER = re.compile(r"(?<=\w)\s[Il¦\[\]]$")
_BARS = re.compile(rf"[|¦•·]|\sI(?=\s+(?:[A-ZÆØÅ\d]|\S+@|[\w-]*{JOB})|\s*$)")
"""What stands between the parts of a card; scanning makes a capital I of a bar."""
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_ASIDE = re.compile(r"\(.*?\)|\b(?:e-?mail|mail|tlf|telefon|mobil)\b\.?:?", re.IGNORECASE)
_TRAILING_NAME = re.compile(
    r"(?:(?<=\s)|^)(?P<name>[A-ZÆØÅ][\wæøåé'\u2019.-]+(?:\s+[A-ZÆØÅ][\wæøåé'\u2019.-]+){1,4})\s*[,:|/(–-]*\s*$"
)

_FIRST_NAME = re.compile(
    r"\b(?i:til|kontakt|hos)\s+(?P<name>[A-ZÆØÅ][a-zæøåé]+)\s+(?:på|pa|via)\s*$"
)
_LAST_NAME = r"[A-ZÆØÅ][\wæøåé'-]+"
_SPOKEN_OF = re.compile(
    rf"(?:(?P<title>\b[\w-]*{JOB})\s+|(?i:\b(?:til|kontakt|hos|ved|af)\s+))"
    r"(?P<name>[A-ZÆØÅ][\wæøåé'-]+(?:\s+[A-ZÆØÅ][\wæøåé'-]+){1,3})\s+"
    r"(?:(?:på|pa|via|enten|eller|skrive?|mail\w*|til|tlf\.?|telefon|mobil|ring|[\d+]+)(?:[\s,:]+|$))+$"
)


@dataclass(frozen=True, slots=True)
class _Sighting:
    email: str | None
    phone: str | None
    person: Person | None
    first: int
    last: int
    printed: bool = True


def find_contacts(ctx: Context) -> tuple[ContactFound, ...]:
    """One contact for each mail address, or for a phone number that stands without one."""
    lines = filled(ctx.lines)
    people: dict[str, _Sighting] = {}
    for one in _sightings(lines):
        key = (one.email or one.phone or "").casefold()
        people[key] = _merged(people[key], one) if key in people else one
    named = (_with_full_name(one, lines) for one in people.values())
    return tuple(_candidate(ctx, one) for one in named if one.printed or one.email)


def _with_full_name(one: _Sighting, lines: Sequence[Line]) -> _Sighting:
    """Who "write to Ib at ib@..." means, if only one Ib is named in full."""
    place = next((line for line in lines if line.number == one.last), None)
    if one.person or not one.email or place is None:
        return one
    before = place.text[: place.text.find(one.email)]
    first = _FIRST_NAME.search(before[-_LONGEST:])
    if first is None or one.email[:2].casefold() != first["name"][:2].casefold():
        return one
    full = re.compile(rf"\b{first['name']}\s+{_LAST_NAME}")
    names = {match.group() for line in lines for match in full.finditer(line.text[:_LONGEST])}
    return replace(one, person=Person(names.pop())) if len(names) == 1 else one


def _merged(old: _Sighting, new: _Sighting) -> _Sighting:
    """What two places say of the same mail; the printed one wins over the link target."""
    base = new if new.printed and not old.printed else old
    return replace(
        base,
        phone=old.phone or new.phone,
        person=_richer(old.person, new.person),
        printed=old.printed or new.printed,
    )


def _richer(a: Person | None, b: Person | None) -> Person | None:
    if a is None or b is None:
        return a or b
    return b if b.title and not a.title else a


def _candidate(ctx: Context, one: _Sighting) -> ContactFound:
    person = one.person
    return ContactFound(
        email=one.email,
        name=person.name if person else None,
        title=person.title if person else None,
        phone=one.phone,
        lines=(one.first, one.last),
        page=ctx.page_of(one.first),
        confidence=(0.9 if person else 0.75) if one.printed else 0.4,
        rule="contacts.printed" if one.printed else "contacts.link_target",
    )


def _sightings(lines: list[Line]) -> list[_Sighting]:
    found: list[_Sighting] = []
    mailed = _lines_near_mail(lines)
    for index, line in enumerate(lines):
        emails = list(EMAIL.finditer(line.text))
        if _MAILTO.search(line.text):
            found += [
                _Sighting(m[0], None, None, line.number, line.number, printed=False) for m in emails
            ]
            continue
        phone = _phone(line.text, beside_mail=bool(emails)) if len(emails) <= 1 else None
        for nth, mail in enumerate(emails):
            start = emails[nth - 1].end() if nth else 0
            first, person = _person_before(lines, index, line.text[start : mail.start()])
            near = phone or _phone_around(lines, index, first) if len(emails) == 1 else None
            known = by_mail(person, mail[0]) if person else None
            found.append(_Sighting(mail[0], near, known, first, line.number))
        if phone and not emails:
            first, person = line.number, _in_sentence(lines, index, _said_last(line.text, phone))
            if person is None and index not in mailed:
                first, person = _person_before(lines, index, line.text)
            if person:
                found.append(_Sighting(None, phone, person, first, line.number))
    return found


def _said_last(text: str, phone: str) -> str:
    """A line up to the end of a phone number in it."""
    digits = r"\s*".join(phone.replace("+", "").replace(" ", ""))
    found = re.search(digits, text)
    return text[: found.end()] if found else text


def _lines_near_mail(lines: list[Line]) -> set[int]:
    at = [i for i, line in enumerate(lines) if EMAIL.search(line.text)]
    return {j for i in at for j in range(i - 2, i + 3)}


def _phone(text: str, *, beside_mail: bool) -> str | None:
    match = _PHONE.search(text)
    if match:
        return squeeze(match["number"] or match["plus"])
    loose = _BESIDE_PHONE.search(EMAIL.sub(" ", text)) if beside_mail else None
    return loose["number"] if loose else None


def _phone_around(lines: list[Line], index: int, first: int) -> str | None:
    """A phone number on a line of the same card, that is close and has no mail of its own."""
    for other in (index - 1, index + 1, index - 2):
        if not 0 <= other < len(lines) or abs(lines[other].number - lines[index].number) > 3:
            continue
        text = lines[other].text
        if other > index - 1 or lines[other].number >= first:
            phone = None if EMAIL.search(text) else _phone(text, beside_mail=False)
            if phone:
                return phone
    return None


def _person_before(lines: list[Line], index: int, before: str) -> tuple[int, Person | None]:
    """Who stands before a mail: on its line, or in the lines of the card above it."""
    line = lines[index]
    before = before[-_LONGEST:]
    card = _in_bars(before) or _in_sentence(lines, index, before)
    if card:
        return line.number, card
    bar = BAR.search(before)
    text = _ASIDE.sub(" ", before[bar.end() :] if bar else before)
    text = squeeze(_BESIDE_PHONE.sub(" ", _PHONE.sub(" ", text))).strip(" |/,:–-")
    text = _BAR_AS_LETTER.sub("", text)
    if text and len(text.split()) == 1 and text.isalpha() and text[0].isupper() and index:
        text = f"{lines[index - 1].text.strip()[-_LONGEST:]} {text}"
    if text:
        person = _in_words(text, whole=bool(bar))
        if person is None and NAME.match(text.split("|")[0].strip()) is None:
            return line.number, None
        return _with_title_above(lines, index, person, before)
    return _card_above(lines, index)


def _in_words(text: str, *, whole: bool) -> Person | None:
    person = person_of(without_bullet(text).split("|")[-1])
    if person and (whole or len(text.split()) <= 9) and not _is_sentence(person.title):
        return person
    trailing = _TRAILING_NAME.search(text)
    if not trailing:
        return None
    words = trailing["name"].split()
    while len(words) > 1 and words[0].endswith((".", ":")):
        words = words[1:]
    return Person(" ".join(words)) if is_name(" ".join(words)) else None


def _in_bars(before: str) -> Person | None:
    """ "Ib Ibsen | projektleder | mail": the name stands in the first cell, the title after it."""
    cells = [squeeze(c) for c in _BARS.split(_PHONE.sub(" ", before)) if c.strip()]
    if len(cells) < 2 or not is_name(cells[0]) or not IS_JOB.search(cells[1]):
        return None
    return Person(cells[0], cells[1])


def _in_sentence(lines: list[Line], index: int, before: str) -> Person | None:
    """ "ring til produktejer Ib Ibsen på 12 34 56 78 eller skriv til mail", also when it wraps."""
    above = lines[index - 1].text if index and len(lines[index - 1].text) <= _LONGEST else ""
    near = index and lines[index].number - lines[index - 1].number == 1
    match = _SPOKEN_OF.search(squeeze(f"{above if near else ''} {before}"))
    if match is None or not is_name(match["name"]):
        return None
    return Person(match["name"], match["title"])


def _is_sentence(title: str | None) -> bool:
    return title is not None and len(title.split()) > 5


def _with_title_above(
    lines: list[Line], index: int, person: Person | None, before: str
) -> tuple[int, Person | None]:
    """ "| Title" on one line and "Name | mail" on the next."""
    line = lines[index]
    above = lines[index - 1] if index else None
    bar = BAR.search(above.text) if above else None
    is_free = above and bar and not EMAIL.search(above.text) and not BAR.search(before)
    if person and not person.title and above and bar and is_free:
        if line.number - above.number > 2:
            return line.number, person
        whole = person_of(f"{above.text[bar.end() :]} {person.name}")
        return above.number, whole or person
    return line.number, person


def _card_above(lines: list[Line], index: int) -> tuple[int, Person | None]:
    """A business card: NAME, then the title, then the line with mail and phone."""
    title: str | None = None
    has_phone = _phone(lines[index].text, beside_mail=True) is not None
    for step in (1, 2):
        if index - step < 0 or lines[index].number - lines[index - step].number > 2 * step:
            break
        above = lines[index - step]
        if len(above.text) > _LONGEST:
            break
        text = squeeze(_ASIDE.sub(" ", above.text)).strip(" |,")
        if EMAIL.search(text) or BULLET.match(above.text) or any(c.isdigit() for c in text):
            break
        person = person_of(text)
        sure = has_phone or title or (person and (person.title or not person.name.isupper()))
        if person and sure:
            name = person.name.title() if person.name.isupper() else person.name
            return above.number, Person(name, person.title or title)
        if not IS_JOB.search(text) or len(text.split()) > 6:
            break
        title = text
    return lines[index].number, None
