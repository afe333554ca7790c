"""The notes of a meeting: looked at, and saved in a file."""

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

from kombit_tui.db.queries.agenda import MeetingRow
from kombit_tui.db.queries.beside import Papers, papers
from kombit_tui.export import files
from kombit_tui.export.meeting_notes import meeting_notes
from kombit_tui.screens.prompt import Report

if TYPE_CHECKING:
    from kombit_tui.screens.looking import LookingScreen

ENDING = "md"
ABOUT = "Mødenoterne gemmes som Markdown i denne fil."
KEYS = "Enter gemmer i en fil · Esc lukker"


async def preview(screen: "LookingScreen", meeting: MeetingRow) -> str:
    """Show the notes, save them where that is wished; what came of it, for the hint line."""
    found = await asyncio.to_thread(_read, screen, meeting.id)
    if found is None:
        return "Mødet er slettet i mellemtiden."
    text = meeting_notes(found, screen.today)
    report = Report(f"Mødenoter: {meeting.title}", text.splitlines(), KEYS)
    if not await screen.app.push_screen_wait(report):
        return ""
    name = f"mødenoter-{meeting.dates[0] if meeting.dates else meeting.date or 'uden-dato'}"
    path = await screen.ask_path(ENDING, name.replace("/", "-"), ABOUT)
    if path is None:
        return "Mødenoterne er ikke gemt."
    await asyncio.to_thread(files.write, path, text.encode())
    return f"Gemte mødenoter i {files.shown(path)}"


def _read(screen: "LookingScreen", meeting: str) -> Papers | None:
    with closing(screen.store.connect()) as connection:
        return papers(connection, meeting, screen.today)
