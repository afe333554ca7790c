"""What nobody foresaw, noted for whoever mends it: the log, and the report of the last crash.

Both tell which error it was and where, and never what it said: that may hold what is in a record.
Both are for the user alone. The terminal gets two lines, whatever it was.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from traceback import FrameSummary

NAME = "kombit_tui"
REPORT = "standset.txt"
"""The report of a crash, beside the log, until the next start has offered it."""
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
_DEEPEST = 12
"""Errors behind an error that are told of: a chain may have no end."""


def log_to(path: Path, name: str = NAME) -> None:
    """Unexpected errors go to a file: the terminal belongs to the dashboard."""
    logger = logging.getLogger(name)
    logger.propagate = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        handler = _PrivateFile(path, encoding="utf-8", delay=True)
    except OSError as error:
        print(f"Loggen «{path}» kan ikke skrives: {error.strerror}.", file=sys.stderr)
        logger.addHandler(logging.NullHandler())  # else Python prints what is noted
        return
    handler.setFormatter(_WithoutTexts("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for former in [one for one in logger.handlers if isinstance(one, _PrivateFile)]:
        logger.removeHandler(former)
        former.close()
    logger.addHandler(handler)


def note(error: BaseException) -> None:
    """Note an error that nobody foresaw, and that ends nothing."""
    logging.getLogger(NAME).error("Unexpected error", exc_info=error)


def note_crash(error: BaseException) -> None:
    """Note an error that ends the program, in the log and for the next start."""
    logging.getLogger(NAME).critical("The program stopped", exc_info=error)
    log = _log_file()
    if log is not None:
        with suppress(OSError):  # the log has it; where that cannot be written either, so be it
            _write_private(log.with_name(REPORT), "\n".join(told(error)))


def take_report(log: Path) -> str:
    """The report of the crash that ended the program last time; "" where there was none.

    It is given once.
    """
    file = log.with_name(REPORT)
    try:
        report = file.read_text("utf-8", "replace")
        file.unlink()
    except OSError:
        return ""
    return report


def two_lines() -> str:
    """What stands on the terminal after a crash; no foreign text, no insides of the program."""
    log = _log_file()
    where = "Der er ingen log at slå fejlen op i." if log is None else f"Fejlen står i {log}"
    return f"kombit-tui er standset af en fejl. Alt, der var gemt, er bevaret.\n{where}"


def told(error: BaseException) -> Iterator[str]:
    """Which error, where, and what led to it, line by line; nothing of what it says."""
    from traceback import extract_tb

    one: BaseException | None = error
    for depth in range(_DEEPEST):
        if one is None:
            return
        yield f"{'Fejl' if depth == 0 else 'Efter'}: {_kind(one)}"
        if getattr(one, "has_no_texts", False):  # it says itself that it has nothing of records
            yield from (f"  {line}" for line in str(one).splitlines())
        yield from (_place(frame) for frame in extract_tb(one.__traceback__))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _kind(error: BaseException) -> str:
    """The error's name, and what is known of it that stands in no record."""
    known: Any = getattr(error, "sqlite_errorname", None)
    if known is None and isinstance(error, OSError):
        known = error.errno
    if known is None and isinstance(error, AttributeError | NameError | ImportError):
        known = error.name
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return name if known is None else f"{name} ({known})"


def _place(frame: "FrameSummary") -> str:
    parts = Path(frame.filename).parts
    start = next((at for at, part in enumerate(parts) if part == NAME), len(parts) - 1)
    if "site-packages" in parts:
        start = parts.index("site-packages") + 1
    return f"  {'/'.join(parts[start:])}:{frame.lineno} {frame.name}: {frame.line or ''}"


class _WithoutTexts(logging.Formatter):
    """Writes of an error what `told` tells."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """The lines, in place of Python's own."""
        return "\n".join(told(ei[1])) if ei[1] is not None else ""


class _PrivateFile(logging.FileHandler):
    """A log that only the user can read, whatever the umask; one that others can is closed."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
        file = os.fdopen(descriptor, self.mode, encoding=self.encoding)
        assert isinstance(file, TextIOWrapper)
        if os.name == "posix":
            os.fchmod(file.fileno(), PRIVATE)
        return file

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Nothing: Python would print the record on the dashboard; the user was told already."""


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        file.write(text.encode("utf-8", "replace"))


def _log_file() -> Path | None:
    files = (one for one in logging.getLogger(NAME).handlers if isinstance(one, _PrivateFile))
    return next((Path(one.baseFilename) for one in files), None)
