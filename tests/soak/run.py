"""One soak: the big store, its server, a colleague, the random user, and the verdict."""

import asyncio
import logging
import shutil
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.big_store import big_store
from kombit_tui.app import KombitApp
from kombit_tui.db import meta
from kombit_tui.db.changes import Create, Origin
from kombit_tui.db.store import Store, local_now
from kombit_tui.demo.build import demo_records
from kombit_tui.settings import Settings
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.report import Report
from tests.server.kinto import PASSWORD
from tests.soak import user, watch
from tests.soak.server import CODE, COLLEAGUE, USER
from tests.tools.dashboard import Dashboard, _Heard, opened
from tests.tools.judging import Content, content, journal_end, rewound
from tests.tools.killing import program
from tests.tools.together import meetings

LOOK_EACH = 100
"""Keys between two looks at everything."""
GROWTH = 96.0
"""Megabytes that the program may grow after it has warmed up: undo, history and lists loaded."""
REMEMBERED = 60
"""Keys that are told of where something goes wrong."""
MEETING_EACH = 10
"""Seconds between two meetings."""


class Wanted(NamedTuple):
    """How long, how much, and which."""

    seconds: float
    records: int
    seed: int
    tell: Callable[[str], None] = print


class Soak:
    """A soak that is going on."""

    def __init__(self, folder: Path, address: str, wanted: Wanted) -> None:
        self.wanted, self.address = wanted, address
        self.path = folder / "store.sqlite3"
        shutil.copy(big_store(wanted.records), self.path)
        self.before = folder / "before.sqlite3"
        self.store = Store(self.path, who=USER)
        others = demo_records(local_now().date())
        self.store.apply(
            [Create(one.kind, one.values, one.id) for one in others], "Alt det andet", Origin.SEED
        )
        self._all_known()
        self.colleague = Store(folder / "colleague.sqlite3", who=COLLEAGUE)
        self.colleague.remember({meta.MUNICIPALITY: CODE, meta.SERVER: address})
        self.pressed: deque[str] = deque(maxlen=REMEMBERED)
        self.number = 0
        self.warm = 0.0
        """Megabytes when everything was used once."""

    def _all_known(self) -> None:
        """What is there is no news to the server: only what is done from now on is sent."""
        self.store.remember({meta.SERVER: self.address, meta.SERVER_USER: USER, meta.WELCOMED: "1"})
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("UPDATE sync_state SET dirty = 0")
            connection.commit()
            with closing(sqlite3.connect(self.before)) as copy:
                connection.backup(copy)

    async def run(self) -> None:
        """Press keys until the time is over.

        Raises:
            AssertionError: something that must be true was not.
        """
        heard = _Heard()
        logging.getLogger("kombit_tui").addHandler(heard)
        app = KombitApp(self.store)
        app.sync_with(Settings(server=self.address, server_user=USER, sync_interval=MEETING_EACH))
        client = Client(self.address, USER, PASSWORD)
        app.meet = meetings(lambda store: Engine(store, client))
        try:
            async with app.run_test(size=(120, 36)) as pilot:
                await opened(pilot, self.store)
                await self._press_all(Dashboard(app, pilot), heard)
        finally:
            client.close()
            logging.getLogger("kombit_tui").removeHandler(heard)

    async def _press_all(self, open_: Dashboard, heard: _Heard) -> None:
        begun = time.monotonic()
        told = begun
        keys = user.keys(self.wanted.seed)
        while (now := time.monotonic()) - begun < self.wanted.seconds:
            for key in islice(keys, LOOK_EACH):
                self.pressed.append(key)
                self.number += 1
                await open_.pilot.press(key)
                assert not heard.errors, heard.errors
            await watch.check_cursor(open_)
            await watch.check_way_out(open_)
            assert not heard.errors, heard.errors
            self._check_memory((now - begun) / self.wanted.seconds)
            if now - told > 30:
                told = now
                self.wanted.tell(
                    f"{now - begun:5.0f} s  {self.number} taster  {watch.memory():.0f} MB  "
                    f"{journal_end(self.store)} i journalen"
                )
                await asyncio.to_thread(self._let_the_colleague_work)

    def _check_memory(self, share: float) -> None:
        now = watch.memory()
        if share < 1 / 3 or not self.warm:
            self.warm = max(self.warm, now)
        assert now < self.warm + GROWTH, f"{self.warm:.0f} MB has become {now:.0f} MB"

    def _let_the_colleague_work(self) -> None:
        self.colleague.apply([Create("task", {"title": f"Fra Carla {self.number}"})], "Ny")
        self._meet(self.colleague, COLLEAGUE)

    def _meet(self, store: Store, account: str) -> Report:
        with Client(self.address, account, PASSWORD) as client:
            report = Engine(store, client).run()
        assert report.error is None, report.error
        return report

    def judge(self) -> None:
        """Hold the store that came of it against its journal, and both colleagues together.

        Raises:
            AssertionError: they differ, or the file is not sound.
        """
        for _ in range(4):
            self._meet(self.store, USER)
            self._meet(self.colleague, COLLEAGUE)
        unsent = "SELECT count(*) FROM sync_state WHERE dirty = 1"
        assert self.store.reader.execute(unsent).fetchone()[0] == 0, "something is never sent"
        held = content(self.store)
        self._check_journal(held)
        differing = [name for name, one in content(self.colleague).items() if held.get(name) != one]
        assert not differing, differing[:5]
        self.close()
        with closing(sqlite3.connect(self.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    def _check_journal(self, held: Content) -> None:
        """The journal leads back to what was there, and to what came new from the server."""
        former = Store(self.before, who="dommer")
        began = content(former)
        before = rewound(self.store, held, journal_end(former))
        former.close()
        lost = [name for name, one in began.items() if before.get(name) != one]
        assert not lost, lost[:5]
        known = "SELECT id FROM sync_state WHERE base IS NOT NULL"
        from_server = {row[0] for row in self.store.reader.execute(known)}
        assert before.keys() - began.keys() <= from_server

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
        self.colleague.close()


def soak(folder: Path, wanted: Wanted) -> None:
    """Do one soak with all its files in `folder`, which is to be the user's home as well.

    Raises:
        AssertionError: something that must be true was not; the last keys are told.
    """
    with program("tests.soak.server") as server:
        assert server.stdout
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        one = Soak(folder, address, wanted)
        try:
            asyncio.run(one.run())
            wanted.tell(f"{one.number} taster; fra {one.warm:.0f} til {watch.memory():.0f} MB")
            one.judge()
        except BaseException:
            wanted.tell(f"Tast {one.number}, de sidste: {' '.join(one.pressed)}")
            raise
        finally:
            one.close()
