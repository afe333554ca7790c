"""A few seconds of `make soak`: the random user, the server and the verdict work."""

import sys
from pathlib import Path

import pytest

from tests.soak.run import Wanted, soak
from tests.soak.user import keys

SEED = 8


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_a_short_soak_ends_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "KOMBIT_TUI_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    told: list[str] = []
    soak(tmp_path, Wanted(4, 200, SEED, told.append))
    assert int(told[-1].split()[0]) >= 100, "keys were pressed"


def test_the_same_seed_presses_the_same_keys() -> None:
    one, same, other = keys(SEED), keys(SEED), keys(SEED + 1)
    pressed = [next(one) for _ in range(300)]
    assert pressed == [next(same) for _ in pressed]
    assert pressed != [next(other) for _ in pressed]
    assert not {"q", "ctrl+q"} & set(pressed)
