"""The three-way merge: what holds for any three versions of any record, and chosen examples."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kombit_tui.domain.fields import Field, FieldType, Home, Kind
from kombit_tui.domain.merge import Clash, merge, units, wishes
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.threeway import MOST_LINES, lists, tables, texts

WORD = st.sampled_from(["a", "b", "c", "d", "æ"])
LEAF = st.one_of(WORD, st.integers(0, 3), st.booleans(), st.none())
ENTRY = st.dictionaries(st.sampled_from(["on", "by"]), WORD, max_size=2)
STEPS = st.dictionaries(WORD, st.one_of(ENTRY, LEAF), max_size=3)
ROWS = st.lists(st.fixed_dictionaries({"key": WORD, "title": WORD}), max_size=4)
OF_TYPE = {
    FieldType.INTEGER: st.integers(0, 3),
    FieldType.NUMBER: st.sampled_from([0.5, 1.0, 2.0]),
    FieldType.FLAG: st.booleans(),
    FieldType.LIST: st.lists(WORD, min_size=1, max_size=4),
    FieldType.TABLE: st.one_of(STEPS, ROWS, STEPS.map(lambda one: {"x": one})),
    FieldType.PROSE: st.lists(WORD, min_size=1, max_size=5).map("\n".join),
}
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""However much else the machine has to do."""
KIND = st.sampled_from(sorted(KINDS)).map(KINDS.__getitem__)


def content(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """Any values of a kind, right or wrong, that differ little from each other."""
    columns: dict[str, st.SearchStrategy[Any]] = {}
    for field in kind.fields:
        for column in field.columns():
            columns[column] = st.one_of(st.none(), OF_TYPE.get(field.type, WORD))
    return st.fixed_dictionaries(columns)


@st.composite
def versions(draw: st.DrawFn, number: int = 3) -> tuple[Any, ...]:
    """A kind and versions of a record of it, alike in most fields."""
    kind = draw(KIND)
    first = draw(content(kind))
    found = [first]
    for _ in range(number - 1):
        changed = draw(st.sets(st.sampled_from(sorted(first)), max_size=4))
        other = draw(content(kind))
        found.append({n: other[n] if n in changed else v for n, v in first.items()})
    return (kind, *found)


def plain(values: Any) -> set[Any]:
    """Every value in a value."""
    if isinstance(values, Mapping):
        return {one for value in values.values() for one in plain(value)}
    if isinstance(values, list):
        return {one for value in values for one in plain(value)}
    return set(values.split("\n")) if isinstance(values, str) else {values}


@calmly
@given(versions(2))
def test_what_only_we_changed_stays(drawn: tuple[Any, ...]) -> None:
    kind, base, mine = drawn
    assert merge(kind, base, mine, base) == (mine, ())


@calmly
@given(versions(2))
def test_what_only_they_changed_is_taken(drawn: tuple[Any, ...]) -> None:
    kind, base, theirs = drawn
    assert merge(kind, base, base, theirs) == (theirs, ())


@calmly
@given(versions(2))
def test_what_both_changed_alike_is_no_conflict(drawn: tuple[Any, ...]) -> None:
    kind, base, other = drawn
    assert merge(kind, base, other, other) == (other, ())
    assert merge(kind, {}, other, other) == (other, ())


@calmly
@given(versions(3))
def test_merging_the_result_again_changes_nothing(drawn: tuple[Any, ...]) -> None:
    kind, base, mine, theirs = drawn
    merged = merge(kind, base, mine, theirs).values
    assert merge(kind, theirs, merged, theirs) == (merged, ())


@calmly
@given(versions(3))
def test_no_value_is_invented_and_no_field(drawn: tuple[Any, ...]) -> None:
    kind, base, mine, theirs = drawn
    merged = merge(kind, base, mine, theirs)
    assert set(merged.values) == set(kind.columns())
    for name, value in merged.values.items():
        assert plain(value) <= plain(base[name]) | plain(mine[name]) | plain(theirs[name])


@calmly
@given(versions(3))
def test_all_of_ours_is_shown_or_kept_in_a_conflict(drawn: tuple[Any, ...]) -> None:
    kind, base, mine, theirs = drawn
    merged = merge(kind, base, mine, theirs)
    kept = {name: value for clash in merged.clashes for name, value in clash.mine.items()}
    for unit in units(kind):
        for name in unit:
            typed = plain(mine[name]) - plain(base[name]) if mine[name] is not None else set()
            assert typed <= plain(merged.values[name]) | plain(kept.get(name)), name


@calmly
@given(versions(3))
def test_a_conflict_shows_what_is_on_the_screen_and_another_value(
    drawn: tuple[Any, ...],
) -> None:
    kind, base, mine, theirs = drawn
    merged = merge(kind, base, mine, theirs)
    units_of = set(units(kind))
    for clash in merged.clashes:
        assert tuple(clash.theirs) in units_of
        assert clash.mine != clash.theirs
        assert clash.theirs == {name: merged.values[name] for name in clash.theirs}
        assert clash.before == {name: base[name] for name in clash.theirs}


@calmly
@given(versions(3))
def test_both_see_the_same_conflicts_from_their_side(drawn: tuple[Any, ...]) -> None:
    kind, base, mine, theirs = drawn
    here, there = merge(kind, base, mine, theirs), merge(kind, base, theirs, mine)
    assert [set(one.theirs) for one in here.clashes] == [set(one.theirs) for one in there.clashes]


@calmly
@given(versions(3))
def test_choosing_ours_shows_it_after_all(drawn: tuple[Any, ...]) -> None:
    kind, base, mine, theirs = drawn
    merged = merge(kind, base, mine, theirs)
    for clash in merged.clashes:
        assert wishes(kind, clash, merged.values) == clash.mine


SETS = st.lists(WORD, unique=True, max_size=5)


@calmly
@given(SETS, SETS, SETS)
def test_lists_are_merged_as_sets(b: list[str], m: list[str], t: list[str]) -> None:
    merged, same = lists(b, m, t)
    assert merged == same
    assert len(merged) == len(set(merged))
    assert set(merged) == (set(b) & set(m) & set(t)) | (set(m) - set(b)) | (set(t) - set(b))
    assert set(merged) == set(lists(b, t, m)[0])


@calmly
@given(SETS, SETS)
def test_a_list_keeps_the_order_of_who_added(b: list[str], t: list[str]) -> None:
    merged, _ = lists(b, [*b, "x"], [*t, "y"])
    order = [one for one in merged if one in t]
    assert order == [one for one in t if one in order]


@calmly
@given(st.lists(WORD, max_size=6), st.lists(WORD, max_size=6), st.lists(WORD, max_size=6))
def test_texts_are_merged_line_by_line(b: list[str], m: list[str], t: list[str]) -> None:
    base, mine, theirs = ("\n".join(one) for one in (b, m, t))
    assert texts(base, mine, base) == (mine, mine)
    assert texts(base, base, theirs) == (theirs, theirs)
    shown, wanted = texts(base, mine, theirs)
    mirrored = texts(base, theirs, mine)
    assert (wanted, shown) == mirrored


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "shown", "wanted"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", None),
        ("a\nb\nc", "0\na\nb\nc", "a\nb\nc\nd", "0\na\nb\nc\nd", None),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd", None),
        ("a\nb\nc", "a\nm\nc", "a\nt\nc\nd", "a\nt\nc\nd", "a\nm\nc\nd"),
        ("a", "a\nm", "a\nt", "a\nt", "a\nm"),
    ],
)
def test_lines(base: str, mine: str, theirs: str, shown: str, wanted: str | None) -> None:
    assert texts(base, mine, theirs) == (shown, shown if wanted is None else wanted)


