"""`baseline`: what is compared with: shown, drafted from an article, compared, and changed by proposal and approval."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from monitor.app.clock import utc_now
from monitor.cli.dates import dated
from monitor.cli.inputs import load_article, make_reader
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, open_console, open_store, print_json
from monitor.config import (
    Amendment,
    Change,
    adopt,
    amendment_to_json,
    approve,
    changes_between,
    history,
    load_config,
    read_rows,
    refusals,
    waiting,
)
from monitor.config import propose as propose_amendment
from monitor.draft import propose, to_toml, why_undecided
from monitor.errors import UsageError
from monitor.show import language_name
from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.draft import Undecided
    from monitor.types import Config, Position, Reading

NO_DATE = "the article bears no date: offices are those of today; say when it was written: --as-of YYYY-MM-DD"

app = typer.Typer(help="The baseline.", no_args_is_help=True)


@app.command()
def show(config: ConfigFolder = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """The rows of the baseline and its hash."""
    baseline = load_config(config).baseline
    if as_json:
        rows = [_row(position) for position in baseline.positions]
        print_json(
            {
                "name": baseline.name,
                "as_of": baseline.as_of.isoformat(),
                "source": baseline.source,
                "hash": baseline.hash,
                "positions": rows,
            }
        )
        return
    table = Table("id", "who", "issue", "level", "use", "claim", box=None, pad_edge=False)
    for p in baseline.positions:
        table.add_row(p.id, p.actor, p.issue, "–" if p.level is None else f"{p.level:+d}", p.use, p.claim)
    console = open_console()
    console.print(f"{baseline.name}, as of {baseline.as_of}, hash {baseline.hash}", highlight=False)
    console.print(table)


def _row(position: Position) -> dict[str, object]:
    names = (
        "id",
        "actor",
        "office",
        "bloc",
        "issue",
        "level",
        "claim",
        "use",
        "form",
        "hedges",
        "note",
        "source",
        "pinned",
    )
    return {
        **{name: getattr(position, name) for name in names},
        "as_of": position.as_of.isoformat(),
        "seeds": position.seeds,
    }


@app.command()
def draft(
    file: Annotated[str, typer.Argument(help="A text or HTML file, a URL, or - for stdin.", metavar="FILE")],
    config: ConfigFolder = DEFAULT_CONFIG,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="When it was written, where the article does not say.", metavar="DATE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Proposes positions from an article, as TOML for a person to correct."""
    loaded = load_config(config)
    article = dated(load_article(file, loaded), as_of)
    if article.published is None:
        sys.stderr.write(NO_DATE + "\n")
    reading = make_reader(loaded).read(article)
    drafted = propose(article, reading, loaded.world, taken=_taken(config, loaded))
    if as_json:
        names = ("id", "actor", "office", "bloc", "issue", "level", "quote", "start", "end", "form", "provisional")
        rows = [
            {**{n: getattr(p, n) for n in names}, "as_of": p.as_of.isoformat(), "reasons": list(p.reasons)}
            for p in drafted.proposals
        ]
        print_json({"positions": rows, "undecided": [_undecided_json(one) for one in drafted.undecided]})
        return
    for one in drafted.undecided:
        sys.stderr.write(f"no row: {why_undecided(one)}\n")
    if not (drafted.proposals or drafted.undecided):
        sys.stderr.write(f"no rows: {_why_none(reading)}\n")
    typer.echo(to_toml(drafted, article=article), nl=False)


def _undecided_json(one: Undecided) -> dict[str, object]:
    said = [{"level": s.level, "quote": s.text, "start": s.start, "end": s.end} for s in one.said]
    return {"actor": one.actor, "office": one.office, "issue": one.issue, "said": said, "reason": why_undecided(one)}


def _why_none(reading: Reading) -> str:
    if reading.language not in READ_LANGUAGES:
        return f"the text is in {language_name(reading.language)}, which is not read"
    return "nobody who is followed is heard in it on a followed issue; `monitor analyse` shows what was read"


def _taken(folder: Path, config: Config) -> list[str]:
    """The ids of the rows that stand, and of those that wait to be approved."""
    waiting_rows = [change.id for amendment in waiting(folder) for change in amendment.changes]
    return [row.id for row in config.baseline.positions] + waiting_rows


