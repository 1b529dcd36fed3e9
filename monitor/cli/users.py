"""`users`: who may log in to the review site."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from typing import Annotated, Literal

import typer

from monitor.app.clock import utc_now
from monitor.cli.options import DEFAULT_CONFIG, AsJson, UnusedConfig, open_store, print_json
from monitor.errors import UsageError
from monitor.types import User
from monitor.web import hashed

LONGEST_NAME = 80

app = typer.Typer(help="Who may log in to the review site.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME")]


@app.command()
def add(
    name: Name,
    role: Annotated[
        Literal["read", "answer", "administer"],
        typer.Option("--role", help="read: look; answer: verdicts too; administer: baseline and log too."),
    ] = "answer",
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """Adds a user, or gives one a new password and role, who is then logged out everywhere. The password is asked for, or read from stdin."""
    known = name.strip()
    if not known or len(known) > LONGEST_NAME or not known.isprintable():
        raise UsageError(f"a name has 1 to {LONGEST_NAME} letters")
    user = User(name=known, role=role, secret=hashed(_password()), added_at=utc_now())
    with open_store() as store:
        store.review.save_user(user, getpass.getuser())
    typer.echo(f"{known} may log in ({role})")


def _password() -> str:
    """Twice from a person, once from a script."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        raise UsageError("the two passwords differ: nothing was changed")
    return first


@app.command("list")
def list_users(as_json: AsJson = False, _config: UnusedConfig = DEFAULT_CONFIG) -> None:
    """Names and roles."""
    with open_store() as store:
        users = store.review.users()
    if as_json:
        shown = [asdict(user) | {"added_at": user.added_at.isoformat()} for user in users]
        print_json([{name: value for name, value in one.items() if name != "secret"} for one in shown])
        return
    for user in users:
        typer.echo(f"{user.name}  {user.role}  since {user.added_at:%Y-%m-%d}")
    if not users:
        typer.echo("nobody may log in yet: `monitor users add NAME --role administer`")


@app.command()
def remove(name: Name, _config: UnusedConfig = DEFAULT_CONFIG) -> None:
    """Takes a user away, and ends every login; what the user decided stays on record."""
    with open_store() as store:
        gone = store.review.remove_user(name, getpass.getuser(), now=utc_now())
    if not gone:
        raise UsageError(f"there is no user {name!r}: `monitor users list` shows them")
    typer.echo(f"{name} may not log in any more")
