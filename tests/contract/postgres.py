"""A PostgreSQL of our own in a temporary folder, from the binaries that are installed.

PostgreSQL refuses to run as root; there it runs as `postgres` or, lacking that, `nobody`. It dies
with this process, reaches no network, and cares for no crash: tests want it fast.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.contract.processes import ending_with_us

OWNER = "kombit"
LOG = "log"
_PATIENCE = 30.0
_FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
    "timezone": "Europe/Copenhagen",
}


class NoPostgres(Exception):
    """It cannot be started; `.ci/run` installs the binaries."""


@dataclass
class Cluster:
    """A running server, reached by a socket in its folder."""

    folder: Path
    process: "subprocess.Popen[bytes]"

    def url(self, database: str) -> str:
        """Where a database is, for Kinto and psycopg2."""
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def query(self, statement: str, database: str = "postgres", *values: Any) -> list[Any]:
        """Run one statement outside any transaction and give its rows."""
        import psycopg2

        with closing(psycopg2.connect(self.url(database))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []

    def create(self, database: str, template: str = "template1") -> str:
        """A database set up as docs/server.md says, and its URL."""
        self.query(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        for setting in (
            "timezone = 'UTC'",
            "lock_timeout = '10s'",
            "idle_in_transaction_session_timeout = '30s'",
        ):
            self.query(f'ALTER DATABASE "{database}" SET {setting}')
        return self.url(database)


@contextmanager
def running() -> Iterator[Cluster]:
    """A new cluster, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kombit-pg-"))
    try:
        user = _other_user()
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        command = ("initdb", "-D", data, "-N", "-A", "trust", "-U", OWNER, "-E", "UTF8")
        subprocess.run(
            [*_as(user), binary(str(command[0])), *command[1:], "--locale=C"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        cluster = Cluster(folder, _started(folder, data, user))
        try:
            _wait_for(cluster)
            yield cluster
        finally:
            _stop(cluster.process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def binary(name: str) -> str:
    """The newest installed program of that name.

    Raises:
        NoPostgres: there is none.
    """
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda it: int(it.parent.name), reverse=True
    )
    found = [str(folder / name) for folder in folders if (folder / name).exists()]
    path = found[0] if found else shutil.which(name)
    if path is None:
        raise NoPostgres(f"{name} is not installed: run .ci/run, or install PostgreSQL")
    return path


def _other_user() -> pwd.struct_passwd | None:
    """Who it has to run as, if not as ourselves."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def _as(user: pwd.struct_passwd | None) -> list[str]:
    """The beginning of a command that runs as `user`."""
    if user is None:
        return ending_with_us()
    return ending_with_us(f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")


def _started(folder: Path, data: Path, user: pwd.struct_passwd | None) -> "subprocess.Popen[bytes]":
    options = [f"-c{name}={value}" for name, value in _FAST.items()]
    with (folder / LOG).open("wb") as log:
        return subprocess.Popen(
            [*_as(user), binary("postgres"), "-D", data, "-k", folder, *options],
            stdout=subprocess.DEVNULL,
            stderr=log,
            cwd=folder,
        )


def _wait_for(cluster: Cluster) -> None:
    import psycopg2

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            cluster.query("SELECT 1")
            return
        except psycopg2.OperationalError as error:
            if cluster.process.poll() is not None or time.monotonic() > end:
                log = (cluster.folder / LOG).read_text("utf-8", "replace")
                raise NoPostgres(f"PostgreSQL did not start: {error}\n{log}") from error
            time.sleep(0.05)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
