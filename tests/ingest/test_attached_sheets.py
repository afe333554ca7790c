"""Sheets that came with a mail: they are imported as if they had been saved and opened first."""

from email.message import EmailMessage
from pathlib import Path

from kombit_tui.db.queries.known import known_records
from kombit_tui.db.store import Store
from kombit_tui.ingest.mapping import said_in
from kombit_tui.ingest.pipeline import apply_together, files_as_json, plan_in_turn, read_whole
from kombit_tui.ingest.reviewing import Material, ReadFile
from tests.ingest.test_reviewing import draft
from tests.tools.imported import plan_file, read_file

SHEET = "Hvad;Projekt;Senest\nUdpeg leder;Løn;31-12-2026\nMød op;Løn;30-11-2026\n"
SAID = said_in(["Hvad=task.title", "Senest=due"])


def mailed(folder: Path, **sheets: str) -> Path:
    """A mail that tells of a meeting, with sheets."""
    message = EmailMessage()
    message["Subject"] = "Opgaver"
    message["From"] = "Signe Holm-Krag <shk@korsbaek.example>"
    message["Date"] = "Wed, 14 Oct 2026 10:00:00 +0200"
    message.set_content("Hej alle\n\nSe arket.\n")
    for name, text in sheets.items():
        message.add_attachment(
            text.encode(), maintype="text", subtype="csv", filename=f"{name} uge 47.csv"
        )
    path = folder / "mail.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_a_sheet_in_a_mail_is_read_as_the_same_sheet_alone(tmp_path: Path) -> None:
    mail = mailed(tmp_path, Opgaver=SHEET)
    alone = tmp_path / "Opgaver uge 47.csv"
    alone.write_bytes(SHEET.encode())
    about, sheet = read_whole(mail)
    assert sheet == read_file(alone)
    assert [one.heading for one in sheet.tables[0].columns] == ["Hvad", "Projekt", "Senest"]
    assert about.source.file == "mail.eml"
    assert not about.sheets
    assert not about.tasks


def test_what_is_said_of_its_columns_is_remembered_for_the_sheet_that_is_opened_alone(
    store: Store, tmp_path: Path
) -> None:
    chosen = plan_in_turn(store, read_whole(mailed(tmp_path, Opgaver=SHEET)), 0.8, SAID)
    apply_together(store, chosen)
    tasks = known_records(store.reader, ["task"])["task"].values()
    assert {one["title"] for one in tasks} == {"Udpeg leder", "Mød op"}
    again = tmp_path / "Opgaver uge 48.csv"
    again.write_text(SHEET, "utf-8")
    plan = plan_file(store, again)
    assert not any(table.needs_a_look for table in plan.tables)
    assert plan.changes == ()


def test_a_review_of_a_mail_has_the_columns_and_rows_of_its_sheets(
    store: Store, tmp_path: Path
) -> None:
    read = read_whole(mailed(tmp_path, Opgaver=SHEET, Flere=SHEET.replace("Mød", "Gå")))
    review = draft(store, Material(tuple(map(ReadFile, read)))).review
    assert review.files == ("mail.eml", "Opgaver uge 47.csv", "Flere uge 47.csv")
    assert [table.file for table in review.tables] == list(review.files[1:])


def test_scripts_get_the_mail_and_each_of_its_sheets(tmp_path: Path) -> None:
    about, sheet = files_as_json(mailed(tmp_path, Opgaver=SHEET), said=SAID)
    assert about["source"]["kind"] != "table"
    assert sheet["source"]["file"] == "Opgaver uge 47.csv"
    assert [one["title"] for one in sheet["tasks"]] == ["Udpeg leder", "Mød op"]
