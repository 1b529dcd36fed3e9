"""`alerts`: what was raised, why, and what people said of it."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.alerts import alert_to_json, format_alert, format_evidence, format_verdicts, width_for
from monitor.app.clock import utc_now
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, UnusedConfig, open_store, print_json
from monitor.config import command_for, unfinished
from monitor.errors import UsageError
from monitor.types import VERDICT_WORDS, Alert, Proposal, Revision, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

app = typer.Typer(help="Alerts and verdicts.", no_args_is_help=True)


@app.command("list")
def list_alerts(
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option("--limit", help="How many, newest first.", min=1)] = 50,
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """The newest alerts, one line each."""
    with open_store() as store:
        alerts = store.alerts(limit=limit)
    if as_json:
        print_json([alert_to_json(alert) for alert in alerts])
        return
    for line in _listed(alerts):
        typer.echo(line)


def _listed(alerts: Sequence[Alert]) -> Iterator[str]:
    """A line an alert under the names of its columns; without any that there is none."""
    if not alerts:
        yield "no alert yet"
        return
    wide = max(len(alert.id) for alert in alerts)
    yield f"{'alert':<{wide}}  {'raised (UTC)':<16}  goes to  confidence  severity  headline"
    for alert in alerts:
        yield (
            f"{alert.id:<{wide}}  {alert.raised_at:%Y-%m-%d %H:%M}  {alert.channel:<7}  {alert.confidence:>10.2f}"
            f"  {alert.severity:>8}  {alert.headline}"
        )


@app.command()
def show(
    alert_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: AsJson = False,
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """One alert with all its evidence and what people said of it."""
    with open_store() as store:
        alert = _known(store.alert(alert_id), alert_id)
        verdicts = store.verdicts(alert_id)
        edits = store.revisions(sorted({place.article for place in alert.evidence}))
    if as_json:
        said = [{"word": v.word, "by": v.by, "at": v.at.isoformat(), "note": v.note} for v in verdicts]
        print_json({**alert_to_json(alert), "verdicts": said, "edits": [_edit(each) for each in edits]})
        return
    width = width_for(sys.stdout, os.environ)
    typer.echo(format_alert(alert, width=width, colour=False))
    typer.echo(format_evidence(alert, width=width, colour=False), nl=False)
    for line in _edited(alert, edits):
        typer.echo(line)
    typer.echo(format_verdicts(verdicts, width=width), nl=False)


def _edit(revision: Revision) -> dict[str, object]:
    return {**asdict(revision), "at": revision.at.isoformat()}


def _edited(alert: Alert, edits: Sequence[Revision]) -> Iterator[str]:
    """What was changed of the articles that the alert rests on: every sentence whole, as it stood and as it stands."""
    titles = {place.article: f"{place.outlet}: {place.title}" for place in alert.evidence}
    for edit in edits:
        yield f"\nedited after publication, seen {edit.at:%Y-%m-%d %H:%M} UTC · {titles[edit.article_id]}"
        for change in edit.changes:
            yield f"  {change.issue}  - {change.before or '(was not there)'}"
            yield f"  {' ' * len(change.issue)}  + {change.after or '(is no longer there)'}"


@app.command("verdict")
def give_verdict(
    alert_id: Annotated[str, typer.Argument(metavar="ID")],
    word: Annotated[str, typer.Argument(help=", ".join(VERDICT_WORDS), metavar="WORD")],
    note: Annotated[str, typer.Option("--note", help="In your own words.")] = "",
    _config: UnusedConfig = DEFAULT_CONFIG,
) -> None:
    """Says what you think of an alert; the digest counts it."""
    if word not in VERDICT_WORDS:
        raise UsageError(f"{word!r} is not a verdict: use one of {', '.join(VERDICT_WORDS)}")
    with open_store() as store:
        _known(store.alert(alert_id), alert_id)
        store.add_verdict(Verdict(alert_id=alert_id, word=word, by=getpass.getuser(), at=utc_now(), note=note))
    typer.echo(f"{alert_id}: {word}")


@app.command()
def proposals(as_json: AsJson = False, config: ConfigFolder = DEFAULT_CONFIG) -> None:
    """Lines that people proposed as baseline in Slack; for those that were approved, the command that finishes them."""
    with open_store() as store:
        found = store.proposals()
    if as_json:
        print_json([_proposal(each) for each in found])
        return
    open_ones = unfinished(found, config)
    for each in found:
        decided = f"{each.state} by {each.decided_by}" if each.decided_by else each.state
        typer.echo(f"# {each.at:%Y-%m-%d} {each.office} on {each.issue}, proposed by {each.by}: {decided}")
        typer.echo(f"  {each.level:+d} since {each.as_of}: {each.claim}")
        if each in open_ones:
            typer.echo(f"  not in the baseline yet: {command_for(each)}")
    if not found:
        typer.echo("nobody has proposed a baseline yet")


def _proposal(proposal: Proposal) -> dict[str, object]:
    times = {"at": proposal.at, "as_of": proposal.as_of, "decided_at": proposal.decided_at}
    return {**asdict(proposal), **{name: moment.isoformat() if moment else None for name, moment in times.items()}}


def _known(alert: Alert | None, alert_id: str) -> Alert:
    if alert is None:
        raise UsageError(f"there is no alert {alert_id!r}: `monitor alerts list` shows them")
    return alert
