"""The version is the tag's: in a checkout, a shallow one, a tarball, and where there is no git."""

import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from tests.tools.packages import ROOT

FILES = ("pyproject.toml", "README.md", "LICENSE", ".gitattributes", ".git_archival.txt")
FALLBACK = "0.1.0"
WHO = ("-c", "user.name=T", "-c", "user.email=t@example.test", "-c", "commit.gpgsign=false")


def git(at: Path, *words: str) -> None:
    """Run git, without anybody's settings."""
    keep = {"PATH": os.environ["PATH"], "HOME": str(at), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *WHO, *words], cwd=at, env=keep, check=True, capture_output=True)


def version_in(folder: Path) -> str:
    """What a build in a folder calls itself."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "version"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"},
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one commit, and no tag."""
    folder = tmp_path / "checkout"
    (folder / "kombit_tui").mkdir(parents=True)
    (folder / "kombit_tui" / "__init__.py").touch()
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Begin")
    return folder


def test_a_tag_is_the_version_and_what_follows_it_is_on_the_way_to_the_next(checkout: Path) -> None:
    git(checkout, "tag", "v0.4.0")
    assert version_in(checkout) == "0.4.0"
    git(checkout, "commit", "-q", "--allow-empty", "-m", "More")
    assert re.fullmatch(r"0\.4\.1\.dev1\+g[0-9a-f]+", version_in(checkout))


def test_a_shallow_clone_without_tags_has_a_version(checkout: Path, tmp_path: Path) -> None:
    git(checkout, "tag", "v0.4.0")
    git(checkout, "commit", "-q", "--allow-empty", "-m", "More")
    source = checkout.as_uri()
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-tags", source, "shallow")
    assert re.fullmatch(r"0\.1\.\d+\.dev\d+\+g[0-9a-f]+", version_in(tmp_path / "shallow"))


def test_the_tarball_of_a_tag_has_its_version(checkout: Path, tmp_path: Path) -> None:
    git(checkout, "tag", "v0.4.0")
    git(checkout, "archive", "-o", str(tmp_path / "source.tar"), "v0.4.0")
    shutil.unpack_archive(tmp_path / "source.tar", tmp_path / "unpacked")
    assert version_in(tmp_path / "unpacked") == "0.4.0"


def test_without_git_and_without_tag_there_is_a_version_to_fall_back_on(checkout: Path) -> None:
    shutil.rmtree(checkout / ".git")
    assert version_in(checkout) == FALLBACK


def test_the_program_tells_the_version_that_is_installed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kombit_tui", "--version"],
        env=os.environ | {"KOMBIT_TUI_HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stdout == f"kombit-tui {metadata.version('kombit-tui')}\n"
    assert os.listdir(tmp_path) == [], "no store is made for it"
