"""The tables of the sync, as statements name them."""

from typing import Any

from sqlalchemy import Table

from kombit_tui.db import models


def _table(model: Any) -> Table:
    found: Table = model.__table__
    return found


STATE = _table(models.SyncState)
ATTEMPT = _table(models.SyncAttempt)
REFUSAL = _table(models.SyncRefusal)
CONFLICT = _table(models.SyncConflict)
FEED = _table(models.SyncFeed)
SNAPSHOT = _table(models.SyncSnapshot)
RUN = _table(models.SyncRun)
