"""The known records of one kind, found by code or by a text that is nearly theirs. Pure.

Finds what going through all of them would find, without doing so: they stand apart by the fields
that must agree, by the numbers in their text and by its length.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from kombit_tui.domain import folding
from kombit_tui.domain.records import PROJECT
from kombit_tui.ingest.likeness import Values

NEAR = 92.0
"""How alike two titles of one scope must be, in per cent, to be the same one."""
_SHORTEST = NEAR / (200 - NEAR)
"""How long one of two texts so alike must be in shares of the other."""

_Scope = tuple[Any, ...]
_NUMBER = re.compile(r"\d+")

fold = lru_cache(maxsize=20_000)(folding.fold)
"""Most names are met several times while a plan is made."""


class _Name(NamedTuple):
    """What a record is called, in the order of the records."""

    place: int
    id: str
    text: str


@dataclass
class Shelf:
    """The records of one kind, which grow while a plan is made."""

    kind: str
    records: dict[str, Values]
    _places: dict[str, int] = field(default_factory=dict)
    _drawers: dict[tuple[str, tuple[str, ...]], "_Drawers"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {record_id: place for place, record_id in enumerate(self.records)}

    def put(self, record_id: str, values: Values) -> None:
        """A record that is new, or that says something else from now on."""
        before = self.records.get(record_id)
        place = self._places.setdefault(record_id, len(self._places))
        self.records[record_id] = values
        for drawers in self._drawers.values():
            if before is not None:
                drawers.take_out(place, record_id, before)
            drawers.put_in(place, record_id, values)

    def of_code(self, name: str, code: str, scope: Mapping[str, Any]) -> str | None:
        """The first record of `scope` that has this very code in the field `name`."""
        drawer = self._drawers_of(name, scope).drawers.get(tuple(scope.values()))
        return drawer.same(fold(code)) if drawer is not None else None

    def nearest(
        self, name: str, text: str, scope: Mapping[str, Any], *, exactly: bool = False
    ) -> str | None:
        """The record of `scope` whose text is most like `text`, where that is near enough.

        Numbers in it must be the same: «Fase 1» and «Fase 2» are nearly alike and not the same.
        """
        wanted = fold(text)
        drawer = self._drawers_of(name, scope).drawers.get(tuple(scope.values()))
        if drawer is None or not wanted:
            return None
        same = drawer.same(wanted)
        return same if same is not None or exactly else drawer.most_like(wanted)

    def _drawers_of(self, name: str, scope: Mapping[str, Any]) -> "_Drawers":
        key = (name, tuple(scope))
        drawers = self._drawers.get(key)
        if drawers is None:
            drawers = self._drawers[key] = _Drawers(self.kind, *key)
            for record_id, values in self.records.items():
                drawers.put_in(self._places[record_id], record_id, values)
        return drawers


@dataclass
class _Drawers:
    """The names of all records, apart by the fields that must agree."""

    kind: str
    name: str
    """The field with the name."""
    scope: tuple[str, ...]
    drawers: dict[_Scope, "_Drawer"] = field(default_factory=dict)

    def put_in(self, place: int, record_id: str, values: Values) -> None:
        for text in self._texts(values):
            drawer = self.drawers.setdefault(self._scope_of(values), _Drawer())
            drawer.put_in(_Name(place, record_id, text))

    def take_out(self, place: int, record_id: str, values: Values) -> None:
        for text in self._texts(values):
            self.drawers[self._scope_of(values)].take_out(_Name(place, record_id, text))

    def _scope_of(self, values: Values) -> _Scope:
        return tuple(values.get(name) for name in self.scope)

    def _texts(self, values: Values) -> Iterable[str]:
        """What a record is called; a project has several names."""
        names: list[str | None] = [values.get(self.name)]
        if self.kind == PROJECT.name and self.name == PROJECT.title:
            names += [values.get("code"), *(values.get("aliases") or ())]
        return dict.fromkeys(fold(name) for name in names if name)


@dataclass
class _Drawer:
    """Names that may be compared."""

    by_text: dict[str, list[_Name]] = field(default_factory=dict)
    by_length: dict[tuple[str, ...], dict[int, "_OneLength"]] = field(default_factory=dict)
    """By the numbers in the text, then by its length."""

    def put_in(self, one: _Name) -> None:
        insort(self.by_text.setdefault(one.text, []), one)
        self._beside(one.text).setdefault(len(one.text), _OneLength()).put_in(one)

    def take_out(self, one: _Name) -> None:
        names = self.by_text[one.text]
        del names[bisect_left(names, one)]
        self._beside(one.text)[len(one.text)].take_out(one)

    def _beside(self, text: str) -> dict[int, "_OneLength"]:
        """The names with the same numbers, by their length."""
        return self.by_length.setdefault(tuple(_NUMBER.findall(text)), {})

    def same(self, text: str) -> str | None:
        """The first record that is called so."""
        return next((one.id for one in self.by_text.get(text, ())), None)

    def most_like(self, text: str) -> str | None:
        """The record whose name is most like `text`; of several the first."""
        least, most = int(len(text) * _SHORTEST), int(len(text) / _SHORTEST) + 1
        lengths = self._beside(text).items()
        found = (names.most_like(text) for length, names in lengths if least <= length <= most)
        best = min((one for one in found if one is not None), default=None)
        return best[1].id if best is not None else None


@dataclass
class _OneLength:
    """Equally long names in the order of their records, and their texts side by side."""

    names: list[_Name] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def put_in(self, one: _Name) -> None:
        index = bisect_left(self.names, one)
        self.names.insert(index, one)
        self.texts.insert(index, one.text)

    def take_out(self, one: _Name) -> None:
        index = bisect_left(self.names, one)
        del self.names[index], self.texts[index]

    def most_like(self, text: str) -> tuple[float, _Name] | None:
        """The nearest of them, behind its ratio turned so that the least is the best."""
        found = process.extractOne(text, self.texts, scorer=fuzz.ratio, score_cutoff=NEAR)
        return (-found[1], self.names[found[2]]) if found is not None else None
