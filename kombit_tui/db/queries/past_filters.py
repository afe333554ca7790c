"""The filters that were used before, per screen: a fact of this store alone."""

import json
import sqlite3
from collections.abc import Sequence

from kombit_tui.db import meta

MOST = 30


def _key(mode: str) -> str:
    return f"filters.{mode}"


def past_filters(connection: sqlite3.Connection, mode: str) -> list[str]:
    """What was asked of a screen before, the latest first."""
    return [str(one) for one in json.loads(meta.read(connection, _key(mode)) or "[]")]


def with_filter(past: Sequence[str], words: str, mode: str) -> dict[str, str]:
    """What the store is to remember once `words` were used: see `Store.remember`."""
    kept = [words, *(one for one in past if one != words)][:MOST]
    return {_key(mode): json.dumps(kept, ensure_ascii=False)}
