"""What this program is made of: every locked package with version, licence and hashes.

`make sbom` writes it as CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/) to `dist/sbom.json`.
"""

import json
import re
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
FILE = ROOT / "dist" / "sbom.json"


class Part(NamedTuple):
    """A package of the lock."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of every file of it that may be installed."""
    licence: str | None
    """As the package tells it; None where it is not installed here (another system's)."""


def parts() -> Iterator[Part]:
    """Every locked package, in the lock's order."""
    lock = LOCK.read_text("utf-8")
    for found in re.finditer(r"^([\w.-]+)==([^\s;\\]+)(.*(?:\n    --hash.*)*)", lock, re.MULTILINE):
        hashes = tuple(re.findall(r"sha256:([0-9a-f]{64})", found[3]))
        yield Part(found[1], found[2], hashes, _licence(found[1]))


def _licence(name: str) -> str | None:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classified = [
        one.rpartition("::")[2].strip()
        for one in told.get_all("Classifier") or ()
        if one.startswith("License ::")
    ]
    free = [one.strip().partition("\n")[0] for one in told.get_all("License") or ()]
    expression = told.get_all("License-Expression") or ()
    return "; ".join([*expression] or classified or free)


def bill() -> dict[str, Any]:
    """The bill of materials; the same lock gives the same bill."""
    components = [
        {
            "type": "library",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            "hashes": [{"alg": "SHA-256", "content": text} for text in one.hashes],
            **({"licenses": [{"license": {"name": one.licence}}]} if one.licence else {}),
        }
        for one in parts()
    ]
    number = uuid.uuid5(uuid.NAMESPACE_URL, LOCK.read_text("utf-8"))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "kombit-tui"}},
        "components": components,
    }


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(bill(), ensure_ascii=False, indent=1), "utf-8")
