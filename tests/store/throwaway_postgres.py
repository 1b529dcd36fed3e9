"""A PostgreSQL server for one run of the tests: its own folder, a socket in it and no port but where one is asked for, ended by its
own process id."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING = "PostgreSQL's server programs are missing: the PostgreSQL half was skipped"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
PORT = 5432


def server_programs() -> Path | None:
    """The folder with initdb and postgres."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path is not None:
        folders.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def running(programs: Path, *, listen: str = "") -> Iterator[str]:
    """The folder of the socket of a running server, whose superuser is "monitor". `listen`: an address of a network of ours that it
    answers at too, at the usual port."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        with _as_other_user(folder) as user:
            yield from _serve(programs, folder, user, listen)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _as_other_user(folder: Path) -> Iterator[dict[str, Any]]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        yield {}
        return
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    yield {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _serve(programs: Path, folder: Path, user: dict[str, Any], listen: str) -> Iterator[str]:
    place = folder / "db"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "cwd": folder, "env": os.environ | {"LC_ALL": "C.UTF-8"}}
    init = [programs / "initdb", "-D", place, "-U", "monitor", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(init, check=True, stderr=subprocess.PIPE, **quiet, **user)
    if listen:
        with (place / "pg_hba.conf").open("a") as rules:
            rules.write("host all monitor samenet trust\n")
    settings = [word for setting in (*_QUICK, f"listen_addresses={listen}", f"port={PORT}") for word in ("-c", setting)]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [programs / "postgres", "-D", place, "-k", folder, *settings], stderr=log, **quiet, **user
    )
    try:
        _wait(str(folder), server)
        yield str(folder)
    finally:
        server.send_signal(signal.SIGINT)  # its fast way to end
        server.wait(timeout=30)
        log.close()


def _wait(socket: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            psycopg.connect(host=socket, user="monitor", dbname="postgres").close()
        except psycopg.OperationalError:
            assert server.poll() is None, (Path(socket) / "log").read_text()
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"PostgreSQL did not start for {getpass.getuser()}")


def create_database(socket: str, name: str) -> str:
    """Its URL."""
    _command(socket, f'CREATE DATABASE "{name}"')
    return url_of(socket, name)


def drop_database(socket: str, name: str) -> None:
    """Also where a killed process left a connection."""
    _command(socket, f'DROP DATABASE "{name}" WITH (FORCE)')


def empty_tables(socket: str, name: str, tables: list[str]) -> None:
    _command(socket, f"TRUNCATE {', '.join(tables)} RESTART IDENTITY", database=name)


def url_of(socket: str, name: str) -> str:
    """Of a socket's folder, or an address."""
    return f"postgresql://monitor@/{name}?host={socket}"


def _command(socket: str, sql: str, *, database: str = "postgres") -> None:
    with psycopg.connect(host=socket, user="monitor", dbname=database, autocommit=True) as connection:
        connection.execute(sql)
