"""Questions put to the store while the user types: only the latest one is answered."""

import asyncio
import sqlite3
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from kombit_tui.db.store import Store

T = TypeVar("T")


class Overtaken(Exception):
    """A newer question was asked meanwhile."""


class Latest:
    """A connection of its own for questions of which each one makes those before it needless.

    What is still being read is broken off, and the next question waits until it is: two threads
    in one connection take each other's errors.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: sqlite3.Connection | None = None
        self._alone = Lock()
        self._asked = 0

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer, worked out in a thread.

        Raises:
            Overtaken: a newer question was asked meanwhile, whatever this one would have given.
        """
        self._asked += 1
        number = self._asked
        if self._connection is None:
            self._connection = self._store.connect()
        self._connection.interrupt()
        try:
            answer = await asyncio.to_thread(self._answer, number, question, self._connection)
        except Exception as error:
            if number != self._asked:
                raise Overtaken from error
            raise
        if number != self._asked:
            raise Overtaken
        return answer

    def _answer(
        self,
        number: int,
        question: Callable[[sqlite3.Connection], T],
        connection: sqlite3.Connection,
    ) -> T:
        with self._alone:
            if number != self._asked:
                raise Overtaken
            return question(connection)

    def forget(self) -> None:
        """Whatever is being read is needless."""
        self._asked += 1
        if self._connection is not None:
            self._connection.interrupt()

    def close(self) -> None:
        """Let go of the store."""
        self.forget()
        if self._connection is not None:
            with self._alone:
                self._connection.close()
            self._connection = None
