"""What the journal and the list of conflicts have of what the server told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert
from sqlmodel import Session

from kombit_tui.db.changes import Intent, Stamp
from kombit_tui.db.drafts import Draft
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.tables import CONFLICT
from kombit_tui.db.sync.verdicts import Verdict
from kombit_tui.db.sync.wire import Told

FETCHED, MERGED, DELETED = (
    "Hentet fra serveren",
    "Flettet med dine ændringer",
    "Slettet på serveren",
)
"""What the journal calls what the server told."""
SOMEBODY = "en kollega"
"""Who deleted a record: the server does not tell."""
Steps = list[tuple[Intent, list[Draft]]]
"""Records that change, by whose doing they do."""


@dataclass(slots=True)
class Case:
    """One record with what is to become of it."""

    bucket: str
    told: Told
    found: Verdict
    draft: Draft | None


def note_conflicts(session: Session, cases: Iterable[Case], intent: Intent) -> int:
    """Write down what two people did to the same, and give the number of it."""
    rows: list[dict[str, str | dict[str, Any] | None]] = []
    for one in cases:
        ours = one.draft.held if one.draft else None
        theirs = _theirs(one)
        about = {
            "record_id": one.told.id,
            "kind": one.found.kind.name if one.found.kind else "?",
            "sort": one.found.sort,
            "mine_by": ours.modified_by if ours else intent.who,
            "mine_at": ours.modified_at if ours else None,
            "theirs_by": theirs.modified_by,
            "theirs_at": theirs.modified_at,
            "found_at": intent.now.isoformat(),
        }
        rows += [
            {
                "id": uuid4().hex,
                **about,
                "before": clash.before,
                "mine": clash.mine or None,
                "theirs": clash.theirs or None,
            }
            for clash in one.found.clashes
        ]
    if rows:
        session.execute(insert(CONFLICT), rows)
    return len(rows)


def steps_of(cases: Iterable[Case], intent: Intent) -> Steps:
    """The records that change, as steps of those who changed them."""
    steps: dict[tuple[str, str, str], tuple[Intent, list[Draft]]] = {}
    for one in cases:
        made = _draft(one)
        if made is None:
            continue
        label = DELETED if made.after is None else MERGED if one.found.is_merged else FETCHED
        theirs = _theirs(one)
        key = (label, theirs.modified_by, theirs.modified_at)
        if key not in steps:
            at = datetime.fromisoformat(theirs.modified_at)
            steps[key] = (intent._replace(label=label, who=theirs.modified_by, now=at), [])
        steps[key][1].append(made)
    return list(steps.values())


def _theirs(case: Case) -> Stamp:
    if case.told.body is not None:
        return wire.stamp_of(case.told.body, case.told.lm)
    at = wire.server_time(case.told.lm)
    return Stamp(at, at, SOMEBODY)


def _draft(case: Case) -> Draft | None:
    """The record as it will be; None where nothing of it changes."""
    found, draft = case.found, case.draft
    before = draft.before if draft else None
    after = dict(found.content) if found.content is not None else None
    if before == after:
        return None
    kind = found.kind or (draft.kind if draft else None)
    assert kind is not None
    theirs = _theirs(case)
    mine = draft.held if draft is not None and found.is_dirty else None
    stamp = theirs if mine is None else mine._replace(created_at=theirs.created_at)
    if draft is not None and draft.kind is not kind:
        return None
    return Draft(
        case.told.id, kind, before, after, draft.seq if draft else 0, draft.held if draft else None,
        stamp, case.bucket,
    )  # fmt: skip
