"""A long meeting, held by a process of its own: whoever types here does not wait for it.

A thread of ours would share the interpreter with what is drawn, for minutes (ADR 16 has figures).
The process is told what to do on its stdin, which stays open as long as somebody wants the meeting;
on its stdout it tells a line each time it is further, and at last the report.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from io import BufferedReader
from pathlib import Path
from typing import Any, NamedTuple

from kombit_tui.errors import KombitError
from kombit_tui.sync.report import Phase, Progress, Report

LONG = 2_000
"""Records to pull from which a meeting is worth a process: that takes half a second to begin."""
_WORKER = ("-P", "-m", "kombit_tui.sync.worker")
"""Not from the folder one stands in: what lies there is not ours."""
_QUIET = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_BELOW = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


class Job(NamedTuple):
    """What the process needs to know."""

    store: Path
    who: str
    server: str
    user: str
    password: str
    """Goes through the pipe: others on the machine can see what a process is called with."""
    allow_plain: bool = False
    compare: bool = False
    accept_mass_change: bool = False

    def __repr__(self) -> str:
        """Without the password, which is to be in no log."""
        return f"Job({self.store!r}, {self.server!r}, {self.user!r})"


class Broken(RuntimeError):
    """The process ended without a report; says where, without what was read."""

    has_no_texts = True
    """The log may have what it says: see `logbook.told`."""


def meet_apart(
    job: Job, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> Report:
    """Meet the server once, in another process. Blocks.

    Raises:
        OSError: no process is to be had here.
        Broken: it ended before its time; what it had taken in stays.
    """
    process = subprocess.Popen(
        [sys.executable, *_WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_QUIET | _BELOW,
    )
    with process:
        assert process.stdin is not None
        assert isinstance(process.stdout, BufferedReader)
        try:
            process.stdin.write(line_of({**job._asdict(), "store": str(job.store)}))
            process.stdin.flush()
            for told in map(json.loads, process.stdout):
                if "phase" in told:
                    progress(Progress(Phase(told["phase"]), told["done"], told["total"]))
                elif "broken" in told:
                    raise Broken(told["broken"])
                else:
                    return report_from(told)
                if cancelled() and not process.stdin.closed:
                    process.stdin.close()
        except BaseException:
            process.kill()
            raise
    raise Broken(f"the process ended with {process.returncode}")


def job_from(told: Mapping[str, Any]) -> Job:
    """What was told of a meeting to be held."""
    return Job(**{**told, "store": Path(told["store"])})


def line_of(told: Mapping[str, Any]) -> bytes:
    """As it goes through the pipe."""
    return json.dumps(told).encode() + b"\n"


def told_of(report: Report) -> dict[str, Any]:
    """A report as plain values."""
    error = report.error
    return {
        **{one.name: getattr(report, one.name) for one in fields(report)},
        "kinds": sorted(report.kinds),
        "ids": None if report.ids is None else sorted(report.ids),
        "error": None if error is None else {**vars(error), "class": type(error).__name__},
    }


def report_from(told: Mapping[str, Any]) -> Report:
    """The report that was told."""
    error = told["error"]
    return Report(
        **{
            **told,
            "kinds": frozenset(told["kinds"]),
            "ids": None if told["ids"] is None else frozenset(told["ids"]),
            "warnings": tuple(told["warnings"]),
            "error": None if error is None else _error_from(error),
        }
    )


def _error_from(told: Mapping[str, Any]) -> KombitError:
    """The same error with the same words, whatever it takes to make one anew."""
    known = {one.__name__: one for one in _family(KombitError)}
    kind = known[told["class"]]
    error = kind.__new__(kind, told["text"])
    error.__dict__.update({name: value for name, value in told.items() if name != "class"})
    return error


def _family(kind: type[KombitError]) -> Iterator[type[KombitError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _family(one)
