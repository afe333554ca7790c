"""Files as one review: planned one upon the other, kept as text, and stored as it was decided."""

from dataclasses import replace
from pathlib import Path

import pytest

from kombit_tui.db.store import Store
from kombit_tui.domain.review import Decisions, Review, State
from kombit_tui.ingest import kept
from kombit_tui.ingest.reviewing import Draft, Material, ReadFile, changes_in, review_of
from tests.conftest import NOW
from tests.tools.imported import read_file

DATA = Path(__file__).parents[1] / "data"


def material(*paths: Path) -> Material:
    """What is in files that the store does not know."""
    return Material(tuple(ReadFile(read_file(path)) for path in paths))


def draft(store: Store, found: Material, decisions: Decisions | None = None) -> Draft:
    """The review against the store of now."""
    wanted = decisions or Decisions()
    return review_of(store.reader, found, wanted, store.municipality, NOW.date())


def carry_out(store: Store, made: Draft, review: Review) -> None:
    """Store what a review says."""
    store.apply(changes_in(store.reader, replace(made, review=review)), "Import")


def write(folder: Path, name: str, *rows: str) -> Path:
    """A spreadsheet of tasks."""
    path = folder / name
    path.write_text("\n".join(("Kode;Opgave;Projekt;Frist", *rows)), "utf-8")
    return path


@pytest.mark.parametrize(
    "names",
    [("moede.txt", "opgaver.txt"), ("files/deck.pptx",), ("files/tasks-short-cp1252.csv",)],
    ids=["texts", "slides", "sheet"],
)
def test_a_review_that_is_kept_as_text_is_the_same(store: Store, names: tuple[str, ...]) -> None:
    found = material(*(DATA / name for name in names))
    again = kept.material_of(kept.material_text(found))
    assert again is not None
    made = draft(store, found)
    assert made.review.entries
    assert draft(store, again).review == made.review
    sure = made.review.take([one.id for one in made.review.entries.values() if one.is_sure])
    one = next(iter(made.review.entries))
    decisions = sure.type([one], {"title": "Æ"}).teach("X", "0999-p").map_columns({"a": {"b": "c"}})
    assert kept.decisions_of(kept.decisions_text(decisions.decisions)) == decisions.decisions


@pytest.mark.parametrize("text", [None, "[]", '{"files": [{"found": {"new": 1}}]}', "{", "3"])
def test_what_this_version_cannot_read_is_no_review(text: str | None) -> None:
    assert kept.material_of(text) is None


def test_a_later_file_changes_what_an_earlier_one_makes(store: Store, tmp_path: Path) -> None:
    first = write(tmp_path, "a.csv", "K1;Udpeg leder;Løn;01-11-2026")
    second = write(tmp_path, "b.csv", "K1;Udpeg leder;Løn;01-12-2026", "K2;Mød;Løn;01-12-2026")
    found = material(first, second)
    made = draft(store, found)
    old, new, other = made.review.entries.values()
    assert [old.state, new.state, other.state] == [State.NEW, State.CHANGED, State.NEW]
    assert made.review.take([old.id]).stored == (old,)
    carry_out(store, made, made.review.take([other.id]))  # the project is made by the first file
    assert store.reader.execute("SELECT count(*) FROM project").fetchone()[0] == 1
    made = draft(store, found)
    carry_out(store, made, made.review.take([new.id]))
    dues = [row[0] for row in store.reader.execute("SELECT due FROM task ORDER BY code")]
    assert dues == ["2026-12-01", "2026-12-01"]


def test_what_is_undecided_stays_so_when_the_rest_was_stored(store: Store, tmp_path: Path) -> None:
    before = write(tmp_path, "a.csv", "K1;Udpeg leder;Løn;01-11-2026")
    made = draft(store, material(before))
    carry_out(store, made, made.review.take(list(made.review.entries)))
    after = write(tmp_path, "b.csv", "K1;Udpeg leder;Løn;01-12-2026", "K2;Mød op;Løn;")
    found = material(after)
    made = draft(store, found)
    changed, new = made.review.entries.values()
    carry_out(store, made, made.review.take([new.id]))
    again = draft(store, found, made.review.take([new.id]).decisions).review
    assert [one.id for one in again.open] == [changed.id]
    assert not again.stored
