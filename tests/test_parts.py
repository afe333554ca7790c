"""What we are made of may be given on: every locked package is pinned, hashed and free to use."""

import re

import pytest

from tests.tools.parts import LOCK, Part, bill, parts

FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|Repoze|ZPL|Zope"
)
"""Licences that ask for no more than to be named, or to give changes of their own files on."""
LENT = {"psycopg2-binary", "pyte"}
"""LGPL, as they come and unchanged: the server's database driver, and a terminal for the tests."""
PARTS = list(parts())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_package_is_hashed_and_its_licence_lets_us_use_it(part: Part) -> None:
    assert part.hashes
    assert part.licence is None or FREE.search(part.licence) or part.name in LENT, part.licence


def test_the_lock_names_no_place() -> None:
    assert "://" not in LOCK.read_text("utf-8")


def test_the_bill_of_materials_has_every_package_once() -> None:
    named = [one["purl"] for one in bill()["components"]]
    pinned = re.findall(r"^[\w.-]+==", LOCK.read_text("utf-8"), re.MULTILINE)
    assert len(named) == len(set(named)) == len(pinned) > 50
