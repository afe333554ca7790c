"""The form: made from declarations, checked beside the field, writing only what was changed."""

import json
from typing import Any

import pytest
from textual import events
from textual.geometry import Offset

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.edits import Me
from kombit_tui.db.forms import Part, parts_of
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.queries.records import subjects
from kombit_tui.db.store import Store
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.records import KINDS
from kombit_tui.screens.form import Answer, Form
from kombit_tui.widgets.date_field import DateField
from kombit_tui.widgets.form_field import FormField
from kombit_tui.widgets.month_grid import MonthGrid
from tests.conftest import NOW
from tests.tools.dashboard import Dashboard, dashboard
from tests.ui.hostile import BRACKETS, ESCAPES, FORBIDDEN

FORMS = (
    "agenda_item",
    "campaign_system",
    "assignment",
    "person",
    "price",
    "profile",
    "agreement_state",
    "campaign",
)
"""Kinds that together have every type of field."""
ME = Me("0999", "tester", NOW.date())


def field(open_: Dashboard, name: str, kind: str = "") -> FormField:
    """A field of the open form."""
    form = open_.app.screen
    assert isinstance(form, Form)
    return next(
        one for part, one in form.fields if one.field.name == name and kind in ("", part.kind)
    )


async def go_to(open_: Dashboard, name: str, kind: str = "") -> FormField:
    """Put the cursor in a field."""
    found = field(open_, name, kind)
    next(one for one in found.query("*") if one.can_focus).focus()
    await open_.press()
    return found


def last_step(store: Store) -> list[tuple[str, dict[str, Any]]]:
    """Kind and changed fields of what was written last."""
    rows = store.reader.execute(
        'SELECT kind, "after" FROM journal_entry WHERE group_id = '
        "(SELECT id FROM journal_group ORDER BY seq DESC LIMIT 1) ORDER BY seq"
    )
    return [(row[0], json.loads(row[1])) for row in rows]


