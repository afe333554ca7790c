"""What of ours a text is about: by the names of projects and systems in it, and by its words. Pure.

«domain.md, Agendas»: coordinators read the items against their own tasks, roles and phase-outs.

Three things tell: a *name* (project, its code or other name, system, interface) that stands in the
text as a word of its own; a *code*, a word of letters and digits such as CH2 or BiB01; and two
*distinctive words* that both have. What every meeting talks about distinguishes nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kombit_tui.domain.folding import fold

LEAST_SHARED = 2
"""Distinctive words that must be shared: one alone is shared by chance."""
_DISTINCTIVE = 6
"""Letters of a distinctive word, and of what is left of it without its ending."""
_SHORT = 4
"""Names up to this length must stand as they are written: BOB is a system, SYG a project."""
_CODE = 3
"""Letters and digits of a code: B4 is a wave of half a dozen projects."""

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ernes", "erne", "enes", "ene", "ers", "er", "ens", "en", "ets", "et", "es", "e", "s")
_EVERYWHERE = """
    adgang aftale aftaler afsnit alle allerede ansvarlig begynder besked bruger brugere
    brugerne derefter eventuelt fælles fælleskommunal færdig første gennemgå gennemgang hvilke
    hvordan hvornår igennem indhold kombit klik kommer kommune kommuner kommunens kommunerne
    kontakt leverandør løsning løsninger mangler måned møde mødet næste opgave opgaver oplys
    orientering program projekt projekter rolle roller sendes siden sidste skifte spørgsmål
    starter status system systemer tidligere velkomst version videre
"""


class Ours(NamedTuple):
    """Something of ours that a text may be about."""

    id: str
    kind: str
    title: str
    names: tuple[str, ...] = ()
    """What it is called: standing in the text is enough."""
    words: str = ""
    """Text whose codes and distinctive words count."""
    groups: tuple[str, ...] = ()
    """Keys of what it belongs to, a project or a campaign: naming that is enough."""
    note: str = ""
    shown_as: tuple[str, str] | None = None
    """Id and kind of the record that tells more of it than its own."""


class Touched(NamedTuple):
    """Something of ours that a text is about, and what in the text says so."""

    ours: Ours
    because: tuple[str, ...]


class Text:
    """A text as the rule sees it."""

    def __init__(self, text: str) -> None:
        self._written = _WORD.findall(text)
        self._folded = [fold(word) for word in self._written]
        self.codes = codes_in(text)
        self.distinctive = distinctive_in(text)

    def names(self, name: str) -> bool:
        """Whether a name stands in it, perhaps with a genitive s."""
        parts = _WORD.findall(name)
        if not parts or stem(parts[0]) in _STOPPED:
            return False
        is_short = len("".join(parts)) <= _SHORT
        wanted = parts if is_short else [fold(part) for part in parts]
        words = self._written if is_short else self._folded
        ends = {wanted[-1], f"{wanted[-1]}s"}
        return any(
            words[at : at + len(wanted) - 1] == wanted[:-1] and words[at + len(wanted) - 1] in ends
            for at in range(len(words) - len(wanted) + 1)
        )

    def shared(self, words: str) -> tuple[str, ...]:
        """The codes and distinctive words that `words` have too, as they are written in the text.

        Fewer distinctive words than `LEAST_SHARED` are none.
        """
        codes = self.codes.keys() & codes_in(words).keys()
        pairs = [
            (mine, theirs)
            for mine in self.distinctive
            for theirs in distinctive_in(words)
            if mine.startswith(theirs) or theirs.startswith(mine)
        ]
        mine, theirs = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
        is_enough = min(len(mine), len(theirs)) >= LEAST_SHARED
        return (
            *(word for code, word in self.codes.items() if code in codes),
            *(word for one, word in self.distinctive.items() if is_enough and one in mine),
        )


def codes_in(text: str) -> dict[str, str]:
    """The words of letters and digits in a text, folded and as they are written."""
    return {
        fold(word): word
        for word in _WORD.findall(text)
        if len(word) >= _CODE
        and any(sign.isdigit() for sign in word)
        and word[0].isalpha()
        and fold(word) not in _ALL_OF_THEM
    }


def distinctive_in(text: str) -> dict[str, str]:
    """The words in a text that tell what it is about: their stems, and as they are written."""
    stems = {stem(word): word for word in _WORD.findall(text) if word.isalpha()}
    return {
        one: word for one, word in stems.items() if len(one) >= _DISTINCTIVE and one not in _STOPPED
    }


def stem(word: str) -> str:
    """A word, folded and without its ending."""
    folded = fold(word)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _DISTINCTIVE - 1:
            return folded.removesuffix(ending)
    return folded


_STOPPED = frozenset(stem(word) for word in _EVERYWHERE.split())
_ALL_OF_THEM = frozenset({"k94", "k98"})


def named_in(text: Text, groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The groups that a text names, each with the name that it is found by."""
    found = {key: next(filter(text.names, names), None) for key, names in groups.items()}
    return {key: name for key, name in found.items() if name is not None}


def touched(text: Text, named: Mapping[str, str], ours: Iterable[Ours]) -> list[Touched]:
    """What of ours a text is about; `named` is what `named_in` found.

    What most in the text speaks of comes first, else the order given stays.
    """
    found: list[Touched] = []
    for one in ours:
        because = [
            *(named[group] for group in one.groups if group in named),
            *filter(text.names, one.names),
            *text.shared(one.words),
        ]
        if because:
            found.append(Touched(one, _each_once(because)))
    return sorted(found, key=lambda one: -len(one.because))


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(fold(word), word)
    return tuple(kept.values())
