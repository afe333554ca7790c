"""The notes of a meeting as Markdown."""

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.agenda import MeetingRow, agenda
from kombit_tui.db.queries.beside import Papers, papers
from kombit_tui.db.store import Store
from kombit_tui.export.meeting_notes import meeting_notes
from tests.conftest import NOW

TODAY = NOW.date()


def of_meeting(store: Store, at: int) -> Papers:
    """The papers of a meeting, counted from the next one."""
    held = [row for row in agenda(store.reader, TODAY) if isinstance(row, MeetingRow)]
    found = papers(store.reader, held[at].id, TODAY)
    assert found is not None
    return found


def test_the_notes_tell_agenda_states_own_notes_questions_and_what_is_touched(
    demo_store: Store,
) -> None:
    lines = meeting_notes(of_meeting(demo_store, 0), TODAY).splitlines()
    text = "\n".join(lines)
    assert lines[0].startswith("# Programledermøde: CH2/STS2")
    assert "- 3 af 8 gennemgået pr. 19-08-2026" in lines
    assert "2. **CH2/STS2: hvor langt er kommunerne, og hvem bruger stadig version 1?**" in lines
    assert "   > Bed om listen over kald til version 1." in text
    assert "   - DOS: 29 kommuner mangler på biblioteksområdet" in lines
    headings = [line for line in lines if line.startswith("## ")]
    assert headings == [
        "## Dagsorden", "## Spørgsmål", "## Vores opgaver", "## Ubesatte roller", "## Systemer",
        "## Aftaler"]  # fmt: skip
    assert "fra 27-07-2026" in text
    assert "ubesvaret" in text
    touched = [line for line in lines if "Skift certifikat på CH2" in line]
    assert len(touched) == 1


def test_decisions_are_gathered_and_answers_told(demo_store: Store) -> None:
    text = meeting_notes(of_meeting(demo_store, 1), TODAY)
    assert "## Beslutninger" in text
    assert "Jakob tager ny stikprøve på 40 krav" in text
    assert "  Nej, først når det er taget i brug." in text


def test_a_bare_meeting_and_hostile_text_make_notes(store: Store) -> None:
    values = {"title": "[/x] *Møde* <b>", "date": "2026-09-01"}
    store.apply([Create("meeting", values, "0999-m")], "Nyt")
    text = meeting_notes(of_meeting(store, 0), TODAY)
    assert text.startswith(r"# \[/x\] \*Møde\* \<b\>")
    assert "##" not in text
