"""What comes into the program: the first start, an import, the demo."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import work

from kombit_tui.app.reviewing import Reviewing
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.errors import UnreadableFile
from kombit_tui.screens.asking import asks
from kombit_tui.screens.messages import Told
from kombit_tui.wording.wishes import Wish

if TYPE_CHECKING:
    from kombit_tui.ingest.reviewing import ReadFile
    from kombit_tui.screens.file_picker import Chosen

    Failure = tuple[str, str]

_PATIENCE = 0.5
"""Seconds that reading a file may take before it is said how far it is."""


class Opening(Reviewing):
    """The part of the shell that brings material in."""

    @work(exit_on_error=False)
    async def welcome(self) -> None:
        """Ask what to begin with."""
        from kombit_tui.screens import welcome

        while True:
            name = meta.read(self.store.reader, meta.MUNICIPALITY_NAME) or "ikke valgt"
            chosen = await self.push_screen_wait(welcome.welcome(name))
            await asyncio.to_thread(self.store.remember, {meta.WELCOMED: "1"})
            if chosen == welcome.DEMO:
                self.exit(Wish.DEMO)
            elif chosen == welcome.MUNICIPALITY:
                await self._choose_municipality()
                continue
            elif chosen == welcome.TEAM and not await self.log_in():
                continue
            elif chosen == welcome.IMPORT:
                await self._import()
            return

    async def _choose_municipality(self) -> None:
        from kombit_tui.screens.welcome import municipality_chooser

        code = await self.push_screen_wait(municipality_chooser())
        if code is not None:
            await self._become(code)

    @asks
    async def action_import_file(self) -> None:
        """Read a file into the store."""
        await self._import()

    async def _import(self) -> None:
        chosen = await self._choose_files()
        if chosen is None:
            return
        if not chosen.paths and not await self._take_up():
            self._base.hint("Gennemsynet er fra en anden version: læs filen igen.", is_error=True)
            return
        await self._show_review()

    async def _choose_files(self) -> "Chosen | None":
        """Ask for files until some are read or nobody wants any; refused ones are asked again."""
        from kombit_tui.app import files
        from kombit_tui.ingest.readers.formats import SHOWN
        from kombit_tui.screens.file_picker import NOTHING_REFUSED, FilePicker, Refused

        reader, refused = self.store.reader, NOTHING_REFUSED
        past, waiting = files.recent(reader), meta.read(reader, meta.REVIEW_TOLD) or ""
        while True:
            picker = FilePicker(files.look, SHOWN, past, waiting, refused)
            chosen = await self.push_screen_wait(picker)
            if chosen is None or not chosen.paths:
                return chosen
            paths = [Path(path) for path in chosen.paths]
            try:
                is_read = await self._read_files(paths)
            except UnreadableFile as error:
                refused = Refused(chosen.paths, f"{error.title}: {error.text} {error.hint}")
                self._base.hint()
                self.post_message(Told(refused.why, is_error=True))
                continue
            if not is_read:
                return None
            await self._keep_facts(files.with_recent(past, paths))
            return chosen

    async def _read_files(self, paths: Sequence[Path]) -> bool:
        """Read files into the review; False when there is none to show.

        A review that is not over yet goes on with more files.
        """
        from kombit_tui.domain.review import Decisions
        from kombit_tui.ingest.reviewing import Material

        told = paths[0].name if len(paths) == 1 else f"{len(paths)} filer"
        self._base.hint(f"Læser {told} …")
        read = await self._read(paths)
        self._base.hint()
        if read is None:
            self._base.hint(f"Læsningen af {told} er afbrudt. Intet er gemt.")
            return False
        goes_on = await self._take_up() and not (await self._drafted()).review.is_over
        before = self._material if goes_on and self._material is not None else Material()
        decisions = self._decisions if goes_on and self._decisions is not None else Decisions()
        await self._begin_review(before.with_files(*read), decisions)
        return True

    async def _read(self, paths: Sequence[Path]) -> "tuple[list[ReadFile], list[Failure]] | None":
        """What is in files, and which cannot be read; None when the user stopped it.

        A long reading says how far it is.

        Raises:
            UnreadableFile: none of them can be read.
        """
        from kombit_tui.screens.progress import Progress

        stop, loop = Event(), asyncio.get_running_loop()
        dialog = Progress(f"Læser {paths[0].name} …" if len(paths) == 1 else "Læser filerne …")

        def tell(text: str) -> None:
            loop.call_soon_threadsafe(dialog.tell, text)

        reader = partial(_read_all, self.store, paths, tell, stop)
        reading = asyncio.create_task(asyncio.to_thread(reader))
        try:
            await asyncio.wait({reading}, timeout=_PATIENCE)
            if not reading.done():
                self.push_screen(dialog, lambda goes_on: None if goes_on else stop.set())
            read = await reading
            return None if stop.is_set() else read
        except UnreadableFile:
            if stop.is_set():
                return None
            raise
        finally:
            stop.set()
            if dialog.is_attached:
                dialog.dismiss(True)

    def action_leave_demo(self) -> None:
        """From the demo to one's own store."""
        self.exit(Wish.OWN)


def _read_all(
    store: Store, paths: Sequence[Path], tell: Callable[[str], None], stop: Event
) -> "tuple[list[ReadFile], list[Failure]]":
    """What is in files, and which cannot be read. Blocks.

    Raises:
        UnreadableFile: none of them can be read; it tells of each why.
    """
    from kombit_tui.ingest.pipeline import read_whole
    from kombit_tui.ingest.reviewing import ReadFile, read_before

    read: list[ReadFile] = []
    errors: list[tuple[Path, UnreadableFile]] = []
    for number, path in enumerate(paths, 1):
        if stop.is_set():
            break
        of = f"{path.name} (fil {number} af {len(paths)}): " if len(paths) > 1 else ""
        try:
            whole = read_whole(path, lambda *far, of=of: tell(f"{of}{_how_far(*far)}"), stop)
        except UnreadableFile as error:
            errors.append((path, error))
            continue
        municipality = store.municipality_for_writing()
        with closing(store.connect()) as connection:
            for found in whole:
                was_read = read_before(connection, found, municipality)
                read.append(ReadFile(found, is_first=not was_read))
    if errors and not read:
        raise _together([error for _, error in errors])
    return read, [(path.name, _in_full(error)) for path, error in errors]


def _together(errors: Sequence[UnreadableFile]) -> UnreadableFile:
    """Several refusals as one: what is wrong with each file."""
    *above, last = errors
    return UnreadableFile(" ".join([*map(_in_full, above), last.text]), last.hint)


def _in_full(error: UnreadableFile) -> str:
    return f"{error.text} {error.hint}".strip()


def _how_far(done: int, of: int) -> str:
    return f"Side {done} af {of}" if done < of else "Genkender, hvad der står …"
