"""A backup is restored as docs/server.md says, clients can tell, and history can be read."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

from kombit_tui.server.settings import ADMIN_INI
from tests.commands import run
from tests.contract.heads import Server, disconnect
from tests.contract.postgres import Cluster, binary
from tests.contract.processes import answering, ending_with_us
from tests.server.kinto import ANNA, PASSWORD

DATA = "/buckets/kommune-0101/collections/data"
BODY = {"data": {"type": "task", "title": "Udfas"}}


def test_a_restored_server_has_what_the_backup_had_and_another_epoch(
    cluster: Cluster, server: Server, tmp_path: Path
) -> None:
    head = server.public(ANNA)
    head.must("PUT", f"{DATA}/records/0101-before", BODY)
    before = head.must("GET", DATA).body["data"]["epoch"]
    backup = tmp_path / "backup.dump"
    dump = [binary("pg_dump"), "-Fc", "-f", str(backup), server.url]
    subprocess.run(dump, check=True, capture_output=True)
    head.must("PUT", f"{DATA}/records/0101-after", BODY)
    etag = head.must("GET", f"{DATA}/records").headers["ETag"]
    disconnect(head)

    cluster.query(f'DROP DATABASE "{server.database}" WITH (FORCE)')
    cluster.create(server.database, "template0")
    restore = [binary("pg_restore"), "--no-owner", "-d", server.url, str(backup)]
    done = subprocess.run(restore, check=True, capture_output=True)
    assert done.stderr == b""
    rotated = run(tmp_path, "server", "rotate-epoch", "--folder", str(server.folder))
    assert rotated.stdout == "Ny epoke i 5 samlinger.\n"

    head = server.public(ANNA)
    ids = [one["id"] for one in head.must("GET", f"{DATA}/records").body["data"]]
    assert ids == ["0101-before"]
    assert head.must("GET", DATA).body["data"]["epoch"] != before
    assert head.must("GET", f"{DATA}/records").headers["ETag"] < etag, "it went back in time"
    assert head.ask("PUT", f"{DATA}/records/0101-again", BODY).status == 201
    disconnect(head)


def test_the_operator_reads_the_history_on_the_machine_itself(server: Server) -> None:
    head = server.public(ANNA)
    head.must("PUT", f"{DATA}/records/0101-noted", BODY)
    disconnect(head)
    ini = server.folder / ADMIN_INI
    kinto = str(Path(sys.executable).with_name("kinto"))
    words = ("create-user", "--ini", str(ini), "--username", "admin", "--password", PASSWORD)
    subprocess.run([kinto, *words], check=True, capture_output=True)
    command = [sys.executable, "-m", "kombit_tui", "server", "run", "--admin"]
    process = subprocess.Popen(
        [*ending_with_us(), *command], env=os.environ | {"KOMBIT_TUI_SERVER": str(server.folder)}
    )
    try:
        url = f"http://127.0.0.1:{server.admin_port}/v1/"
        answering(url, process)
        path = f"{url}buckets/kommune-0101/history"
        found = httpx.get(path, params={"record_id": "0101-noted"}, auth=("admin", PASSWORD))
        (entry,) = found.json()["data"]
        assert (entry["action"], entry["user_id"]) == ("create", f"account:{ANNA}")
        assert entry["target"]["data"]["title"] == "Udfas"
        assert httpx.get(path, auth=(ANNA, PASSWORD)).status_code == 403
        assert httpx.get(path).status_code == 401
    finally:
        process.terminate()
        process.wait(30)
