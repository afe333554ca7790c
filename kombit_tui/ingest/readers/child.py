"""Reads a file in a process of its own, and takes from it no more than it may give.

A parser that aborts, loops or fills the memory ends that process and nothing else. What comes back
is checked in `wire`; this module watches the time, the memory and the amount.
"""

import hashlib
import json
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO

from kombit_tui.domain.text import clean, squeeze
from kombit_tui.errors import UnreadableFile
from kombit_tui.ingest.document import Document
from kombit_tui.ingest.readers import formats, limits, wire
from kombit_tui.ingest.readers.laid_out import numbered
from kombit_tui.ingest.readers.reading import Reading, Tell
from kombit_tui.ingest.readers.trouble import CannotRead, Trouble, unreadable

_WORKER = ("-P", "-B", "-m", "kombit_tui.ingest.worker")
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_LOOK_EVERY = 0.05
_MEASURE_EVERY = 0.5
_TO_END = 2.0
"""Seconds that a process may take to end after its last word."""
_KILLED_FOR_TIME = -getattr(signal, "SIGXCPU", 24)
"""What ends a process that has used up its CPU time, as `subprocess` numbers it."""


def read_document(path: Path, tell: Tell | None = None, stop: Event | None = None) -> Document:
    """The file as a document. Blocks.

    Args:
        tell: is told from time to time how far it has come, from this thread.
        stop: set by another thread, it ends the reading.

    Raises:
        UnreadableFile: there is nothing to read in it, or `stop` was set.
    """
    name = squeeze(clean(path.name))
    try:
        with _opened(path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            promised = formats.format_of(name)
            reading = _Child(file, promised, tell or _silent, stop or Event()).result()
    except CannotRead as error:
        raise told(error, name) from error
    return document_of(name, digest, reading)


def document_of(name: str, sha256: str, reading: Reading) -> Document:
    """What was read as a document, with what is attached to it."""
    sentences = tuple(dict.fromkeys(cut.sentence for cut in reading.cut))
    attached = {
        one.sha256: document_of(squeeze(clean(one.name)), one.sha256, one.reading)
        for one in reading.attached  # what is attached twice is one file
    }
    pages = numbered(reading.pages)
    return Document(name, sha256, pages, reading.is_table, sentences, tuple(attached.values()))


def told(error: CannotRead, name: str) -> UnreadableFile:
    """The error that the user is told."""
    return unreadable(error.trouble, name, error.what, formats.SHOWN)


def _opened(path: Path) -> FileIO:
    try:
        if not path.is_file():
            raise CannotRead(Trouble.MISSING if not path.exists() else Trouble.NO_FILE)
        if path.stat().st_size > limits.MAX_BYTES:
            raise CannotRead(Trouble.TOO_LARGE)
        return path.open("rb", buffering=0)  # a buffer would hide from the child where it stands
    except (OSError, ValueError) as error:
        raise CannotRead(Trouble.MISSING) from error


def _silent(_done: int, _of: int) -> None:
    """Tells nobody."""


@dataclass
class _Child:
    """A process that reads one file, and what it has said so far."""

    file: FileIO
    promised: str
    tell: Tell
    stop: Event
    answer: bytes = b""
    progress: tuple[int, int] = (0, 0)
    is_too_much: bool = False
    measured: float = field(default_factory=time.monotonic)

    def result(self) -> Reading:
        """Start it, wait for it, and check what it gives."""
        process = subprocess.Popen(
            [sys.executable, *_WORKER, self.promised],
            stdin=self.file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
        listener = Thread(target=self._listen, args=(process.stdout,), daemon=True)
        listener.start()
        try:
            self._wait(process, listener)
        finally:
            process.kill()
            process.wait()
            listener.join()
            if process.stdout is not None:
                process.stdout.close()
        return self._understood(process.returncode)

    def _wait(self, process: "subprocess.Popen[bytes]", listener: Thread) -> None:
        until = time.monotonic() + limits.MAX_SECONDS
        seen = self.progress
        while listener.is_alive():
            listener.join(_LOOK_EVERY)
            if self.stop.is_set():
                raise CannotRead(Trouble.CANCELLED)
            if time.monotonic() > until:
                raise CannotRead(Trouble.TOO_SLOW)
            if self.progress != seen:
                seen = self.progress
                self.tell(*seen)
            if is_watched() and self._weighs_too_much(process.pid):
                raise CannotRead(Trouble.TOO_HEAVY)
        if not self.is_too_much:  # else it waits for somebody to listen
            with suppress(subprocess.TimeoutExpired):
                process.wait(_TO_END)

    def _weighs_too_much(self, pid: int) -> bool:
        if time.monotonic() - self.measured < _MEASURE_EVERY:
            return False
        self.measured = time.monotonic()
        return resident_bytes(pid) > limits.MAX_MEMORY

    def _listen(self, said: BinaryIO) -> None:
        """Takes lines: how far it has come, and at last the answer."""
        left = limits.MAX_ANSWER
        while line := said.readline(left + 1):
            left -= len(line)
            if left < 0:
                self.is_too_much = True
                return
            if line.startswith(b"["):
                self.progress = _progress_in(line)
            else:
                self.answer = line

    def _understood(self, code: int | None) -> Reading:
        if self.is_too_much:
            raise CannotRead(Trouble.BLOATED)
        if not self.answer.endswith(b"\n"):
            slow = code == _KILLED_FOR_TIME
            raise CannotRead(Trouble.TOO_SLOW if slow else Trouble.TOO_HEAVY)
        if self.answer.startswith(b'"'):
            raise _complaint(self.answer)
        return wire.decode(self.answer)


def _progress_in(line: bytes) -> tuple[int, int]:
    try:
        done, of = json.loads(line[:100])
        return int(done), int(of)
    except (ValueError, TypeError):
        return 0, 0


def _complaint(answer: bytes) -> CannotRead:
    """Why the child could not read it: a code, and a word or two of ours."""
    try:
        code, _, what = str(json.loads(answer[:1000])).partition(":")
        return CannotRead(Trouble(code), squeeze(clean(what)[:100]))
    except ValueError:
        return CannotRead(Trouble.STRANGE)


def is_watched() -> bool:
    """Whether the system cannot be made to limit a process's memory, so that we must."""
    return sys.platform == "darwin"


def resident_bytes(pid: int) -> int:
    """The memory that a process has; 0 when it is gone."""
    done = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    text = done.stdout.strip()
    return int(text) * 1024 if text.isdecimal() else 0
