"""Wheel and sdist of this checkout, and what is in them."""

import subprocess
import sys
import tarfile
import zipfile
from email.parser import BytesParser
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Built(NamedTuple):
    """What a build made."""

    sdist: Path
    wheel: Path


def build(source: Path, into: Path) -> Built:
    """Build both in a folder of sources, with the backend that is installed here. Blocks."""
    words = (sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel")
    subprocess.run(
        [*words, "-d", str(into)], cwd=source, check=True, capture_output=True, timeout=120
    )
    (sdist,) = into.glob("kombit_tui-*.tar.gz")
    (wheel,) = into.glob("kombit_tui-*.whl")
    return Built(sdist, wheel)


def unpacked(sdist: Path, into: Path) -> Path:
    """The sources that an sdist brings."""
    with tarfile.open(sdist) as archive:
        archive.extractall(into, filter="data")
    return into / sdist.name.removesuffix(".tar.gz")


def files_of(wheel: Path) -> dict[str, bytes]:
    """Every file of a wheel with what it holds, but the list of them."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if not name.endswith("/RECORD")
        }


def version_of(wheel: Path) -> str:
    """The version in the wheel's own description."""
    (described,) = (text for name, text in files_of(wheel).items() if name.endswith("/METADATA"))
    return str(BytesParser().parsebytes(described)["Version"])
