"""What a row of the task list says: which deadline, who does it, and whose task it is."""

from datetime import date
from typing import Any

import pytest

from kombit_tui.db.queries.performers import Performers
from kombit_tui.db.queries.task_pages import TaskRow
from kombit_tui.wording.task_rows import TASK_COLUMNS, task_hint, task_line

TODAY = date(2026, 8, 19)
HELD: Performers = {"systemansvarlig": ("Ida Bro", "Bo Dal"), "rolleadministrator": ()}
PLAIN = TaskRow(
    seq=1,
    id="0999-t",
    is_done=False,
    due_day=date(2026, 8, 21).toordinal(),
    due="2026-08-21",
    due_text=None,
    due_of="due",
    code=None,
    title="Flyt",
    kind="obligatorisk",
    project=None,
    wave=None,
    status="open",
    responsible=None,
    responsible_name=None,
    performer_name=None,
    performer_role=None,
    folded=0,
    is_folded=False,
    is_ours=True,
    is_moved=False,
)
LONG = "senest i slutningen af november 2026"


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "  21-08-2026"),
        ({"is_moved": True}, "  21-08-2026 »"),
        ({"due_of": "due_real"}, "  21-08-2026 p"),
        ({"due_of": "consequence_date", "is_moved": True}, "  21-08-2026 » k"),
        ({"due_of": "own_due", "due_day": 1}, "! 21-08-2026 e"),
        ({"due": None, "due_text": LONG, "due_of": "own_due"}, "  senest i slut… e"),
        ({"due": None, "due_text": LONG, "due_of": "own_due", "is_moved": True},
         "  senest i sl… » e"),
        ({"due_day": 1, "is_done": True}, "  21-08-2026"),
    ],
)  # fmt: skip
def test_the_deadline_says_which_one_it_is(changed: dict[str, Any], text: str) -> None:
    cell = task_line(PLAIN._replace(**changed), TODAY, HELD).cells[0]
    assert cell.text == text
    assert len(text) <= TASK_COLUMNS[0].width


@pytest.mark.parametrize(
    ("changed", "text", "tone"),
    [
        ({"performer_name": "Åse", "performer_role": "Rolleadministrator"}, "Åse", ""),
        ({"performer_role": "Systemansvarlig"}, "(Ida Bro +1)", ""),
        ({"performer_role": "Rolleadministrator"}, "(ubesat)", "warning"),
        ({"performer_role": "Rolleadministrator", "is_done": True}, "", ""),
        ({"performer_role": "Leder af Opkrævning"}, "", ""),
        ({}, "", ""),
    ],
)
def test_who_is_to_do_it_is_found_by_the_role(
    changed: dict[str, Any], text: str, tone: str
) -> None:
    cell = task_line(PLAIN._replace(**changed), TODAY, HELD).cells[-1]
    assert (cell.text, cell.tone) == (text, tone)


def test_a_local_task_has_its_own_look() -> None:
    title = task_line(PLAIN._replace(kind="lokal"), TODAY, HELD).cells[1]
    assert (title.text, title.tone) == ("Lokal: Flyt", "accent")
    assert (
        task_line(PLAIN._replace(kind="lokal", code="L1"), TODAY, HELD).cells[1].text == "L1 Flyt"
    )


def test_a_task_of_another_wave_is_muted() -> None:
    assert task_line(PLAIN._replace(is_ours=False), TODAY, HELD).is_muted
    assert not task_line(PLAIN, TODAY, HELD).is_muted


def test_the_hint_says_what_is_left_out_within_a_narrow_window() -> None:
    hint = task_hint("B3, K94", 12)
    assert hint.startswith("Kun B3, K94: 12 skjult")
    assert len(hint) < 80
    assert task_hint("", 0) in hint
    assert task_hint("B3", 12, every_wave=True).startswith("Alle bølger")
