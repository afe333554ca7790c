"""Whether the connection is paid for by what is sent, as far as the system tells."""

import shutil
import subprocess

PATIENCE = 2.0
"""Seconds after which an answer is not worth waiting for."""
_ASKED = ("-t", "-f", "GENERAL.METERED", "dev", "show")


def is_metered() -> bool:
    """Whether NetworkManager says so; what is not known is not metered. Blocks."""
    command = shutil.which("nmcli")
    if command is None:
        return False
    try:
        done = subprocess.run(
            [command, *_ASKED],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return says_metered(done.stdout)


def says_metered(answer: str) -> bool:
    """What the answer of `nmcli` comes to: one device that is not metered is enough."""
    said = [line.partition(":")[2].strip().partition(" ")[0] for line in answer.splitlines()]
    return "yes" in said and "no" not in said