def test_a_very_long_text_is_taken_whole() -> None:
    base = "\n".join("x" * MOST_LINES)
    assert texts(base, f"{base}\nm", f"t\n{base}") == (f"t\n{base}", f"{base}\nm")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "shown", "wanted"),
    [
        # Steps of a system: one for each, a day with its person.
        ({}, {"a": {"on": 1}}, {"b": {"on": 2}}, {"b": {"on": 2}, "a": {"on": 1}}, None),
        (
            {"a": {"on": "1", "by": "x"}},
            {"a": {"on": "2", "by": "x"}},
            {"a": {"on": "1", "by": "y"}},
            {"a": {"on": "1", "by": "y"}},
            {"a": {"on": "2", "by": "x"}},
        ),
        ({"a": 1, "b": 1}, {"b": 1}, {"a": 1, "b": 2}, {"b": 2}, None),
        ({"a": 1}, {}, {"a": 2}, {"a": 2}, {}),
        ({"a": 1}, {"a": 2}, {}, {}, {"a": 2}),
        # Declared steps: entries by their key, in their order.
        (
            [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}],
            [{"key": "a", "title": "A1"}, {"key": "b", "title": "B"}],
            [{"key": "a", "title": "A"}, {"key": "n", "title": "N"}, {"key": "b", "title": "B"}],
            [{"key": "a", "title": "A1"}, {"key": "n", "title": "N"}, {"key": "b", "title": "B"}],
            None,
        ),
        # What is no table any more, or has no keys, is taken whole.
        ({"a": 1}, {"a": 2}, [1], [1], {"a": 2}),
        ([1, 2], [1, 2, 3], [0, 1, 2], [0, 1, 2], [1, 2, 3]),
        (None, {"a": 1}, {"b": 1}, {"b": 1, "a": 1}, None),
    ],
)
def test_tables(base: Any, mine: Any, theirs: Any, shown: Any, wanted: Any) -> None:
    assert tables(base, mine, theirs) == (shown, shown if wanted is None else wanted)


def test_a_list_in_which_the_same_comes_twice_is_merged_by_place() -> None:
    assert lists(["a", "", "b"], ["a", "", "b", ""], ["x", "a", "", "b"])[0] == [
        *("x", "a", "", "b", "")
    ]


THING = Kind(
    "thing",
    "Ting",
    "Ting",
    Home.BOTH,
    "name",
    (
        Field("name", "Navn"),
        Field("status", "Status", group="status"),
        Field("done_on", "Den", FieldType.DAY, group="status"),
        Field("due", "Frist", FieldType.DATE),
    ),
)


def of(**values: Any) -> dict[str, Any]:
    """A thing."""
    return dict.fromkeys(THING.columns()) | values


def test_a_group_is_taken_from_one_side() -> None:
    merged = merge(THING, of(status="a"), of(status="b"), of(status="a", done_on="d"))
    assert merged.values == of(status="a", done_on="d")
    assert merged.clashes == (
        Clash(
            {"status": "a", "done_on": None},
            {"status": "b", "done_on": None},
            {"status": "a", "done_on": "d"},
        ),
    )


def test_a_wish_leaves_what_changed_elsewhere_since() -> None:
    campaign_system = KINDS["campaign_system"]
    clash = Clash({"steps": {"a": 1}}, {"steps": {"a": 2, "m": 1}}, {"steps": {"a": 3}})
    now = {"steps": {"a": 3, "later": 1}}
    assert wishes(campaign_system, clash, now) == {"steps": {"a": 2, "later": 1, "m": 1}}
    assert wishes(campaign_system, clash, {"steps": {"a": 4}}) == {"steps": {"a": 2, "m": 1}}
