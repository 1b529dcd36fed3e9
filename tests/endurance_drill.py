"""Weeks of the service in simulated time, while everything round it fails, and then every article and alert beside what was served.

    python -m tests.endurance_drill --feeds 2000 --days 30 --kills 200 --of-each 5 --day 120 [--postgresql]

Feeds, pages, the database, worker processes and Slack are real and over the network; the calendar alone runs faster (`--day`: seconds
for one day) and crosses the end of summer time. The service is killed at random moments, its readers are killed, its disk is full, its
clock is wrong, no name is known, outlets and Slack are away, PostgreSQL is restarted as by a power cut. Leases of processes end by the
database's own clock, so by the machine's real seconds. In the end:
lost 0, doubled 0, and the memory of the last process grows by no more than half a MiB a simulated day.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import load_config
from monitor.digest import due_week
from monitor.errors import StoreError
from tests.endurance_faults import Faults, plan, resident_mib
from tests.endurance_outcome import outcome
from tests.endurance_world import BEGIN, MEETING, MET, QUIET_END, SLOWLY, Trial, World
from tests.service_process import rows, wait_until

if TYPE_CHECKING:
    from datetime import datetime

    from tests.endurance_outcome import Outcome

SELDOM = 0.5
"""Each look asks the database."""
SETTLED_WITHIN = 1200
"""Seconds; a feed that failed is asked again after a day at most."""


def endure(folder: Path, trial: Trial, *, on_postgresql: bool = False) -> Outcome:
    with ExitStack() as ended:
        world = World(folder, trial, ended, on_postgresql=on_postgresql)
        length = trial.days - (MET + QUIET_END) / timedelta(days=1)
        planned = plan(
            BEGIN + MET, length, kills=trial.kills, of_each=trial.of_each, seed=trial.seed, without=world.left_out
        )
        world.start()
        world.wait_for_work()
        assert world.process.poll() is None, world.log
        world.clock.set(BEGIN - MEETING, speed=min(SLOWLY, world.speed))
        wait_until(lambda: _weighed(world) >= trial.feeds, longest=180 + trial.feeds, pause=SELDOM)
        world.clock.set(BEGIN, speed=world.speed)
        faults, memory = Faults(planned, world), list[tuple[float, float, int]]()
        while (now := world.clock.right()) < BEGIN + timedelta(days=trial.days) - QUIET_END / 2:
            faults.look(now)
            world.keep_running()
            _note_memory(memory, world, now)
            time.sleep(0.05)  # looks twenty times a second, so that the service has the processor
        faults.end()
        _settle(world)
        exit_code = _stop(world)
        bugs = tuple(line for line in world.log.splitlines() if "bug:" in line or line.startswith("Traceback"))
        return outcome(world, faults, memory, bugs if exit_code == 0 else (*bugs, f"ended with {exit_code}"))


def _note_memory(memory: list[tuple[float, float, int]], world: World, now: datetime) -> None:
    """Ten times a day."""
    day = (now - BEGIN) / timedelta(days=1)
    if not memory or day - memory[-1][0] >= 0.1:
        size = resident_mib(world.process.pid)
        if size is not None:
            memory.append((day, size, world.lives))


def _settle(world: World) -> None:
    """Every feed is asked once more, the digest that is due is made, and what waits is done.

    The calendar goes slowly then, so that a machine that was behind can catch up. Raises AssertionError with what is left.
    """
    world.clock.set(world.clock.right(), speed=min(SLOWLY, world.speed))
    week = due_week(world.clock.right(), load_config(world.folder / "config").digest)
    asked = {name: shelf.asked for name, shelf in world.stand.shelves.items()}

    def left() -> str:
        world.keep_running()
        unasked = sum(shelf.asked == asked[name] for name, shelf in world.stand.shelves.items())
        try:
            made = week is None or world.store.digest(week.name) is not None
            waiting = _left(world)
        except StoreError as error:
            return str(error)
        told = (
            f"{unasked} feeds were not asked",
            f"{waiting} pieces wait",
            f"the digest {week and week.name} is not made",
        )
        return "; ".join(words for words, is_left in zip(told, (unasked, waiting, not made), strict=True) if is_left)

    try:
        wait_until(lambda: not left(), longest=SETTLED_WITHIN, pause=SELDOM)
    except AssertionError:
        raise AssertionError(f"after {SETTLED_WITHIN} s: {left()}") from None


def _left(world: World) -> int:
    """Pieces that wait."""
    question = "SELECT (SELECT count(*) FROM article_states WHERE stage NOT IN ('weighed', 'quarantined')) + (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))"
    return int(rows(world.store, question)[0][0])


def _weighed(world: World) -> int:
    return int(rows(world.store, "SELECT count(*) FROM article_states WHERE stage = 'weighed'")[0][0])


def _stop(world: World) -> int:
    world.process.send_signal(signal.SIGTERM)
    return world.process.wait(timeout=60)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usual = Trial()
    for name in ("feeds", "voices", "kills", "of_each", "seed"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(usual, name))
    for name in ("days", "day", "every", "press_a_day"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(usual, name))
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--log", type=Path, help="where the service's log is kept")
    given = vars(parser.parse_args())
    on_postgresql, log = given.pop("postgresql"), given.pop("log")
    with tempfile.TemporaryDirectory(prefix="monitor-endurance-") as folder:
        try:
            found = endure(Path(folder), Trial(**given), on_postgresql=on_postgresql)
        finally:
            if log:
                log.write_bytes((Path(folder) / "service.log").read_bytes())
    sys.stdout.write(json.dumps(asdict(found), indent=1) + f"\n{'whole' if found.whole else 'NOT WHOLE'}\n")
    return 0 if found.whole else 1


if __name__ == "__main__":
    sys.exit(main())
