"""Importing twice is importing once: for anything that can be read, and for whole files."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kombit_tui.db.queries.known import known_records
from kombit_tui.db.store import Store
from kombit_tui.domain.fields import Home
from kombit_tui.domain.records import KINDS
from kombit_tui.ingest.candidates import (
    AgendaFound,
    AttendanceFound,
    ContactFound,
    Counts,
    DeadlineChange,
    Extraction,
    MeetingFound,
    MilestoneFound,
    PriceFound,
    QuestionFound,
    RoleFound,
    SourceFile,
    TaskFound,
)
from kombit_tui.ingest.pipeline import IMPORTED
from kombit_tui.ingest.plan import Plan, make_plan
from tests.ingest.test_plan import TODAY, applied, plan, read
from tests.tools.imported import carry_out, plan_file

TEXTS = st.one_of(
    st.sampled_from(
        ["Udpeg leder 1", "Udpeg leder 2", "Bestil adgang", " Bestil adgang ", "Æ\x1b[1m"]
    ),
    st.text(max_size=12),
)
MAYBE = st.one_of(st.none(), TEXTS)
DAYS = st.sampled_from([None, "2026-05-31", "2026-06", "2026-05/2026-07", "vrøvl"])
LINES = st.tuples(st.integers(1, 9), st.integers(9, 20))
COUNT = st.one_of(st.none(), st.integers(0, 98))


def some(found: type, **values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few candidates of a type."""
    return st.lists(st.builds(found, lines=LINES, **values), max_size=4).map(tuple)


FOUND = st.builds(
    Extraction,
    source=st.builds(
        SourceFile,
        file=TEXTS,
        kind=st.sampled_from(["deck", "qa_note", "table"]),
        sha256=st.just(""),
    ),
    document_date=st.sampled_from([None, "2026-05-01", "2026-06", "2025-01-01"]),
    meetings=some(
        MeetingFound, title=TEXTS, dates=st.lists(st.just("2026-05-01"), max_size=2).map(tuple)
    ),
    agenda=some(
        AgendaFound,
        position=st.integers(1, 3),
        title=TEXTS,
        presenters=st.lists(TEXTS, max_size=2).map(tuple),
        presenter_titles=st.lists(TEXTS, max_size=2).map(tuple),
    ),
    tasks=some(
        TaskFound,
        title=TEXTS,
        code=st.sampled_from([None, "A1", "a1", "B2"]),
        project=MAYBE,
        due=DAYS,
        due_text=MAYBE,
        wave=st.sampled_from([None, "1"]),
        counts=st.one_of(st.none(), st.builds(Counts, done=COUNT)),
        deadline_changes=st.lists(
            st.builds(DeadlineChange, from_=DAYS, to=DAYS, reason=MAYBE), max_size=1
        ).map(tuple),
    ),
    milestones=some(MilestoneFound, title=TEXTS, campaign=MAYBE, date=DAYS, date_text=MAYBE),
    roles=some(RoleFound, role=TEXTS, system=MAYBE, note=MAYBE),
    questions=some(QuestionFound, question=TEXTS, answer=MAYBE),
    prices=some(PriceFound, system=TEXTS, price=st.one_of(st.none(), st.floats())),
    contacts=some(ContactFound, email=MAYBE, name=MAYBE, phone=MAYBE),
    attendance=some(AttendanceFound, date=st.just("2026-05-01"), participants_stated=COUNT),
).map(lambda found: replace(found, source=replace(found.source, sha256=repr(found))))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FOUND, max_size=2), FOUND)
def test_what_was_just_read_has_nothing_new(before: list[Extraction], found: Extraction) -> None:
    known = read(*before)
    after = applied(plan(found, known), known)
    assert plan(found, after).changes == ()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(FOUND)
def test_whatever_is_planned_can_be_stored_and_is_known_again(
    store: Store, found: Extraction
) -> None:
    def against_the_store() -> Plan:
        known = known_records(store.reader, IMPORTED)
        return make_plan(found, known, store.municipality, TODAY)

    carry_out(store, against_the_store())
    assert against_the_store().changes == ()


# Whole files.

FILES = sorted((Path(__file__).parent.parent / "data").glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_imported_once_and_undone_whole(store: Store, file: Path) -> None:
    first = plan_file(store, file)
    assert len(first.changes) > 1
    imported = carry_out(store, first)
    assert set(imported.ids) == {one.id for one in first.changes}
    assert plan_file(store, file).changes == ()
    store.undo()
    assert store.is_empty()
    assert plan_file(store, file) == first


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FOUND)
def test_material_never_makes_what_is_ours_alone(found: Extraction) -> None:
    assert Home.MUNICIPALITY not in {KINDS[one.kind].home for one in plan(found, {}).records}
