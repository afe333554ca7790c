"""Reads who speaks: "v. Title Name", "| Title Name | mail", and splits titles from names.

Used by the agenda and by the contacts; makes no candidates itself.
"""

import re
from dataclasses import dataclass

from kombit_tui.domain.text import squeeze

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,12}\b")
SPEAKERS = re.compile(r"^\s*(?:v\s*[./:]|ved\b|oplæg\s+ved\b)\s*(?=[A-ZÆØÅ])", re.IGNORECASE)
BAR = re.compile(r"^\s*[|¦I\[\]l]\s+(?=[A-ZÆØÅ])")
JOB = (
    r"(?:konsulent|chef|leder|direktør|direkt\wr|udvikler|arkitekt|ansvarlig|manager|specialist"
    r"|medarbejder|rådgiver|koordinator|sekretær|jurist|ejer|analytiker|fuldmægtig|ekspert"
    r"|formand|assistent|controller|designer|ingeniør|studentermedhjælper|administrator|owner"
    r"|master|lead|CEO|projektleder|tester|advokat|architect|director|PL)"
)
IS_JOB = re.compile(rf"{JOB}\b", re.IGNORECASE)
_TITLE = re.compile(rf"^(?P<title>.*\b[\w/&-]*{JOB})\b[\s,:]+(?P<name>\S.*)$", re.IGNORECASE)
_AFTER = re.compile(
    rf"^(?P<name>[^,(]+?)\s*[,(]\s*(?P<title>[^,]*{JOB}\b[^,)]*)\)?$", re.IGNORECASE
)
_NAME_WORD = r"(?:[A-ZÆØÅÉÖÜ][\w'\u2019.-]*|(?:von|van|de|af|der|el|al)(?=\s))"
NAME = re.compile(rf"^{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}$")
_BRACKETS = re.compile(r"\([^()]*\)")
_BAR_AS_LETTER = re.compile(r"\s[|¦Il\[\]]\s+(?=\S+@)")
_FIRST_NAME = re.compile(r"[A-ZÆØÅ][a-zæøåé]{1,15}(?:-[A-ZÆØÅ][a-zæøåé]+)?")
_LAST_CELL = re.compile(
    r"(?<=\S)\s+(?P<name>[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)?"
    r"(?:\s[A-ZÆØÅ][\w.-]*){0,2}\s[A-ZÆØÅ][\w'-]+),\s+(?P<title>[^,.;:?]{4,50}(?:,\s*[\w\s-]{2,20})?)$"
)
_LONGEST = 200
_SEPARATOR = re.compile(r"\s*(?:,|&|;|\bog\b|\bsamt\b|\s/\s)\s*")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the material."""

    name: str
    title: str | None = None
    email: str | None = None


def is_name(text: str) -> bool:
    """Whether `text` looks like a person's full name and not like a heading."""
    text = squeeze(text)
    return bool(NAME.match(text)) and not any(c.isdigit() for c in text) and len(text) <= 50


def person_of(text: str, email: str | None = None) -> Person | None:
    """The person in `text`, a name with or without a job title before or after it."""
    text = squeeze(_BRACKETS.sub(" ", text[-_LONGEST:])).strip(" .|,;:-–")
    before = _TITLE.match(text)
    if before and is_name(before["name"].split(",")[0]):
        return Person(before["name"].split(",")[0].strip(), before["title"].strip(" ,"), email)
    after = _AFTER.match(text)
    if after and is_name(after["name"]):
        return Person(after["name"], after["title"].strip(), email)
    name, _, rest = text.partition(",")
    if is_name(name):
        return Person(name.strip(), rest.strip() or None, email)
    split = _split_by_case(text)
    return Person(split[1], split[0], email) if split else None


def _split_by_case(text: str) -> tuple[str, str] | None:
    """ "seniorrådgiver for data Ib Ibsen": the capitalised words at the end are the name."""
    words = text.split()
    cut = len(words)
    while cut > 0 and words[cut - 1][:1].isupper():
        cut -= 1
    title, name = " ".join(words[:cut]), " ".join(words[cut:])
    if IS_JOB.search(title) and len(words) - cut >= 2 and is_name(name):
        return title, name
    return None


def _named_first(text: str) -> Person | None:
    """ "Ib Ibsen, projektleder": one person, though there is a comma."""
    after = _AFTER.match(squeeze(text))
    alone = after and is_name(after["name"]) and not _TITLE.match(after["title"])
    return person_of(text) if alone else None


def people_of(text: str) -> tuple[Person, ...]:
    """All people in a list such as "Title A B, Title C D & E F | mail"."""
    text = _BAR_AS_LETTER.sub(" | ", text[: 3 * _LONGEST])
    emails = EMAIL.findall(text)
    without = EMAIL.sub(" ", text)
    people: list[Person] = []
    for part in re.split(r"[|¦]", without):
        whole = _named_first(part)
        found = [whole] if whole else [person_of(p) for p in _SEPARATOR.split(part)]
        people.extend(p for p in found if p)
    if len(emails) == len(people):
        return tuple(by_mail(p, e) for p, e in zip(people, emails, strict=True))
    if people and emails:
        return (by_mail(people[0], emails[0]), *people[1:])
    return tuple(people)


def by_mail(person: Person, email: str) -> Person:
    """A person with a mail, whose first letter tells a title that is no known one from the name."""
    words = person.name.split()
    start = next((i for i, w in enumerate(words) if w[0].casefold() == email[0].casefold()), 0)
    if person.title or start == 0 or len(words) - start < 2:
        return Person(person.name, person.title, email)
    return Person(" ".join(words[start:]), " ".join(words[:start]), email)


def cell_at_end(text: str) -> tuple[str, Person] | None:
    """ "Topic Ib Ibsen, projektleder": the topic, and who stands in the cell after it."""
    match = _LAST_CELL.search(text)
    if match is None or not IS_JOB.search(match["title"]) or not is_name(match["name"]):
        return None
    rest = text[: match.start()].rstrip(" ,;|")
    return (rest, Person(match["name"], match["title"].strip(" ,"))) if len(rest) > 3 else None


def are_names(text: str) -> bool:
    """Whether `text` holds names and nothing else."""
    text = _BRACKETS.sub(" ", text)
    parts = [squeeze(part) for part in _SEPARATOR.split(text) if part.strip()]
    return 0 < len(parts) <= 6 and all(is_name(part) for part in parts)


def speakers_of(text: str) -> tuple[Person, ...]:
    """The people after "v."; there a first name alone is one too."""
    people = people_of(text)
    if people:
        return people
    names = [squeeze(part).strip(" .)") for part in _SEPARATOR.split(_BRACKETS.sub(" ", text))]
    return tuple(Person(name) for name in names if _FIRST_NAME.fullmatch(name))


def is_same(a: Person, b: Person) -> bool:
    """Whether two ways to write a name mean one person: middle names and a last name may lack."""
    one, other = a.name.casefold().split(), b.name.casefold().split()
    if not one or not other or one[0] != other[0]:
        return False
    return min(len(one), len(other)) == 1 or one[-1] == other[-1]
