"""Rules of waves (domain.md, «Waves (bølger)»): whom a task of a roll-out is for.

A municipality is in one wave of a plan; others split in pilot and rest, whose numbers make up all
98 (`P4` and `K94`). Waves are told by name («B3», «P4», «K94»), and where a municipality is in
another wave of one project, with the project before them («KY: B2»). Nobody is left out by
guessing: what names no wave, or only waves of a plan we have not told our place in, is ours.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from kombit_tui.domain.folding import fold

MUNICIPALITIES = 98
"""All of them (K98)."""
PILOT = "pilot"

_WORDS = re.compile(r"\b(?:bølge(?:r|rne|n)?|b)\s+b?(?=\d)")
_NOISE = re.compile(r"\b(?:og|samt|kommuner(?:ne)?)\b|[,;/+&]")
_TO = re.compile(r"(?<=\d)\s*(?:-|–|\btil\b)\s*(?=b?\d)")
_WAVES = re.compile(r"b?(\d{1,2})(?:-b?(\d{1,2}))?")
_SHARE = re.compile(r"[pk](\d{1,2})")
_EVERYBODY = frozenset((f"k{MUNICIPALITIES}", "alle", "samtlige"))
_AT_END = re.compile(r"\s*\(([^()]*)\)\s*$")
_NO_PROJECTS: Mapping[str, frozenset[str]] = MappingProxyType({})


class Ours(NamedTuple):
    """The waves that a municipality is in."""

    everywhere: frozenset[str] = frozenset()
    """In every project that is not named by itself."""
    by_project: Mapping[str, frozenset[str]] = _NO_PROJECTS
    """Folded name of a project -> its own waves."""

    def of(self, *projects: str | None) -> frozenset[str]:
        """The waves in a project, by any of its names.

        Those told of the project stand in place of those of the same plan told of all.
        """
        names = {_name(one) for one in projects if one}
        own = frozenset().union(*(self.by_project.get(name, ()) for name in names))
        plans = {_plan(wave) for wave in own}
        return own | {wave for wave in self.everywhere if _plan(wave) not in plans}


def waves_of(wave: str | None, title: str = "") -> frozenset[str]:
    """The waves that a task names in its own field and at the end of its title; none for all."""
    named = _read(wave or "") | _read(_suffix(title))
    return frozenset() if "" in named else named


def without_wave(title: str) -> str:
    """A title without the wave at its end: the same for all variants of one task."""
    return _AT_END.sub("", title) if _read(_suffix(title)) else title


def ours_of(entries: Iterable[str]) -> Ours:
    """What a municipality says of its waves: «B3», and of one project «KY: B2»."""
    everywhere: frozenset[str] = frozenset()
    by_project: dict[str, frozenset[str]] = {}
    for entry in entries:
        project, colon, wave = entry.rpartition(":")
        if colon and _name(project):
            key = _name(project)
            by_project[key] = by_project.get(key, frozenset()) | waves_of(wave)
        else:
            everywhere |= waves_of(wave)
    return Ours(everywhere, by_project)


def is_ours(named: frozenset[str], ours: frozenset[str]) -> bool:
    """Whether what names these waves is for a municipality in those."""
    if not named or named & ours:
        return True
    told = {_plan(wave) for wave in ours}
    return not all(_plan(wave) in told for wave in named)


def told(waves: Iterable[str]) -> str:
    """Waves in words, in order."""
    return ", ".join(sorted(waves, key=lambda wave: (wave[0], len(wave), wave)))


def _name(project: str) -> str:
    return " ".join(fold(project).split())


def _suffix(title: str) -> str:
    """What stands in parentheses at the end of a title and can be a wave: no bare number."""
    found = _AT_END.search(title)
    return found[1] if found is not None and re.match(r"[bpka]", found[1].lower()) else ""


@lru_cache(maxsize=1_024)  # few plans, and a hundred thousand tasks
def _read(text: str) -> frozenset[str]:
    """The waves in a text, "" for everybody; none when it holds anything else."""
    words = _TO.sub("-", _WORDS.sub("b", _NOISE.sub(" ", text.lower()))).split()
    if len(words) > 1 and all(word[0].isdigit() for word in words):
        return frozenset()  # «24/7» is no waves
    found: set[str] = set()
    for word in words:
        if word in _EVERYBODY:
            found.add("")
        elif word == PILOT:
            found.add(PILOT)
        elif _SHARE.fullmatch(word):
            found.add(word.upper())
        elif ends := _WAVES.fullmatch(word):
            first, last = int(ends[1]), int(ends[2] or ends[1])
            found |= {f"B{n}" for n in range(min(first, last), max(first, last) + 1)}
        else:
            return frozenset()
    return frozenset(found)


def _plan(wave: str) -> str:
    """What a wave is a part of: a plan in waves, with its pilot, or one in pilot and rest."""
    if wave[0] == "K":
        return f"P{MUNICIPALITIES - int(wave[1:])}"
    return wave if wave[0] == "P" else "B"
