"""Asks OSV (osv.dev) whether anything in `requirements.lock` has a known fault: `make audit`.

Fails on what is found. Where OSV cannot be reached it says so and does not fail: a check that runs
on trains and behind proxies is worth more than one that is switched off. `--reach` fails then too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

LOCK = Path(__file__).parents[2] / "requirements.lock"
CLEAN, FOUND, BROKEN = 0, 1, 2
ACCEPTED: dict[str, str] = {}
"""The id of a fault that does not reach us -> why; it is looked at again with every release."""
_OFFLINE = ("ConnectionError", "Timeout", "ProxyError", "SSLError", "HTTPError", "ServiceError")
_PATIENCE = 600


class Verdict(NamedTuple):
    """What came of asking."""

    code: int
    lines: tuple[str, ...]
    was_reached: bool = True


def judged(answer: str, complaint: str) -> Verdict:
    """What `pip-audit` found, by what it wrote."""
    try:
        found = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        if any(sign in complaint for sign in _OFFLINE):
            told = "Audit: osv.dev was not reached, so nothing is known of new faults. Not a pass."
            return Verdict(CLEAN, (told,), was_reached=False)
        return Verdict(BROKEN, ("Audit: pip-audit did not work:", *complaint.splitlines()[-5:]))
    faults = tuple(line for one in found for line in _faults(one))
    if faults:
        return Verdict(FOUND, faults)
    return Verdict(CLEAN, (f"Audit: no known faults in {len(found)} packages.",))


def _faults(one: Mapping[str, Any]) -> Iterator[str]:
    if "skip_reason" in one:
        yield f"{one['name']}: was not looked up: {one['skip_reason']}"
    for fault in one.get("vulns", ()):
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        yield f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}"


def ask(lock: Path = LOCK, **environment: str) -> Verdict:
    """Have `pip-audit` look at every line of a lock file with hashes; installs nothing."""
    accepted = [word for one in ACCEPTED for word in ("--ignore-vuln", one)]
    options = ["--disable-pip", "--require-hashes", "--vulnerability-service", "osv"]
    shown = ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "-r", str(lock), *options, *shown, *accepted],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        timeout=_PATIENCE,
        check=False,
    )
    return judged(done.stdout, done.stderr)


def main() -> int:
    """Tell what was found; the exit code."""
    verdict = ask()
    print(*verdict.lines, sep="\n", file=sys.stderr if verdict.code else sys.stdout)
    if not verdict.was_reached and "--reach" in sys.argv[1:]:
        return BROKEN
    return verdict.code


if __name__ == "__main__":
    sys.exit(main())
