"""The one way in for what the server tells, whether it was asked or answers a change of ours.

A page is taken in whole in the caller's transaction: the records through the write path, with the
colleague's name in the journal, and beside them base, attempts and conflicts.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session

from kombit_tui.db import commands, drafts, outbox
from kombit_tui.db.bulk import insert_rows
from kombit_tui.db.changes import Intent
from kombit_tui.db.drafts import Draft, chunks
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.noting import Case, Steps, note_conflicts, steps_of
from kombit_tui.db.sync.tables import ATTEMPT, REFUSAL, STATE
from kombit_tui.db.sync.tally import Guard, Tally
from kombit_tui.db.sync.verdicts import Attempt, Held, Verdict, verdict
from kombit_tui.db.sync.wire import Told

Place = tuple[str, str]
"""Bucket and collection."""
Judge = Callable[[Held, Told], Verdict | None]


def absorb(
    session: Session,
    place: Place,
    told: Sequence[Told],
    intent: Intent,
    *,
    guard: Guard | None = None,
    judge: Judge = verdict,
) -> Tally:
    """Take in what the server tells of records of one collection.

    Raises:
        MassChange: `guard` says that too much would be deleted; nothing was written.
    """
    tally = Tally()
    latest = {one.id: one for one in told if one.id.startswith(wire.prefix_of(place[0]))}
    tally.strange += len(told) - len(latest)
    versions = _versions(session, latest)
    if judge is verdict:
        latest = _without_echoes(session, latest, versions)
    states = _states(session, [one for one in latest if one in versions])
    new = [one for one in latest.values() if one.id not in states and one.body is not None]
    known = [one for one in latest.values() if one.id in states]
    cases = _cases(session, place, known, states, judge, tally)
    if guard is not None:
        guard.count(sum(_is_removal(one) for one in cases), lambda: _size(session, place))
    made = _take_in_new(session, place, new)
    steps = _carry_out(session, place, cases, intent, tally)
    told_of = [d for _, of_step in steps for d in of_step]
    commands.take_over(session, [*made, *told_of], steps, intent)
    outbox.send_again(session, told_of)
    tally.pulled += len(made) + len(told_of)
    tally.kinds |= {one.kind.name for one in (*made, *told_of)}
    tally.ids |= {one.id for one in (*made, *told_of)}
    return tally


# What is there.


def _size(session: Session, place: Place) -> int:
    """How many records we have of a collection."""
    query = select(func.count()).select_from(STATE)
    query = query.where(STATE.c.bucket == place[0], STATE.c.collection == place[1])
    return int(session.execute(query.where(STATE.c.base.is_not(None))).scalar_one())


def _versions(session: Session, told: Mapping[str, Told]) -> dict[str, int | None]:
    """Our versions of those that we know of: of a first pull none, and that must cost nothing."""
    asked = session.connection().exec_driver_sql(_AMONG, (json.dumps(list(told)),))
    return {row[0]: row[1] for row in asked}


_AMONG = "SELECT id, base_lm FROM sync_state WHERE id IN (SELECT value FROM json_each(?))"


def _without_echoes(
    session: Session, told: Mapping[str, Told], versions: Mapping[str, int | None]
) -> dict[str, Told]:
    """All but what we know already, most of which we have sent ourselves."""
    echoes = {
        one
        for one, version in versions.items()
        if version is not None and (told[one].lm or version + 1) <= version
    }
    echoes -= attempts(session, list(echoes)).keys()
    return {one: what for one, what in told.items() if one not in echoes}


def _states(session: Session, ids: Sequence[str]) -> dict[str, Any]:
    return {
        row.id: row
        for piece in chunks(ids)
        for row in session.execute(select(STATE).where(STATE.c.id.in_(piece)))
    }


def attempts(session: Session, ids: Sequence[str]) -> dict[str, Attempt]:
    """What is under way of these records."""
    return {
        row.id: Attempt(row.op, row.body)
        for piece in chunks(ids)
        for row in session.execute(select(ATTEMPT).where(ATTEMPT.c.id.in_(piece)))
    }


def held(state: Any, draft: Draft | None, attempt: Attempt | None) -> Held:
    """What the store has of a record."""
    return Held(
        state.bucket,
        state.base,
        state.base_lm,
        state.dirty,
        draft.kind if draft else None,
        draft.before if draft else None,
        attempt,
    )


def _cases(
    session: Session,
    place: Place,
    told: Sequence[Told],
    states: Mapping[str, Any],
    judge: Judge,
    tally: Tally,
) -> list[Case]:
    ids = [one.id for one in told]
    local, sent = drafts.load(session, ids), attempts(session, ids)
    cases: list[Case] = []
    for one in told:
        state, draft = states[one.id], local.get(one.id)
        if state.base is not None and (state.bucket, state.collection) != place:
            tally.strange += 1  # it is in another collection too, and that one was first
            continue
        found = judge(held(state, draft, sent.get(one.id)), one)
        if found is not None:
            cases.append(Case(place[0], one, found, draft))
    return cases


def _is_removal(case: Case) -> bool:
    """Whether a record vanishes here because it did there."""
    return case.told.body is None and case.draft is not None and case.found.content is None


# What is new.


def _take_in_new(session: Session, place: Place, new: Sequence[Told]) -> list[Draft]:
    """Records that nothing is known of: no merging and no journal, for nobody here did anything."""
    made: list[Draft] = []
    rows: list[dict[str, Any]] = []
    for one in new:
        assert one.body is not None
        seen = wire.read(one.body)
        rows.append(_state_row(place, one.id, one.body, one.lm, seen.unread, dirty=False))
        if seen.kind is None or not seen.is_whole:
            continue
        stamp = wire.stamp_of(one.body, one.lm)
        made.append(Draft(one.id, seen.kind, None, seen.values, stamp=stamp, bucket=place[0]))
    insert_rows(session, STATE, rows)
    return made


def _state_row(
    place: Place,
    record_id: str,
    base: wire.Body | None,
    lm: int | None,
    unread: tuple[str, ...],
    *,
    dirty: bool,
) -> dict[str, Any]:
    kind = base.get("type") if base is not None else None
    return {
        "id": record_id,
        "kind": kind if isinstance(kind, str) else "?",
        "bucket": place[0],
        "collection": place[1],
        "base": base,
        "base_lm": lm,
        "dirty": dirty,
        "former": None,
        "unread": list(unread) or None,
    }


# What is to become of what is known.

_BASE = upsert(STATE)
_BASE = _BASE.on_conflict_do_update(
    index_elements=[STATE.c.id],
    set_={
        name: _BASE.excluded[name]
        for name in ("kind", "bucket", "collection", "base", "base_lm", "dirty", "former", "unread")
    },
)


def _carry_out(
    session: Session, place: Place, cases: Sequence[Case], intent: Intent, tally: Tally
) -> Steps:
    """Write all but the records themselves; these come back, by whose doing they are."""
    rows = [_kept_row(place, one) for one in cases if not one.found.is_forgotten]
    if rows:
        session.execute(_BASE, rows)
    forget(session, [one.told.id for one in cases if one.found.is_forgotten])
    end_attempts(session, [one.told.id for one in cases if one.found.ends_attempt])
    merged = [one.told.id for one in cases if one.found.is_merged]
    _note_merged(session, merged, intent.now)
    tally.merged += len(merged)
    tally.pushed += sum(one.found.has_landed for one in cases)
    tally.conflicts += note_conflicts(session, cases, intent)
    return steps_of(cases, intent)


def _kept_row(place: Place, case: Case) -> dict[str, Any]:
    found = case.found
    row = _state_row(
        place, case.told.id, found.base, found.base_lm, found.unread, dirty=found.is_dirty
    )
    row["former"] = found.former
    return {**row, "kind": found.kind.name} if found.kind is not None else row


def forget(session: Session, ids: Sequence[str]) -> None:
    """Nothing is left to know of these records, neither here nor there."""
    for piece in chunks(ids):
        session.execute(delete(STATE).where(STATE.c.id.in_(piece)))
        session.execute(delete(REFUSAL).where(REFUSAL.c.id.in_(piece)))


def end_attempts(session: Session, ids: Sequence[str]) -> None:
    """It is known what came of what was sent of these records."""
    for piece in chunks(ids):
        session.execute(delete(ATTEMPT).where(ATTEMPT.c.id.in_(piece)))


def _note_merged(session: Session, ids: Sequence[str], now: datetime) -> None:
    for piece in chunks(ids):
        statement = STATE.update().where(STATE.c.id.in_(piece))
        session.execute(statement.values(merged_at=now.isoformat()))
