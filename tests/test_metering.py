"""Whether the connection is metered: what NetworkManager says, and no where it says nothing."""

import shutil
import subprocess
from typing import Any

import pytest

from kombit_tui.app import metering


@pytest.mark.parametrize(
    ("answer", "is_metered"),
    [
        ("GENERAL.METERED:yes\n\nGENERAL.METERED:unknown\n", True),
        ("GENERAL.METERED:yes (guessed)\n", True),
        ("GENERAL.METERED:yes (guessed)\n\nGENERAL.METERED:no (guessed)\n", False),
        ("GENERAL.METERED:no\n", False),
        ("GENERAL.METERED:unknown\n", False),
        ("", False),
        ("Error: NetworkManager is not running.\n", False),
    ],
)
def test_what_it_says(answer: str, is_metered: bool) -> None:
    assert metering.says_metered(answer) is is_metered


def test_a_machine_without_it_is_not_metered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert not metering.is_metered()


@pytest.mark.parametrize(
    "error", [subprocess.TimeoutExpired("nmcli", 2), PermissionError("no"), FileNotFoundError("no")]
)
def test_one_that_does_not_answer_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", fail)
    assert not metering.is_metered()


def test_it_is_asked_with_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def answer(command: list[str], **options: Any) -> "subprocess.CompletedProcess[str]":
        asked.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, "GENERAL.METERED:yes\n", "")

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", answer)
    assert metering.is_metered()
    assert asked["timeout"] <= 2
    assert asked["command"][0] == "nmcli"
