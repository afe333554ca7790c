"""Three colleagues at random work, their server, and everything that goes wrong, for Hypothesis.

What must be true is said in `Colleagues.teardown`: nothing that was typed is lost, all end with the
same, nobody was asked for nothing, and nothing comes back.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from kombit_tui.db.changes import Change, Create, Delete, Update, Upsert
from kombit_tui.domain.ids import task_state_id
from kombit_tui.errors import NothingToUndo, SyncError
from kombit_tui.server import provision
from tests.server.kinto import ANNA, BO, CARLA, OURS, admin_head, history
from tests.sync.faults import FAULTS, Crash
from tests.sync.replicas import COMMON, CONFIDENTIAL, Team, restore, snapshot

TASKS = ("0101-t1", "0101-t2")
STATE = task_state_id("0101", TASKS[0])
SYSTEM, PERSON, VIEW = "0101-cs", "0101-p", "0101-v"
IS_SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
DAY = date(2030, 1, 1)
ACCOUNTS = (ANNA, CARLA, BO)

WHO = st.integers(0, len(ACCOUNTS) - 1)
TASK = st.sampled_from(TASKS)
PLAN = st.lists(st.sampled_from(("ok", "ok", "ok", *FAULTS)), max_size=4)
CRASH = st.one_of(st.none(), st.integers(0, 25))


@cache
def colleagues() -> Team:
    """Three colleagues who have the same records; each example begins with them anew."""
    team = Team(ACCOUNTS)
    steps = {"in_use": {"on": "2029-01-01", "by": "anna"}}
    system = {"campaign": "0101-c", "system": "0101-s", "steps": steps}
    team.replicas[0].apply(
        *(Create("task", {"title": "Fra først", "text": "et\nto\ntre"}, one) for one in TASKS),
        Create("campaign_system", system, SYSTEM),
        Create("person", {"name": "Ida Bro"}, PERSON),
        Create("view", {"name": "Vores", "kind": "task", "shared": True}, VIEW),
    )
    team.settle()
    team.mark()
    return team


class Typed:
    """One value that somebody typed, told from all others by its text."""

    def __init__(self, who: int, record: str, place: str, token: str) -> None:
        self.who, self.record, self.place, self.token = who, record, place, token
        self.is_given_up = False
        """He typed something else over it, or deleted it, himself."""


class Colleagues(RuleBasedStateMachine):
    """Edits, meetings with the server, and what goes wrong on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.team = colleagues()
        self.team.go_back()
        self.number = 0
        self.typed: list[Typed] = []
        self.steps: dict[int, list[list[Typed]]] = defaultdict(list)
        self.taken_back: set[str] = set()
        self.backup: Any = None
        self.was_set_back = False

    # What colleagues do.

    def token(self) -> str:
        """A text that nobody typed before."""
        self.number += 1
        return f"«{self.number}»"

    def day(self) -> str:
        """A day that nobody typed before."""
        self.number += 1
        return (DAY + timedelta(self.number)).isoformat()

    def edit(self, who: int, record: str, place: str, token: str, *changes: Change) -> None:
        """Somebody types a value over what he typed there before."""
        self.give_up(who, record, lambda one: one.place == place)
        made = Typed(who, record, place, token)
        self.typed.append(made)
        self.act(who, *changes, made=[made])

    def act(self, who: int, *changes: Change, made: Sequence[Typed] = ()) -> None:
        """Somebody does something that can be undone."""
        if self.team.replicas[who].apply(*changes).group is not None:
            self.steps[who].append(list(made))

    def give_up(self, who: int, record: str, which: Callable[[Typed], bool]) -> None:
        """He does not want these any more."""
        for one in self.typed:
            if (one.who, one.record) == (who, record) and which(one):
                one.is_given_up = True

    def has(self, who: int, record: str) -> dict[str, Any]:
        """What somebody sees of a record."""
        return self.team.replicas[who].record(record) or {}

    @rule(who=WHO, task=TASK)
    def title(self, who: int, task: str) -> None:
        """A task is called something else."""
        if self.has(who, task):
            token = self.token()
            self.edit(who, task, "title", token, Update(task, {"title": token}))

    @rule(who=WHO, task=TASK)
    def due(self, who: int, task: str) -> None:
        """A task is due on another day."""
        if self.has(who, task):
            day = self.day()
            self.edit(who, task, "due", day, Update(task, {"due": day, "due_text": f"ca. {day}"}))

    @rule(who=WHO, task=TASK, at=st.integers(0, 3), way=st.sampled_from("irx"))
    def line(self, who: int, task: str, at: int, way: str) -> None:
        """A line of a text is inserted, replaced or taken out."""
        lines = self.has(who, task).get("text", "").split("\n")
        if not self.has(who, task) or (way != "i" and at >= len(lines)):
            return
        if way != "i":
            gone = lines.pop(at)
            self.give_up(who, task, lambda one: one.token == gone)
        token = self.token()
        if way != "x":
            lines.insert(at, token)
        change = Update(task, {"text": "\n".join(lines)})
        if way == "x":
            self.act(who, change)
        else:
            self.edit(who, task, token, token, change)

    @rule(who=WHO, task=TASK)
    def involve(self, who: int, task: str) -> None:
        """Somebody more is involved in a task."""
        if self.has(who, task):
            token = self.token()
            involved = [*self.has(who, task).get("involved", []), token]
            self.edit(who, task, token, token, Update(task, {"involved": involved}))

    @rule(who=WHO, task=TASK, at=st.integers(0, 2))
    def leave_out(self, who: int, task: str, at: int) -> None:
        """Somebody is not involved after all."""
        involved = self.has(who, task).get("involved", [])
        if at < len(involved):
            self.give_up(who, task, lambda one: one.token == involved[at])
            left = [*involved[:at], *involved[at + 1 :]]
            self.act(who, Update(task, {"involved": left}))

    @rule(who=WHO, status=st.sampled_from(("open", "started", "done")))
    def status(self, who: int, status: str) -> None:
        """Status and its day, which belong together; the record is made by whoever is first."""
        day = self.day()
        values = {"status": status, "done_on": day}
        upsert = Upsert("task_state", STATE, values, {"task": TASKS[0]})
        self.edit(who, STATE, "status", day, upsert)

    @rule(who=WHO, key=st.sampled_from(("in_use", "tested", "moved")))
    def step(self, who: int, key: str) -> None:
        """A system takes a step."""
        record = self.has(who, SYSTEM)
        if record:
            day = self.day()
            steps = {**record.get("steps", {}), key: {"on": day, "by": f"{who}"}}
            self.edit(who, SYSTEM, key, day, Update(SYSTEM, {"steps": steps}))

    @rule(who=st.integers(0, 1))
    def mail(self, who: int) -> None:
        """A person has another address."""
        if self.has(who, PERSON):
            token = self.token()
            self.edit(who, PERSON, "mail", token, Update(PERSON, {"mail": token}))

    @rule(who=WHO, shared=st.booleans())
    def share(self, who: int, shared: bool) -> None:
        """A view is everybody's, or its owner's alone."""
        if self.has(who, VIEW):
            self.act(who, Update(VIEW, {"shared": shared}))

    @rule(who=WHO)
    def create(self, who: int) -> None:
        """A new task."""
        token = self.token()
        record = f"0101-n{self.number}"
        self.edit(who, record, "title", token, Create("task", {"title": token}, record))

    @rule(who=WHO, record=st.sampled_from((*TASKS, STATE, SYSTEM, PERSON)))
    def delete(self, who: int, record: str) -> None:
        """A record goes to the bin."""
        if self.has(who, record):
            self.give_up(who, record, lambda _: True)
            self.act(who, Delete(record))

    @rule(who=WHO)
    def undo(self, who: int) -> None:
        """The latest step is taken back."""
        with suppress(NothingToUndo):
            applied = self.team.replicas[who].store.undo()
            self.taken_back |= set(applied.ids)
            for one in self.steps[who].pop() if self.steps[who] else []:
                one.is_given_up = True

    # What happens between them and the server.

    @rule(who=WHO, plan=PLAN, crash=CRASH)
    def meet(self, who: int, plan: list[str], crash: int | None) -> None:
        """Somebody meets the server, more or less."""
        self.sync(who, plan, crash)

    def sync(self, who: int, plan: Sequence[str] = (), crash: int | None = None) -> None:
        """A meeting with planned faults that may end in a crash."""
        one = self.team.replicas[who]
        one.connection.planned.extend(plan)
        one.fuse.left = crash
        try:
            error = one.engine.run().error
            assert error is None or isinstance(error, SyncError), error
            assert error is None or plan, error
        except Crash:
            one.reopen() if IS_SOAK else one.begin()
        one.fuse.left = None
        one.connection.planned.clear()
        one.connection.ahead = one.connection.meanwhile = None

    @rule(who=WHO, task=TASK, plan=PLAN)
    def edit_in_flight(self, who: int, task: str, plan: list[str]) -> None:
        """Somebody types while what he typed before is on its way."""
        self.title(who, task)
        self.team.replicas[who].connection.meanwhile = lambda: self.title(who, task)
        self.sync(who, plan)

    @rule(who=WHO, other=WHO, task=TASK, crash=CRASH, is_first=st.booleans())
    def interleaved(
        self, who: int, other: int, task: str, crash: int | None, is_first: bool
    ) -> None:
        """Another one meets the server between our pull and our push, or before its answer."""
        if who != other:
            self.title(who, task)
            self.title(other, task)
            hook = "ahead" if is_first else "meanwhile"
            setattr(self.team.replicas[who].connection, hook, lambda: self.sync(other))
            self.sync(who, crash=crash)

    @rule(who=WHO, other=WHO, task=TASK, fault=st.sampled_from(("lost", "gateway", "cut", "late")))
    def lost_acknowledgement(self, who: int, other: int, task: str, fault: str) -> None:
        """What we sent arrived, we do not know it, and somebody edits it further."""
        if who != other:
            self.sync(who)
            self.title(who, task)
            self.sync(who, ["ok", fault])
            self.sync(other)
            self.title(other, task)
            self.sync(other)
            self.sync(who)

    @rule(who=WHO, other=WHO, task=TASK, fault=st.sampled_from(("ok", "lost", "late")))
    def deletion_race(self, who: int, other: int, task: str, fault: str) -> None:
        """One deletes what the other edits."""
        if who != other:
            self.sync(other)
            self.delete(who, task)
            self.title(other, task)
            self.sync(who, ["ok", fault])
            self.sync(other, ["ok", fault])
            self.sync(who)

    @precondition(lambda self: self.backup is None)
    @rule()
    def back_up(self) -> None:
        """Somebody makes a backup of the server."""
        self.backup = snapshot(self.team.app)

    @precondition(lambda self: self.backup is not None)
    @rule()
    def set_back(self) -> None:
        """The server is restored from its backup."""
        self.landed()
        restore(self.team.app, self.backup)
        provision.rotate_epochs(admin_head(self.team.app))
        for one in self.team:
            one.begin()
        self.was_set_back = True

    # What must be true in the end.

    def landed(self) -> None:
        """Note what the server has had, before its memory is set back."""
        self.once = getattr(self, "once", "") + json.dumps(self.history(), ensure_ascii=False)

    def history(self) -> list[dict[str, Any]]:
        """Everything that was ever stored, oldest first."""
        return [one for one in history(self.team.app, OURS) if one.get("record_id")]

    def teardown(self) -> None:
        """Nothing is lost, everybody has the same, and nobody was asked for nothing."""
        self.heal()
        self.check_convergence()
        self.check_nothing_lost()
        if not self.was_set_back:
            self.check_no_false_conflict()
            self.check_no_resurrection()

    def heal(self) -> None:
        """All connections work again."""
        for one in self.team:
            one.connection.late = None
        self.team.settle()

    def check_convergence(self) -> None:
        """All have what the server has, and nothing is left to send."""
        common, people = self.team.content(COMMON), self.team.content(CONFIDENTIAL)
        for one in self.team:
            seen = {
                name: record
                for name, record in one.content().items()
                if record["type"] != "view" or record.get("shared")
            }
            assert seen == (common if one.account == BO else {**common, **people}), one.name
            assert not one.unsent()
            assert not one.rows("SELECT * FROM sync_refusal")
            assert one.rows("PRAGMA integrity_check") == [("ok",)]

    def check_nothing_lost(self) -> None:
        """What was typed was once on the server, or waits in a conflict, or was given up."""
        self.landed()
        for one in self.typed:
            replica = self.team.replicas[one.who]
            if not one.is_given_up and one.token not in self.once:
                asked = json.dumps([c["mine"] for c in replica.conflicts()], ensure_ascii=False)
                assert one.token in asked, (vars(one), replica.name)

    def check_no_false_conflict(self) -> None:
        """Nobody is asked about a value that had arrived."""
        arrived = defaultdict(set)
        for entry in self.history():
            for column, value in _plain(entry["target"]["data"]):
                arrived[entry["record_id"], column].add(value)
        for one in self.team:
            for conflict in one.conflicts():
                if conflict["sort"] == "fields" and conflict["record_id"] not in self.taken_back:
                    for column, mine in _plain(conflict["mine"]):
                        before = conflict["before"].get(column)
                        if before is not None and mine != before and column in ("title", "mail"):
                            assert mine not in arrived[conflict["record_id"], column], conflict

    def check_no_resurrection(self) -> None:
        """A title that was replaced does not come back while its record lives."""
        current: dict[str, Any] = {}
        former: dict[str, set[Any]] = defaultdict(set)
        for entry in self.history():
            record, data = entry["record_id"], entry["target"]["data"]
            if record in self.taken_back:
                continue
            if data.get("deleted"):
                current.pop(record, None)
                former[record].clear()
            elif data.get("title") != current.get(record):
                assert data.get("title") not in former[record], entry
                former[record].add(current.get(record))
                current[record] = data.get("title")


def _plain(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in values.items() if isinstance(value, str))
