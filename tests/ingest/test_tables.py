"""Spreadsheets: what their columns are taken for, what their cells say, and what is remembered."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.queries.performers import performers
from kombit_tui.db.queries.tasks import TaskPages
from kombit_tui.db.store import Store
from kombit_tui.domain.entry import shown
from kombit_tui.domain.fields import FieldType
from kombit_tui.errors import MappingInvalid
from kombit_tui.export import Table, line_of
from kombit_tui.export.csv_file import csv_bytes
from kombit_tui.export.whole import LISTED_AS, as_file
from kombit_tui.ingest.extract import extract
from kombit_tui.ingest.extract.cell_values import read_cell
from kombit_tui.ingest.headings import Certainty, TableFound, is_mappable, key_of, table_of
from kombit_tui.ingest.mapping import NOTHING_SAID, Said, said_in, sender_of, taught
from kombit_tui.ingest.own import CHANGES_OURS
from kombit_tui.ingest.pipeline import IMPORTED
from kombit_tui.ingest.plan import Plan, make_plan
from kombit_tui.ingest.tables import KINDS_IN_TABLES, field_of
from kombit_tui.ingest.telling import left_lines, table_lines, unused_lines
from kombit_tui.wording.task_rows import TASK_COLUMNS, task_line
from tests.conftest import NOW
from tests.ingest.reading import read_here
from tests.ingest.test_plan import TODAY
from tests.tools.imported import apply, carry_out

ANY = st.lists(st.text(max_size=15), min_size=1, max_size=8)


def taken(table: TableFound) -> dict[str, str]:
    """The fields that the heads were taken for."""
    return {one.heading: one.field for one in table.columns if one.field is not None}


@pytest.mark.parametrize(
    ("heads", "kind", "fields"),
    [
        (
            "ID;Navn;Type;Varighed;Start dato;Slut dato;Status;Ansvarlig;Udfører;Projekt",
            "task",
            "code title kind duration start due status responsible performer project",
        ),
        ("Opgave-ID;Opgavenavn;Varighed (timer);Frist", "task", "code title duration due"),
        ("Titel;Deadline;Ansvarlig", "task", "title due responsible"),
        ("Fagsystem;Leverandør;Systemejer", "system", "name vendor owner"),
        ("System;Forløb;Planlagt flyttet;Risiko", "system", "name campaign plan_date risk"),
        ("Rolle;Niveau;System;Indehaver", "role", "name level system person"),
        ("Navn;E-mail;Afdeling;Er leder", "person", "name mail unit is_manager"),
        ("Aftale;Udsendt;Underskriver", "agreement", "title sent signer"),
        ("System;År;Pris (kr.);Enhed", "price", "system year amount unit"),
        ("Milepæl;Dato;Område", "milestone", "title date area"),
    ],
)  # fmt: skip
def test_a_table_is_about_what_its_heads_say(heads: str, kind: str, fields: str) -> None:
    found = table_of(heads.split(";"))
    assert (found.kind, found.is_sure, found.needs_a_look) == (kind, True, False)
    assert list(taken(found).values()) == fields.split()


@pytest.mark.parametrize(
    ("heads", "kind", "unsure"),
    [
        ("Opgavens navn;Frist", "task", ["Opgavens navn"]),
        ("Opgavenavne;Startdato;Frist;Varighed", "task", ["Opgavenavne"]),
        ("Navn;Mail", "person", []),
        ("Foo;Bar", None, []),
        ("", None, []),
    ],
)
def test_what_is_a_guess_is_said_to_be_one(heads: str, kind: str | None, unsure: list[str]) -> None:
    found = table_of(heads.split(";"))
    assert (found.kind, [one.heading for one in found.unsure]) == (kind, unsure)
    assert found.needs_a_look


def test_what_we_do_is_left_out_where_nothing_says_of_what() -> None:
    found = table_of(["System", "Leverandør", "Risiko"])
    assert taken(found) == {"System": "name", "Leverandør": "vendor"}


@given(ANY, ANY)
def test_any_heads_make_a_table_that_has_each_field_once(heads: list[str], ids: list[str]) -> None:
    found = table_of(heads, ids)
    assert [one.heading for one in found.columns] == heads
    assert len(set(taken(found).values())) == sum(one.field is not None for one in found.columns)
    assert all((one.field is None) or one.certainty is not Certainty.NONE for one in found.columns)


def test_a_head_as_long_as_a_cell_may_be_is_no_head() -> None:
    assert len(key_of("(" * 32_000 + "x" * 32_000)) < 200
    assert table_of(["x" * 32_000, "(" * 32_000] * 100).kind is None


def test_every_field_that_a_column_can_hold_is_known_by_its_label() -> None:
    for kind in KINDS_IN_TABLES.values():
        for field in filter(is_mappable, kind.fields):
            said = {key_of(field.label): field.name}
            found = table_of([field.label, "x"], said={**said, "x": kind.naming[0]}, kind=kind.name)
            assert found.columns[0].field in (field.name, None)


# Cells.

FIELD = {
    "due": ("task", "due"),
    "status": ("task", "status"),
    "kind": ("task", "kind"),
    "signed_on": ("agreement", "signed_on"),
    "amount": ("price", "amount"),
    "year": ("price", "year"),
    "mandatory": ("role", "mandatory"),
    "responsible": ("task", "responsible"),
}


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("due", "31-03-2027", {"due": "2027-03-31"}),
        ("due", "1.3.2027 08:30", {"due": "2027-03-01"}),
        ("due", "2027-03-31", {"due": "2027-03-31"}),
        ("due", "46112", {"due": "2026-03-31"}),
        ("due", "ultimo maj 2027", {"due": "2027-05-21/2027-05-31", "due_text": "ultimo maj 2027"}),
        ("due", "-", {}),
        ("due", "Uafklaret", {"due_text": "Uafklaret"}),
        ("signed_on", "31/3/2027", {"signed_on": "2027-03-31"}),
        ("status", "Ikke påbegyndt", {"status": "open"}),
        ("status", "igangværende", {"status": "started"}),
        ("status", "AFSLUTTET", {"status": "done"}),
        ("kind", "Obligatorisk på kritisk vej", {"kind": "obligatorisk_kritisk_vej"}),
        ("kind", "Kritisk", {"kind": "obligatorisk_kritisk_vej"}),
        ("kind", "Oblig.", {"kind": "obligatorisk"}),
        ("kind", "Til orientering", {}),
        ("responsible", "'-Bo", {"responsible": "-Bo"}),
        ("amount", "1.234,50 kr.", {"amount": 1234.5}),
        ("year", "2027", {"year": 2027}),
        ("mandatory", "Ja", {"mandatory": True}),
        ("mandatory", "x", {"mandatory": True}),
        ("responsible", "Øjvind Kjær", {"responsible": "Øjvind Kjær"}),
        ("responsible", "(ubesat)", {}),
    ],
)
def test_a_cell_says_what_a_dane_means(name: str, text: str, values: dict[str, Any]) -> None:
    assert read(name, text) == (values, "")


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("due", "snart", "Frist i KLIK: «snart» er ikke en dato."),
        ("due", "31-02-2027", "Frist i KLIK: «31-02-2027» er ikke en dato."),
        ("signed_on", "maj 2027", "er ikke en dato"),
        ("status", "måske", "kendes ikke"),
        ("amount", "mange", "er ikke et tal"),
    ],
)
def test_a_cell_that_says_nothing_is_told(name: str, text: str, wrong: str) -> None:
    values, told = read(name, text)
    assert name not in values
    assert wrong in told


def read(name: str, text: str) -> tuple[dict[str, Any], str]:
    """What a cell says, and why it does not."""
    kind, field_name = FIELD[name]
    field = field_of(KINDS_IN_TABLES[kind], field_name)
    assert field is not None
    found = read_cell(field, text, date(2027, 1, 1))
    return dict(found.values), found.wrong


@given(st.text(max_size=30), st.sampled_from(sorted(FIELD)))
def test_no_cell_makes_it_raise(text: str, name: str) -> None:
    read(name, text)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_as_it_is_shown(day: date) -> None:
    field = field_of(KINDS_IN_TABLES["task"], "due")
    assert field is not None
    assert field.type is FieldType.DATE
    assert read("due", shown(field, {"due": day.isoformat()}))[0] == {"due": day.isoformat()}


# Whole files.

Importing = Callable[..., Plan]


@pytest.fixture
def planned(store: Store, tmp_path: Path) -> Importing:
    """The plan for a table with these lines."""

    def plan(*lines: str, name: str = "liste.csv", said: Said = NOTHING_SAID) -> Plan:
        path = tmp_path / name
        path.write_text("\n".join(lines), "utf-8")
        known = known_records(store.reader, IMPORTED)
        return make_plan(extract(read_here(path)), known, store.municipality, TODAY, said)

    return plan


def records(store: Store, kind: str) -> list[dict[str, Any]]:
    """What the store has of a kind."""
    return list(known_records(store.reader, [kind])[kind].values())


TASKS = ("ID;Navn;Projekt;Frist;Status;Ansvarlig", "A1;Bestil adgang;KY;31-03-2027;I gang;Bo Ny")


def test_a_row_gives_a_task_what_we_do_about_it_and_who_does(
    store: Store, planned: Importing
) -> None:
    carry_out(store, planned(*TASKS))
    [task], [state], [person] = (records(store, k) for k in ("task", "task_state", "person"))
    assert (task["code"], task["due"]) == ("A1", "2027-03-31")
    assert (state["status"], person["name"]) == ("started", "Bo Ny")
    assert {state["task"], state["responsible"]} == {
        *known_records(store.reader, ["task"])["task"],
        *known_records(store.reader, ["person"])["person"],
    }
    assert planned(*TASKS).changes == ()
    store.undo()
    assert store.is_empty()


def test_our_own_status_is_not_changed_unseen(store: Store, planned: Importing) -> None:
    carry_out(store, planned(*TASKS))
    again = planned(TASKS[0], TASKS[1].replace("I gang", "Fuldført"), name="ny.csv")
    [changed] = [one for one in again.entries if one.is_stored]
    assert (changed.kind, changed.title, changed.flags) == (
        "task_state",
        "Bestil adgang",
        (CHANGES_OURS,),
    )
    assert again.sure() == ()
    assert any("Ændrer det" in line for line in left_lines(again))


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (("System;Leverandør;Ejer", "KY;KMD;Bo Ny"), {"system", "person"}),
        (("Rolle;Niveau;Indehaver", "Træner;Taktisk;Bo Ny"), {"role", "assignment", "person"}),
        (("Navn;Mail;Enhed", "Bo Ny;bo@korsbaek.example;IT"), {"person"}),
        (
            ("Aftale;Udsendt;Underskriver;Underskrevet den", "Bilag 1;01-02-2027;Bo;03-02-2027"),
            {"agreement", "agreement_state", "person"},
        ),
        (("System;År;Pris;Enhed", "KY;2027;1.234,5;pr. borger"), {"price"}),
    ],
)
def test_tables_of_other_kinds_are_imported_once(
    store: Store, planned: Importing, lines: tuple[str, ...], kinds: set[str]
) -> None:
    first = planned(*lines)
    assert {one.kind for one in first.changes} - {"source"} == kinds
    assert {one.confidence for one in first.entries} == {0.95}
    carry_out(store, first)
    assert planned(*lines).changes == ()
    assert planned(*lines, name="anden.csv").accepted() == ()


def test_what_a_row_says_wrongly_is_told_and_not_stored_unseen(planned: Importing) -> None:
    made = planned("ID;Navn;Frist;Status", "A1;Bestil;31-03-2027;måske", "A2;Mød;31-03-2027;")
    assert [one.title for one in made.records if one.key in made.sure()] == ["Mød"]
    assert any("«måske» kendes ikke" in flag for one in made.entries for flag in one.flags)


def test_rows_that_are_nearly_alike_are_two(store: Store, planned: Importing) -> None:
    lines = ("Rolle;Niveau", "Træner af roller i SAPA;Taktisk", "Træner af roller i SAPO;Taktisk")
    carry_out(store, planned(*lines))
    assert len(records(store, "role")) == 2
    assert planned(*lines).changes == ()


def test_a_row_without_a_name_is_not_dropped_in_silence(planned: Importing) -> None:
    assert planned("ID;Navn;Frist", "A1;Bestil;31-03-2027", "A2;;31-03-2027").unread


def test_an_export_of_ours_comes_back_without_a_change(demo_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "opgaver.csv"
    path.write_bytes(exported(demo_store))
    known = known_records(demo_store.reader, IMPORTED)
    made = make_plan(extract(read_here(path)), known, demo_store.municipality, TODAY)
    assert not any(table.needs_a_look for table in made.tables)
    assert len(made.entries) > 60
    assert [one for one in made.entries if one.is_stored] == []
    text = path.read_text("utf-8-sig").replace(";Ikke påbegyndt;", ";Fuldført;")
    path.write_text(text, "utf-8")
    edited = make_plan(extract(read_here(path)), known, demo_store.municipality, TODAY)
    assert {one.kind for one in edited.entries if one.is_stored} == {"task_state"}


def exported(store: Store) -> bytes:
    """The list of all tasks as csv."""
    pages = TaskPages(store.reader)
    held = performers(store.reader, NOW.date())
    rows = [task_line(row, NOW.date(), held) for row in pages.page(0, len(pages))]
    columns = range(len(TASK_COLUMNS))
    lines = tuple(line_of(row, columns) for row in rows)
    return csv_bytes(Table("Opgaver", tuple(one.label for one in TASK_COLUMNS), lines))


def edited(store: Store, path: Path, kind: str, *edits: tuple[str, str]) -> Plan:
    """The plan for a sheet of all records of a kind that was exported, and edited since."""
    ids = list(known_records(store.reader, [kind])[kind])
    path.write_bytes(as_file(store.reader, path.suffix[1:], kind, ids, "", NOW).content)
    if edits:
        text = path.read_text("utf-8-sig")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
    known = known_records(store.reader, IMPORTED)
    return make_plan(extract(read_here(path)), known, store.municipality, TODAY)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", sorted(set(LISTED_AS) - {"question", "news"}))
def test_nothing_is_called_unused_in_an_export_that_nobody_edited(
    demo_store: Store, tmp_path: Path, kind: str, ending: str
) -> None:
    made = edited(demo_store, tmp_path / f"ark.{ending}", kind)
    assert made.unused == ()
    assert made.entries
    assert not any(one.is_stored for one in made.entries)


def test_an_edit_that_an_import_does_not_take_is_told_with_its_column_and_row(
    store: Store, tmp_path: Path
) -> None:
    task = {"title": "Bestil adgang", "code": "A1", "due": "2027-03-31"}
    store.apply([Create("task", task, "0999-12345678")], "Opgave")
    edits = (
        ("Bestil adgang", "Bestil nøgle"),
        ("31-03-2027", ""),
        (";Ikke påbegyndt;", ";Fuldført;"),
    )
    made = edited(store, tmp_path / "ark.csv", "task", *edits)
    assert [one.kind for one in made.entries if one.is_stored] == ["task_state"]
    due, title = sorted(made.unused)
    assert title == (2, "«Titel»: «Bestil nøgle» i stedet for «Bestil adgang»")
    assert due[1].endswith(": «tomt» i stedet for «31-03-2027» (Bestil adgang)")
    told = list(unused_lines(made))
    assert told[0].startswith("Læst, men ikke brugt, linje 2: «")
    assert "kun det, I selv gør" in told[-1]


def test_of_a_kind_that_no_sheet_is_read_as_edits_are_told_too(
    demo_store: Store, tmp_path: Path
) -> None:
    item = known_records(demo_store.reader, ["agenda_item"])["agenda_item"]
    title = str(next(iter(item.values()))["title"])
    made = edited(demo_store, tmp_path / "ark.csv", "agenda_item", (title, "Noget andet"))
    assert [text for _, text in made.unused] == [f"«Titel»: «Noget andet» i stedet for «{title}»"]


# What is said of columns.

STRANGE = ("Hvad;Senest;Hvem", "Bestil;31-03-2027;Bo Ny")


def test_a_table_that_is_not_understood_says_how_to_tell_it(planned: Importing) -> None:
    made = planned(*STRANGE)
    assert made.is_barren
    told = "\n".join(table_lines(made))
    assert "tabellen er ikke læst" in told
    assert "--map Hvad=task.title" in told


def test_what_is_said_of_columns_is_remembered_for_the_sender(
    store: Store, planned: Importing
) -> None:
    said = said_in(["Hvad=task.title", "senest=due", "HVEM=responsible"])
    made = planned(*STRANGE, name="Opgaver uge 47.csv", said=said)
    apply(store, made, made.sure())
    next_week = planned(*STRANGE, "Mød;30-04-2027;Bo Ny", name="Opgaver uge 48.csv")
    assert [table.needs_a_look for table in next_week.tables] == [False]
    assert len(next_week.sure()) == 2, "the new task, and who does it"
    elsewhere = planned(*STRANGE, "Mød;30-04-2027;Bo Ny", name="fra leverandør.csv")
    assert [one.heading for one in elsewhere.tables[0].unsure] == ["Hvad", "Senest", "Hvem"]
    assert elsewhere.sure() == ()


def test_a_mapping_is_part_of_the_step_that_undo_takes_back(
    store: Store, planned: Importing
) -> None:
    said = said_in(["Hvad=task.title"])
    made = planned(*STRANGE, said=said)
    apply(store, made, ())
    assert {one["kind"] for one in records(store, "column_mapping")} == {"task"}
    assert records(store, "task") == records(store, "source") == []
    assert "column_mapping" not in {one.kind for one in planned(*STRANGE, said=said).changes}
    store.undo()
    assert store.is_empty()


def test_a_guess_that_somebody_confirms_is_sure(planned: Importing) -> None:
    lines = ("Opgavens navn;Frist", "Bestil;31-03-2027")
    assert planned(*lines).sure() == ()
    confirmed = planned(*lines, said=Said(confirmed=True))
    assert len(confirmed.sure()) == 1
    left_out = planned(*lines, said=said_in(["Opgavens navn=title", "Frist=-"]))
    assert left_out.entries[0].values.get("due") is None


def test_a_guess_is_remembered_with_a_row_that_is_accepted_as_it_is(
    store: Store, planned: Importing
) -> None:
    lines = ("Opgavens navn;Frist", "Bestil;31-03-2027", "Mød;30-04-2027")
    made = planned(*lines)
    first, second = made.entries
    assert first.flags == (
        "Er rækkerne KLIK-opgaver? Det er et gæt.",
        "Er kolonnen «Opgavens navn» Titel? Det er et gæt.",
    )
    assert made.accepted(()) == ()
    mended = made.accepted({first.key}, {first.key: {"title": "Bestil adgang"}})
    assert "column_mapping" not in {one.kind for one in mended}
    apply(store, made, {first.key})
    assert [one.key for one in planned(*lines).entries if one.is_stored] == [second.key]
    assert not planned(*lines).tables[0].needs_a_look


@pytest.mark.parametrize("word", ["Navn", "=title", "Navn=", "Navn=ukendt", "Navn=sted.title"])
def test_what_says_nothing_of_a_column_is_refused(word: str) -> None:
    with pytest.raises(MappingInvalid):
        said_in([word])


def test_a_column_that_is_not_there_is_refused(planned: Importing) -> None:
    with pytest.raises(MappingInvalid, match="ingen kolonne") as caught:
        planned(*TASKS, said=said_in(["Fejl=title"]))
    assert "Kolonnerne er: ID, Navn" in caught.value.hint


def test_a_mapping_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    known: Any = {"x": {"sender": "liste", "headings": "hvad|hvem|senest", "kind": "rocket"}}
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(STRANGE), "utf-8")
    found = extract(read_here(path))
    assert taught(found, known) == found


@pytest.mark.parametrize(
    ("name", "sender"),
    [
        ("Opgaver uge 47.xlsx", "opgaver uge"),
        ("opgaver_uge_48 (2).xlsx", "opgaver uge"),
        ("2027-01-31.csv", "fil"),
    ],
)
def test_a_sender_is_known_by_the_words_of_the_file_name(name: str, sender: str) -> None:
    assert sender_of(name) == sender