async def test_only_what_was_changed_is_written_and_as_one_step(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        bare = {"text": None, "due_real": None, "involved": None, "count_done": None}
        vague = {"start": "2026-08", "start_text": "i august"}
        demo_store.apply([Update(task, {**bare, **vague})], "Vag")
        await open_.press("e")
        assert "KLIK-opgave: " in open_.text
        assert "= august 2026 (01-08-2026 til 31-08-2026)" in open_.text
        title = await go_to(open_, "title")
        await open_.press("end", *" [b]", "tab", "right")
        assert title.has_class("-changed")
        await go_to(open_, "count_done")
        await open_.press(*"1.204")
        await go_to(open_, "text")
        await open_.press(*"To", "enter", *"linjer")
        await go_to(open_, "involved")
        await open_.press(*"DPO; It, drift")
        await go_to(open_, "due_real")
        await open_.press(*"frist+1u")
        await go_to(open_, "status", "task_state")
        assert "Hos os" in open_.text
        await open_.press("enter", "end", "enter")
        await go_to(open_, "responsible", "task_state")
        await open_.press("s", *"trandg", "enter", "ctrl+s")
        (first, own), (second, ours) = last_step(demo_store)
        due = demo_store.reader.execute("SELECT due FROM task WHERE id = ?", (task,)).fetchone()[0]
        assert (first, second) == ("task", "task_state")
        assert own.pop("due_real") > due
        assert own.pop("title").endswith(" [b]")
        assert own.pop("kind") == "anbefalet"
        assert own == {
            "count_done": 1204,
            "text": "To\nlinjer",
            "involved": ["DPO", "It, drift"],
        }
        assert ours["status"] == "done"
        assert open_.hint.startswith("Gemt (u fortryder): Rettet: ")
        assert "Titel" in open_.hint
        await open_.press("u")
        row = demo_store.reader.execute("SELECT start_text FROM task WHERE id = ?", (task,))
        assert row.fetchone()[0] == "i august"


async def test_what_is_wrong_stands_beside_the_field_and_nothing_is_saved(
    demo_store: Store,
) -> None:
    async with dashboard(demo_store, "tasks", (80, 24)) as open_:
        await open_.press("n")
        assert "Ny: KLIK-opgave" in open_.text
        await open_.press("ctrl+s")
        assert "! Titel skal udfyldes." in open_.text
        assert "Ikke gemt" in open_.text
        await open_.press(*"Egen opgave")
        assert "skal udfyldes" not in open_.text
        count = await go_to(open_, "count_open")
        await open_.press(*"1,5")
        assert "«1,5» er ikke et helt tal." in open_.text
        day = await go_to(open_, "counts_on")
        await open_.press(*"31/2", "ctrl+s")
        assert open_.app.focused in list(count.query("*"))
        await open_.press("home", "shift+end", *"7")
        await open_.press("ctrl+s")
        assert open_.app.focused in list(day.query("*"))
        await open_.press("home", "shift+end", "delete", "ctrl+s")
        assert len(open_.app.screen_stack) == 1
        (written,) = last_step(demo_store)
        assert written == ("task", {"title": "Egen opgave", "kind": "lokal", "count_open": 7})
        task = open_.cursor
        assert "Egen opgave" in open_.text
        await open_.press("t", *"fre", "enter")
        row = demo_store.reader.execute("SELECT due FROM task WHERE id = ?", (task,)).fetchone()
        assert row[0] == "2026-08-21"


async def test_flags_choices_and_records_by_keys_and_esc_asks_once(demo_store: Store) -> None:
    async with dashboard(demo_store, "roles", (80, 24)) as open_:
        await open_.press("j", "n", "end", "up", "enter")
        assert "Ny: Person" in open_.text
        await open_.press(*"Ny Nielsen", "down", "down", "down")
        await open_.press("space", "space", "space", "down", "right", "right", "left")
        assert "[x] ja" in open_.text
        assert "< Ingen bruger >" in open_.text
        await open_.press("escape")
        assert "Esc igen kasserer ændringerne" in open_.text
        await open_.press("right", "escape", "ctrl+s")
        (written,) = last_step(demo_store)
        assert written == (
            "person",
            {"name": "Ny Nielsen", "is_manager": True, "user_type": "reader"},
        )
        await open_.press("n", "enter")
        role = field(open_, "role")
        assert role.former["role"] == open_.cursor
        await open_.press("n", *"y nielsen", "enter")
        await go_to(open_, "deputy")
        await open_.press(*"Otto Prik", "enter", "ctrl+s")
        kinds = [kind for kind, _ in last_step(demo_store)]
        assert sorted(kinds) == ["assignment", "person"]
        await open_.press("e", "escape")
        assert len(open_.app.screen_stack) == 1
        await open_.press("e", "ctrl+s")
        assert "Ingen ændring" in open_.hint


async def test_a_form_that_is_left_unchanged_writes_nothing(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (80, 24)) as open_:
        for kind in FORMS:
            found = list(known_records(demo_store.reader, [kind])[kind])[:1]
            for one in subjects(demo_store.reader, found):
                answers: list[Answer | None] = []
                parts = parts_of(demo_store.reader, one, ME)
                open_.app.push_screen(Form(demo_store, parts, one.title, {}), answers.append)
                await open_.press("ctrl+s")
                (answer,) = answers
                assert answer is not None, kind
                assert answer.changes == (), kind


def test_every_type_of_field_was_in_one_of_those_forms() -> None:
    fields = [field for kind in FORMS for field in KINDS[kind].fields if field.editable]
    assert {field.type for field in fields} == set(FieldType)


@pytest.mark.parametrize("name", ["title", "consequence"])
async def test_hostile_text_in_a_form_is_cleaned_and_shown_as_it_is(
    demo_store: Store, name: str
) -> None:
    async with dashboard(demo_store, "tasks", (200, 50)) as open_:
        task = open_.cursor
        await open_.press("e")
        await go_to(open_, name)
        await open_.press("home", "shift+end", "delete")
        for text in (*BRACKETS, *ESCAPES):
            focused = open_.app.focused
            assert focused is not None
            focused.post_message(events.Paste(f"{text} "))
        await open_.press("home", "pageup")
        assert "[@click=app.quit]x[/]" in open_.text
        await open_.press("ctrl+s")
        row = demo_store.reader.execute(f"SELECT {name} FROM task WHERE id = ?", (task,))
        kept = row.fetchone()[0]
        assert not set(FORBIDDEN) & set(kept)
        assert all(text in kept for text in BRACKETS)
        await open_.press("e", "escape")


async def test_pickers_and_headings_show_hostile_names_as_text(demo_store: Store) -> None:
    names = "".join(BRACKETS)
    demo_store.apply(
        [Create("person", {"name": names}, "0999-p"), Create("task", {"title": names}, "0999-t")],
        "Ny",
    )
    async with dashboard(demo_store, "tasks") as open_:
        open_.listed.list.go_to("0999-t")
        await open_.press("t", "escape", "c", "escape", "a", *"[/x]")
        assert "[@click=app.quit]x[/]" in open_.text
        await open_.press("enter", "e")
        assert "[/x]" in open_.text
        await open_.press("ctrl+s", "delete", "u")
        assert "[/x]" in open_.hint


async def test_a_day_of_the_month_can_be_clicked(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        part = Part("task", "x", {"due": "2026-08-19"}, is_new=True)
        open_.app.push_screen(Form(demo_store, (part,), "Prøve", {}))
        await open_.press()
        due = await go_to(open_, "due")
        assert isinstance(due.editor, DateField)
        await open_.press("pagedown", "pageup", "down")
        grid = open_.app.screen.query_one(MonthGrid)
        await open_.pilot.click(grid, offset=Offset(38, 0))
        assert "september 2026" in open_.text
        await open_.pilot.click(grid, offset=Offset(7, 3))
        assert due.editor.input.value == "07-09-2026"
        assert not open_.app.screen.query(MonthGrid)
        await open_.press("down", "tab")
        assert not open_.app.screen.query(MonthGrid)
