"""`eval`: the quality gates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.figures import document_of, render_outcome
from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigFolder, open_console, print_json
from monitor.config import load_config
from monitor.errors import UsageError
from monitor.gates.figures import Result
from monitor.gates.floors import check, load_floors, pinned, write_floors
from monitor.gates.run import GATES, Given, chosen
from monitor.gates.shipped import Shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.gates.figures import Outcome
    from monitor.gates.floors import Floors


def add_to(app: typer.Typer) -> None:
    app.command("eval")(evaluate)


def evaluate(  # noqa: PLR0917 - typer reads them by name
    names: Annotated[
        list[str] | None, typer.Argument(help=f"Of {', '.join(GATES)}; all where none is named.", metavar="NAME...")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Other people's labelled sets, a folder each.", metavar="DIR")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Whole sets where a sample is the rule.")] = False,
    pin: Annotated[bool, typer.Option("--pin", help="Write floors: add, or make stricter; never laxer.")] = False,
    config: ConfigFolder = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """The quality gates: measures the reader and the comparer on labelled sets. Ends with 1 where a figure is below its floor."""
    gates = chosen(names or [])
    if data is not None and not data.is_dir():
        raise UsageError(f"{data} is no folder: give --data the folder that holds the sets")
    shipped, given, floors = Shipped(load_config(config)), Given(data=data, everything=everything), load_floors()
    console = open_console(stderr=as_json)
    outcomes: list[Outcome] = []
    for name in gates:
        with open_console(stderr=True).status(f"measuring {name}"):
            found = list(GATES[name](shipped, given))
        outcomes += found
        if not as_json:
            for outcome in found:
                console.print(render_outcome(outcome, floors))
    if as_json:
        print_json(document_of(outcomes, floors))
    if pin:
        write_floors(pinned(floors, (o for o in outcomes if isinstance(o, Result))))
    _end(outcomes, floors)


def _end(outcomes: Sequence[Outcome], floors: Floors) -> None:
    """With 1, and the names of the figures that are below their floor, if there are any."""
    broken = [
        f"{outcome.gate} {outcome.subject} {checked.name}: "
        + ("no figure" if checked.figure is None else f"{checked.figure.value:.3f}")
        + f", floor {checked.floor:g}"
        for outcome in outcomes
        for checked in check(outcome, floors)
        if not checked.ok
    ]
    for line in broken:
        typer.echo(f"below its floor: {line}", err=True)
    if broken:
        raise typer.Exit(1)
