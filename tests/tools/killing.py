"""Programs of ours, and processes that are killed in the middle of what they do. POSIX only."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def program(module: str) -> "Iterator[subprocess.Popen[str]]":
    """A program of ours that ends with the test."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", module]
    process = subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, bufsize=1)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def killed(
    nursery: "subprocess.Popen[str]", order: str, after: float, *, is_begun: bool = True
) -> set[str]:
    """What a process had saved when it was killed.

    Args:
        nursery: a program that calls `tests.tools.nursery.bear`.
        order: what the process is to do.
        after: seconds that it lives, once it has begun to work ...
        is_begun: ... which its first word tells; else from its birth.
    """
    child, said = _born(nursery, order, is_begun=is_begun)
    time.sleep(after)
    with suppress(ProcessLookupError):  # it was done before
        os.kill(child, signal.SIGKILL)
    return said | _last_words(nursery)


def ended(nursery: "subprocess.Popen[str]", order: str) -> set[str]:
    """What a process that nobody kills has saved."""
    _, said = _born(nursery, order, is_begun=False)
    return said | _last_words(nursery)


def _born(nursery: "subprocess.Popen[str]", order: str, *, is_begun: bool) -> tuple[int, set[str]]:
    assert nursery.stdin
    assert nursery.stdout
    nursery.stdin.write(f"{order}\n")
    child = 0
    said: set[str] = set()
    while not child or (is_begun and not said):
        line = nursery.stdout.readline().strip()
        if line.isdigit():
            child = int(line)
        else:
            said.add(line)
    return child, said


def _last_words(nursery: "subprocess.Popen[str]") -> set[str]:
    assert nursery.stdout
    said = set()
    while (line := nursery.stdout.readline().strip()) != "død":
        said.add(line)
    return said
