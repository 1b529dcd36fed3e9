"""`db`: migrations, a consistent copy, and retention."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from monitor.app import utc_now
from monitor.cli.options import DEFAULT_CONFIG, UnusedConfig, open_store

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command()
def upgrade(_config: UnusedConfig = DEFAULT_CONFIG) -> None:
    """Brings the tables to this version; does nothing where they are."""
    open_store().close()
    typer.echo("the tables are up to date")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The copy; must not exist yet.", metavar="FILE")],
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """A consistent copy of the SQLite database, also while the service runs."""
    store = open_store()
    try:
        store.backup(str(file))
    finally:
        store.close()
    typer.echo(f"{file}: a consistent copy of the database")


@app.command()
def prune(
    days: Annotated[int, typer.Option("--older-than", help="In days.", min=30)] = 730,
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """Empties the texts and statements of old articles that nothing rests on; alerts, digests and verdicts stay."""
    store = open_store()
    try:
        removed = store.prune(utc_now() - timedelta(days=days))
    finally:
        store.close()
    typer.echo(", ".join(f"{count} {name}" for name, count in removed.items()) + " emptied")