@app.command()
def diff(
    other: Annotated[Path, typer.Argument(help="A configuration folder, or a TOML file of rows.", metavar="OTHER")],
    config: ConfigFolder = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """What would change if the rows of OTHER stood in the baseline; of a file, only its own rows are looked at."""
    mine = load_config(config).baseline.positions
    if not other.exists():
        raise UsageError(f"{other}: no such file or folder; give a TOML file of rows, or a configuration folder")
    changes = (
        _changes_of_file(mine, other)
        if other.is_file()
        else changes_between(mine, load_config(other).baseline.positions)
    )
    for problem in refusals(config, changes) if other.is_file() else ():
        typer.echo(f"`monitor baseline amend` would refuse it: {problem}", err=True)
    if as_json:
        print_json({"changes": [_change_json(change) for change in changes]})
        return
    typer.echo("\n".join(line for change in changes for line in change_lines(change)) or "no row differs")


def _changes_of_file(mine: Sequence[Position], file: Path) -> tuple[Change, ...]:
    """Of the file's own rows; a source that the file does not give is no difference."""
    known = {row.id: row for row in mine}
    rows = [
        replace(row, source=known[row.id].source) if row.id in known and not row.source else row
        for row in read_rows(file)
    ]
    return changes_between([known[row.id] for row in rows if row.id in known], rows)


@app.command()
def amend(  # noqa: PLR0917 - typer reads them by name
    rows: Annotated[
        Path | None, typer.Argument(help="A TOML file of rows, new or changed.", metavar="ROWS.toml")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", help="Take this row out.", metavar="ID")] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, for the history.", metavar="TEXT")] = "",
    by: Annotated[str, typer.Option("--by", help="Who proposes or approves.", metavar="NAME")] = "",
    approved: Annotated[
        str | None, typer.Option("--approve", help="Approve this proposal.", metavar="PROPOSAL")
    ] = None,
    adopted: Annotated[
        str | None, typer.Option("--adopt", help="Make the change that was approved in Slack.", metavar="PROPOSAL")
    ] = None,
    config: ConfigFolder = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Proposes a change of rows; with --approve or --adopt makes one that was approved; without any lists those that wait."""
    if adopted is not None:
        _told([_adopted(config, adopted)], as_json=as_json)
    elif approved is not None:
        _told([approve(config, approved, by=_named(by), now=utc_now())], as_json=as_json)
    elif rows is not None or drop:
        if not why:
            raise UsageError("say why, for the history: --why TEXT")
        wanted = read_rows(rows) if rows is not None else ()
        made = propose_amendment(config, wanted, drop=drop or (), by=_named(by), why=why, now=utc_now())
        _told([made], as_json=as_json)
        if not as_json:
            sys.stderr.write(
                f"nothing is changed yet: `monitor baseline amend --approve {made.id} --by NAME` does it\n"
            )
    else:
        _told(waiting(config), as_json=as_json)


@app.command("history")
def show_history(config: ConfigFolder = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Every approved change, oldest first, with the hash before and after; alerts carry that hash."""
    done, current = history(config), load_config(config).baseline.hash
    _told(done, as_json=as_json)
    if done and done[-1].result != current:
        sys.stderr.write(f"the files were changed by hand since: the hash is now {current}\n")


def _adopted(config: Path, name: str) -> Amendment:
    with open_store() as store:
        proposal = store.proposal(name)
        alert = None if proposal is None else store.alert(proposal.alert_id)
    if proposal is None:
        raise UsageError(f"there is no proposal {name} in the database; `monitor alerts proposals` lists them")
    return adopt(config, proposal, instead_of=alert.before.position if alert else None, now=utc_now())


def _named(by: str) -> str:
    if not by:
        raise UsageError("say who you are, for the history: --by NAME")
    return by


def _told(amendments: list[Amendment], *, as_json: bool) -> None:
    if as_json:
        print_json({"amendments": [amendment_to_json(one) for one in amendments]})
        return
    typer.echo("\n\n".join("\n".join(amendment_lines(one)) for one in amendments) or "none")


def amendment_lines(one: Amendment) -> list[str]:
    """One proposal or approved change, for a person."""
    head = f"{one.id}  {one.base} → {one.result or 'not approved'}  proposed by {one.by}"
    approved = f", approved by {one.approved_by} on {(one.approved_at or '')[:10]}" if one.approved_by else ""
    return [
        head + approved,
        f"  why: {one.why}",
        *(f"  {line}" for change in one.changes for line in change_lines(change)),
    ]


def change_lines(change: Change) -> list[str]:
    """A row that is new, gone or changed, each differing field on a line."""
    sign = "+" if change.before is None else "-" if change.after is None else "~"
    row = change.after or change.before
    head = f"{sign} {change.id}" + (f"  {row.actor} on {row.issue}" if row else "")
    return [head, *(f"    {name}: {_said(a)} → {_said(b)}" for name, a, b in change.fields)]


def _said(value: object) -> str:
    return "–" if value in (None, "") else str(value)


def _change_json(change: Change) -> dict[str, object]:
    return {
        "id": change.id,
        "before": _row(change.before) if change.before else None,
        "after": _row(change.after) if change.after else None,
        "fields": [name for name, *_ in change.fields],
    }
