"""Keys in the dashboard while its worker pulls, beside the same keys while nothing is pulled.

The store holds what the server has; then the server gets as much again, and the dashboard is told
to meet it. Keys are sent one after the other, each when the one before it is answered and some time
has gone: from that of a key held down to that of somebody who looks. The times are drawn, the same
at rest and during the pull. At a steady pace no key would ever come while the detail beside the
list is drawn; the least thing that makes the pace uneven would then be told as a slow key.
"""

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from benchmarks.programs import DOWN, ours
from benchmarks.sync import pulling
from benchmarks.sync.figures import Figures
from benchmarks.sync.server import NAMES, OURS, account
from benchmarks.terminal import COLUMNS, Terminal
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.wording.frame import DETAIL_WIDTH
from tests.contract.heads import Running, Server
from tests.server.kinto import PASSWORD

RESTING, PULLING = "key in the list at rest, ms", "key in the list during a pull, ms"
SYNC_NOW = "S"
UP = "\x1b[A"
FEWEST = 300
"""Keys at rest."""
BETWEEN, LONGEST = 0.02, 0.12
"""Seconds from an answer to the next key, at least and at most."""
LOOK = 0.5
"""Seconds between two looks at how far the pull is: it counts what the store holds."""
_HEAD = 2
"""Lines above the rows of the list: what the sync says in them is no answer to a key."""
_COLUMNS = COLUMNS - DETAIL_WIDTH
_PATIENCE = 600.0


def type_on(figures: Figures, server: Server, head: Running, number: int) -> None:
    """Hold a key down at rest, and again while as many records are pulled as there are."""
    with pulling.pulled(head, None) as (store, _), tempfile.TemporaryDirectory() as home:
        environment = _joined(store, head, Path(home))
        program = ours(store.path)
        with Terminal(program.command, environment) as terminal:
            terminal.wait_for(program.mark)
            terminal.settle(3.0)  # the first meeting has nothing to bring
            figures[RESTING] += _keys(terminal, lambda sent: sent < FEWEST)
            wanted = _held(store) + number
            pulling.fill(server, number, first=number)
            terminal.send(SYNC_NOW)
            figures[PULLING] += _keys(terminal, _until_held(store, wanted))
        assert _held(store) == wanted, "the pull did not end"


def _joined(store: Store, head: Running, home: Path) -> dict[str, str]:
    """The environment of a dashboard whose store belongs to that head."""
    address = head.url.rstrip("/")
    name = account(OURS, NAMES[0])
    store.remember({meta.SERVER: address, meta.SERVER_USER: name})
    settings = f'server = "{address}"\nserver_user = "{name}"\nsync_interval = 3600\n'
    (home / "settings.toml").write_text(settings, "utf-8")
    passwords = home / "adgangskoder.json"
    passwords.write_text(json.dumps({address: {name: PASSWORD}}), "utf-8")
    passwords.chmod(0o600)
    return {
        "KOMBIT_TUI_HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def _keys(terminal: Terminal, goes_on: Callable[[int], bool]) -> list[float]:
    """Milliseconds until the cursor has moved, for keys sent as long as it goes on."""
    took: list[float] = []
    draw = Random(2026)
    while goes_on(len(took)):
        key = DOWN if len(took) // 20 % 2 == 0 else UP  # up and down a page, so that it never ends
        answer = terminal.echo(key, top=_HEAD, columns=_COLUMNS, quiet=BETWEEN)
        took.append(answer * 1_000)
        time.sleep(draw.uniform(0, LONGEST - BETWEEN))
    return took


def _until_held(store: Store, wanted: int) -> Callable[[int], bool]:
    """Goes on until the store holds that many records, or patience ends."""
    began = looked_at = time.monotonic()

    def goes_on(_sent: int) -> bool:
        nonlocal looked_at
        now = time.monotonic()
        if now - looked_at < LOOK:
            return True
        looked_at = now
        return now - began < _PATIENCE and _held(store) < wanted

    return goes_on


def _held(store: Store) -> int:
    """How many records have been taken in."""
    with closing(sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)) as reading:
        (number,) = reading.execute("SELECT count(*) FROM sync_state").fetchone()
        return int(number)
