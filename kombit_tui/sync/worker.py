"""The process that holds a long meeting: `python -m kombit_tui.sync.worker`, started by `apart`.

Everything is said on stdout in lines. When stdin ends, nobody wants the meeting any more.
"""

import gc
import json
import os
import sys
from threading import Event, Thread

from kombit_tui.db.store import Store
from kombit_tui.errors import KombitError
from kombit_tui.logbook import told
from kombit_tui.sync.apart import Job, job_from, line_of, told_of
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.report import Progress, Report

_MANY_OBJECTS = 50_000
"""So many new objects before garbage is looked for: records come by the thousand, and go again."""
_NICE = 10
"""What somebody types at comes first."""


def main() -> None:
    """Hold the meeting that stdin tells of."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    gc.set_threshold(_MANY_OBJECTS)
    job = job_from(json.loads(sys.stdin.buffer.readline()))
    unwanted = Event()
    Thread(target=_until_unwanted, args=(unwanted,), daemon=True).start()
    try:
        _say(told_of(_met(job, unwanted)))
    except KombitError as error:
        _say(told_of(Report(error=error)))
    except Exception as error:
        _say({"broken": "\n".join(told(error))})


def _met(job: Job, unwanted: Event) -> Report:
    client = Client(job.server, job.user, job.password, allow_plain=job.allow_plain)
    with client:
        return Engine(Store(job.store, who=job.who), client).run(
            progress=_tell,
            cancelled=unwanted.is_set,
            compare=job.compare,
            accept_mass_change=job.accept_mass_change,
        )


def _until_unwanted(unwanted: Event) -> None:
    sys.stdin.buffer.read()
    unwanted.set()


def _tell(progress: Progress) -> None:
    _say({"phase": progress.phase, "done": progress.done, "total": progress.total})


def _say(told: dict[str, object]) -> None:
    sys.stdout.buffer.write(line_of(told))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
    os._exit(0)  # a thread still waits for stdin, which may never end
