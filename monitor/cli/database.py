"""`db`: migrations, copies, moving between databases, export, and retention."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.app.clock import utc_now
from monitor.app.sharing import refuse_beside
from monitor.cli.options import DEFAULT_CONFIG, ConfigFolder, UnusedConfig, open_store
from monitor.config import load_config
from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command()
def upgrade(_config: UnusedConfig = DEFAULT_CONFIG) -> None:
    """Brings the tables to this version; does nothing where they are."""
    with open_store():
        typer.echo("the tables are up to date")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The copy, an SQLite file; must not exist yet.", metavar="FILE")],
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """A consistent copy of the database, SQLite or PostgreSQL, also while the service runs."""
    with open_store() as store:
        store.backup(str(file))
    typer.echo(f"{file}: a consistent copy of the database")


@app.command()
def restore(
    file: Annotated[
        Path, typer.Argument(help="A copy that `backup` made, also of an earlier version.", metavar="FILE")
    ],
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """A copy into the database at DATABASE_URL, SQLite or PostgreSQL, which must be empty."""
    with open_store() as store:
        refuse_beside(store)
        moved = store.restore(str(file))
    typer.echo(f"restored: {_in_words(moved)}")


@app.command()
def move(
    source: Annotated[str, typer.Argument(help="Where all is now, like sqlite:///data/monitor.db.", metavar="FROM")],
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """All that another database holds, brought to this version, into the one at DATABASE_URL, which must be empty. Stop the service first."""
    if source.startswith("sqlite:///") and not Path(source.removeprefix("sqlite:///")).is_file():
        raise UsageError(f"there is no database at {source}")
    with open_store(source) as other:
        refuse_beside(other)
        with open_store() as store:
            moved = store.take_over(other)
    typer.echo(f"moved: {_in_words(moved)}; all stays where it came from too")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="A new file of gzipped JSON Lines.", metavar="FILE.jsonl.gz")],
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """Everything that is stored, a row a line, for other programs; also while the service runs."""
    with open_store() as store:
        written = store.export(str(file))
    typer.echo(f"{file}: {_in_words(written)}")


_SPARE_DAYS = 14
"""Kept beyond what themes look back on: a digest that is made late looks back from the end of its own week."""
Days = Annotated[int | None, typer.Option(help="In days; left out: kept for ever.", min=30)]


@app.command()
def prune(
    days: Annotated[
        int | None, typer.Option("--older-than", help="Texts and statements that nothing rests on, in days.", min=30)
    ] = None,
    texts: Days = None,
    statements: Days = None,
    alerts: Annotated[
        int | None, typer.Option(help="Alerts that were only in a digest and nobody judged, in days.", min=365)
    ] = None,
    config: ConfigFolder = DEFAULT_CONFIG,
) -> None:
    """Lets go of what is old: by default texts and statements of 730 days that nothing rests on. What an alert rests on stays."""
    if days is None and not (texts or statements or alerts):
        days = 730
    # What no issue is named for must be known for as long as new themes are looked for, else what is usual would be told as new.
    known, removed = load_config(config).rules.theme.back.days + _SPARE_DAYS, Counter[str]()
    if min(days or known, texts or known, statements or known) < known:
        typer.echo(f"the last {known} days are kept: new themes are looked for in them", err=True)
    with open_store() as store:
        asked = (
            (days, store.prune, known), (texts, store.prune_texts, known), (statements, store.prune_statements, known),
            (alerts, store.prune_alerts, 0),
        )  # fmt: skip
        for age, let_go, least in asked:
            if age is not None:
                removed.update(let_go(utc_now() - timedelta(days=max(age, least))))
    typer.echo(f"let go of: {_in_words(removed)}")


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing"
