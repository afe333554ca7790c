"""What the docs say holds: links lead somewhere, pictures and keys are the app's own."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from kombit_tui.cli.running import command, words_of
from tests.tools import keys, manual
from tests.tools.picture import DOCS, PICTURES

ROOT = DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {head.strip().replace(" ", "-") for head in plain}


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Files and headings that a page leads to."""
    for link in _LINK.findall(page.read_text("utf-8")):
        if "://" not in link and not link.startswith("mailto:"):
            file, _, anchor = link.partition("#")
            yield (page.parent / file if file else page), anchor


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for file, anchor in links(page):
        assert file.exists(), file
        assert not anchor or anchor in anchors(file), anchor


def test_the_pictures_are_those_that_are_taken_from_the_app() -> None:
    shown = {
        str(file.resolve().relative_to(DOCS))
        for page in PAGES
        for file, _ in links(page)
        if file.suffix == ".svg"
    }
    assert shown == set(PICTURES)
    assert {str(file.relative_to(DOCS)) for file in DOCS.rglob("*.svg")} == shown


def test_the_guide_has_the_keys_as_they_are_declared() -> None:
    assert keys.GUIDE.read_text("utf-8") == keys.guide(), "run make keys"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = re.findall(
        r"`((?:tests|docs|kombit_tui|benchmarks)/[\w./-]+)`", page.read_text("utf-8")
    )
    missing = [one for one in named if not (ROOT / one).exists()]
    assert not missing


def test_the_man_page_is_the_help_of_every_command() -> None:
    assert manual.FILE.read_text("utf-8") == manual.page(), "run make manual"


def commands(page: Path) -> Iterator[str]:
    """The command lines of ours in a page's blocks, without what is said beside them."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for line in "\n".join(blocks).splitlines():
        found = re.match(r"(?:sudo -u \w+ )?(?:ExecStart=)?(?:/\S+/)?kombit-tui( .*|$)", line)
        if found and "..." not in line:
            yield re.sub(r"\s+(?:#|> ).*", "", re.sub(r"\[([^\]]*)\]", r"\1", found[1])).strip()


def understood(words: list[str]) -> None:
    """Read a command line as the program does, without carrying it out."""
    verb: Any = command()
    context, name, words = None, "kombit-tui", words_of(words)
    while True:
        try:
            context = verb.make_context(name, words, parent=context)
        except typer.Exit:  # all was said while it was read: --version
            return
        rest = [*context._protected_args, *context.args]
        if not hasattr(verb, "resolve_command") or not rest:
            return
        name, verb, words = verb.resolve_command(context, rest)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_is_one_of_ours(page: Path) -> None:
    for line in commands(page):
        understood(shlex.split(line))
