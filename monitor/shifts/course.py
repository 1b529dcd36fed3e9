"""One stream on its way: the mutable inside of the fold. Everything is a function of the utterances in order.

May import: types, and shifts.conditionality, days, detect, expected, findings, line, trail, wording.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from monitor.shifts import conditionality
from monitor.shifts.days import UNIT, Days, Labels, labels_of, with_top
from monitor.shifts.detect import Detector, Stretch, Table, is_apart, kind_of, likelihood_table
from monitor.shifts.expected import Alarm, Expected, Setting
from monitor.shifts.findings import check, drift, sign
from monitor.shifts.line import Line
from monitor.shifts.trail import KEPT, dump_utterance, load_utterance, trimmed
from monitor.shifts.wording import Words, load_words, watch_all
from monitor.types import Shift, StreamState, Utterance
from monitor.types.levels import mean_of, mode_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Position, Rules, Versions

FORMAT = 1
"""Of the memory; a stream whose memory has another format is folded from its start."""
FADED = 0.1
"""Share of the threshold below which signs of a move are gone: what comes then is new."""


def made_with(versions: Versions, rules: Rules) -> str:
    """What a stream is folded with, for a milestone of it to be gone on from."""
    return f"{versions.baseline} {versions.model} {versions.code} {FORMAT} {blake2b(repr(rules).encode(), digest_size=6).hexdigest()}"


class Course:
    """Steps through the utterances of one stream in order of (`said_at`, id)."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.days = Days()
        self.line = Line(setting.rules.baseline)
        self.fixed, self.rolling = Detector(), Detector()
        self.trail: list[Utterance] = []
        self.n = self.live = self.rolls_from = 0
        self.first_at: datetime | None = None
        self.words: dict[str, Words] = {}
        self.firmness = conditionality.fresh()
        self.signed: set[int] = set()
        self.stood: list[datetime | None] = [None] * 5
        self.row: Position | None = None
        self.made: str | None = made_with(setting.versions, setting.rules)
        self._tables: dict[str, tuple[tuple[float, ...], Table]] = {}

    # ------------------------------------------------------------- one step

    def step(self, utterance: Utterance) -> tuple[Shift, ...]:
        """Takes the next utterance; answers with the shifts that it completes. Quiet ones teach only."""
        moved = self._place(utterance)
        found = self._watch_firmness(utterance, moved)
        worded = tuple(watch_all(self.words, utterance, self.setting.rules)) if self.setting.rules.wording else ()
        return (*found, *worded)

    def _watch_firmness(self, utterance: Utterance, moved: Shift | None) -> tuple[Shift, ...]:
        """How firmly the line is said: a change is told with the move of its level where there is one, else by itself."""
        told = () if moved is None else (moved,)
        departure = conditionality.watch(self.firmness, utterance, self.setting.rules)
        if departure is None:
            return told
        if moved is not None and moved.rule == "drift":
            self.firmness.restart(departure)
            return (replace(moved, aside=conditionality.in_numbers(departure)),)
        if not conditionality.stands(departure, self.setting.rules):
            return told  # the detector of the level decides, and may do so later
        self.firmness.restart(departure)
        return (*told, conditionality.changed(departure, self.setting.key, self.trail))

    def _place(self, utterance: Utterance) -> Shift | None:
        day = utterance.said_at.toordinal()
        self.enter(utterance.said_at)
        self.first_at = self.first_at or utterance.said_at
        starts = not utterance.quiet and self.live == 0
        if starts:
            self._end_archive(day)
        self.live += not utterance.quiet
        self.trail = [*self.trail[-KEPT:], trimmed(utterance)]
        if utterance.margin <= 0:
            return None
        self.n += 1
        self.stood[mode_of(utterance.levels) + 2] = utterance.said_at
        return self._judge(utterance, day, starts=starts)

    def _judge(self, utterance: Utterance, day: int, *, starts: bool) -> Shift | None:
        before = self.line.state
        found = None if utterance.quiet else self._watch(utterance, day)
        self._teach(utterance, day)
        if utterance.quiet or found is not None:
            return found
        if before == "seed-only" or starts:
            return check(self.line, self.row, utterance, self.trail, setting=self.setting)
        return None

    def enter(self, at: datetime) -> None:
        """Brings the baselines up to a moment: the row in force, and days old enough to teach."""
        self.row = self.setting.seed.on(at.date())
        named = self.row.id if self.row else None
        if named != self.line.row:
            self._take_row(named, at.toordinal())
        if self.live and self.line.takes_later:
            self._learn_until(at.toordinal() - self.setting.rules.baseline.exclude_days)

    def _take_row(self, named: str | None, day: int) -> None:
        """Another row is in force from here on; what was heard lately is its burn-in."""
        self.line = Line(self.setting.rules.baseline, row=named)
        if self.live:
            self.fixed.reset()
            self.signed.clear()
            self.line.learned, self.line.until = self._archive(day - 1), day - 1

    def _learn_until(self, last: int) -> None:
        for day in self.days.after(self.line.until, last):
            if self.line.takes_later:
                self.line.teach(self.days.between(day, day), day)

    def _end_archive(self, day: int) -> None:
        """What was known before the first live utterance is the burn-in: the last days, or all where those are few."""
        self.line.learned = self._archive(day)
        self.line.until = day - 1

    def _archive(self, day: int) -> Labels:
        rules = self.setting.rules.baseline
        near = self.days.between(day - rules.burn_in_days, day)
        return near if near.n >= rules.settled_at else self.days.between(day - rules.rolling_days, day)

    def _teach(self, utterance: Utterance, day: int) -> None:
        labels = labels_of(utterance.levels, utterance.weight)
        self.days.add(day, labels)
        if self.live and self.line.takes_at_once:
            self.line.teach(labels, day)

    # ------------------------------------------------------------ detection

    def _watch(self, utterance: Utterance, day: int) -> Shift | None:
        alarms = [self._run("fixed", self.fixed, self._held_against(), utterance, day)]
        rolled = self._rolled(day)
        if rolled is not None:
            alarms.append(self._run("rolling", self.rolling, rolled, utterance, day))
        found = [alarm for alarm in alarms if alarm is not None]
        sure = next((alarm for alarm in found if alarm.ratio >= self._needed(alarm.before)), None)
        if sure is None:
            return self._sign(found, utterance, seen=(self.fixed,) if rolled is None else (self.fixed, self.rolling))
        shift = drift(sure, utterance, self.trail, setting=self.setting)
        self._move(sure.stretch, day)
        return shift

    def _sign(self, found: Sequence[Alarm], utterance: Utterance, *, seen: Sequence[Detector]) -> Shift | None:
        """What may be a move: told once each way, until no detector that runs (`seen`) sees it any more or the line has moved."""
        gone = FADED * self.setting.rules.threshold
        self.signed = {way for way in self.signed if max(detector.towards(way) for detector in seen) >= gone}
        first = next((alarm for alarm in found if _way(alarm.stretch) not in self.signed), None)
        if first is None:
            return None
        self.signed.add(_way(first.stretch))
        return sign(drift(first, utterance, self.trail, setting=self.setting))

    def _needed(self, before: Expected) -> float:
        return self.setting.rules.needed("level", provisional=before.provisional)

    def _run(self, name: str, detector: Detector, before: Expected, utterance: Utterance, day: int) -> Alarm | None:
        """One step of one detector: an alarm once there are signs of a move. Nothing is watched before the baseline has been heard often enough."""
        if self.line.state == "seed-only" and name == "fixed":
            return None
        detector.update(
            self._table(name, before.shares),
            utterance.levels,
            utterance.weight,
            day,
            counted=with_top(utterance.levels),
        )
        rules, stretch = self.setting.rules, detector.stretch()
        ratio = detector.towards(_way(stretch))
        if ratio < rules.detect.signs * self._needed(before):
            return None
        after = stretch.counts[5:]
        kind = kind_of(before.tops, after, rules.detect, sign=self.setting.sign)
        if kind is None or (mean_of(after) - mean_of(before.tops)) * stretch.by < 0:
            return None
        if before.baseline != "pinned" and not is_apart(before.heard, after, _way(stretch)):
            return None  # only row and prior stand elsewhere: what is heard is what was heard before
        return Alarm(stretch, before, kind, ratio)

    def _table(self, name: str, shares: tuple[float, ...]) -> Table:
        kept = self._tables.get(name)
        if kept is None or kept[0] != shares:
            kept = (shares, likelihood_table(shares, self.setting.rules.detect))
            self._tables[name] = kept
        return kept[1]

    def _held_against(self) -> Expected:
        """The fixed baseline: the row, or the level the stream moved to."""
        shares, tops = self.line.expected(self.row), self.line.tops(self.row)
        seeded = self.row is not None and self.line.moved in (None, self.row.level)
        baseline = "rolling" if not seeded else "pinned" if self.row and self.row.pinned else "seed"
        state = self.line.state
        known = self.row is not None or state != "seed-only"
        row = self.row if seeded else None
        provisional, learned = state != "settled", self.line.learned
        level, moved = mode_of(tops), self._moved_on()
        return Expected(
            shares, tops, level, baseline, row, provisional, known, learned.n, heard=learned.tops, moved=moved
        )

    def _rolled(self, day: int) -> Expected | None:
        """The rolling baseline, None while too little of it is old enough."""
        rules = self.setting.rules.baseline
        first = max(day - rules.rolling_days, self.rolls_from)
        labels = self.days.window(first, day - rules.exclude_days)
        if labels.n < rules.provisional_at:
            return None
        shares, tops = (_smoothed(heard, rules.prior_n) for heard in (labels.shares, labels.tops))
        provisional = labels.n < rules.settled_at
        level, moved = mode_of(tops), self._moved_on()
        return Expected(
            shares, tops, level, "rolling", None, provisional, known=True, n=labels.n, heard=labels.tops, moved=moved
        )

    def _moved_on(self) -> date | None:
        """The first day of what it is expected by, where the line has moved."""
        return None if self.line.moved is None else date.fromordinal(self.rolls_from)

    def expected(self, at: datetime) -> Expected:
        """What the stream was expected to say at that moment; rolling where there is one that differs from the line."""
        self.enter(at)
        if not self.live:
            self.line.learned = self._archive(at.toordinal())
        held, rolled = self._held_against(), self._rolled(at.toordinal())
        chosen = held if rolled is None or rolled.level == held.level else rolled
        return chosen._replace(held=self._taken(at.toordinal()))

    def _taken(self, day: int) -> tuple[float, ...]:
        """How often each level was taken, without the newest days: a move must not count as its own habit."""
        rules = self.setting.rules.baseline
        first = max(day - rules.rolling_days, self.rolls_from)
        return self.days.between(first, day - rules.exclude_days).tops

    def _move(self, stretch: Stretch, day: int) -> None:
        """After an alarm both detectors start again, and the stream is held against the level it moved to."""
        level = mode_of(stretch.counts[5:])
        learned = Labels(tuple([round(count * UNIT) for count in stretch.counts]), stretch.n)
        self.line = Line(self.setting.rules.baseline, row=self.line.row, moved=level, learned=learned, until=day)
        self.rolls_from = stretch.start
        self.fixed.reset()
        self.rolling.reset()
        self.signed.clear()
        self.days.forget_window()

    @property
    def towards(self) -> tuple[float, float]:
        """The evidence for a move down, and for one up."""
        down, up = (max(self.fixed.towards(way), self.rolling.towards(way)) for way in (-1, 1))
        return down, up

    # --------------------------------------------------------------- memory

    def state(self, last: Utterance, undo: Mapping[str, Any] | None) -> StreamState:
        """What the store keeps; `undo` is the core before `last`, so that `last` can be taken back when it grows."""
        day = last.said_at.toordinal()
        core = self.core(day)
        held = self._held_against()
        # A line that moved stands where it has stood since, not half-way from where it stood before.
        since = [u for u in self.trail[-KEPT:] if u.said_at.toordinal() >= self.rolls_from]
        shown = [u for u in since if u.margin > 0]
        recent = [sum(with_top(u.levels)[5 + k] * u.weight for u in shown) for k in range(5)]
        return StreamState(
            key=self.setting.key,
            state=self.line.state,
            n=self.n,
            last_at=last.said_at,
            mean=mean_of(recent),
            baseline_mean=mean_of(held.tops) if held.known else None,
            ratio=max(self.fixed.ratio, self.rolling.ratio),
            memory={
                "format": FORMAT,
                "core": core,
                "days": self.days.dump(day - self.setting.rules.baseline.rolling_days),
                "trail": [dump_utterance(u) for u in self.trail],
                "undo": undo,
                "made_with": self.made,
                "level": held.level if held.known else None,
            },
            versions=self.setting.versions,
        )

    def core(self, day: int) -> dict[str, Any]:
        """The small part of the memory: everything but the days and the trail."""
        if not self.live:
            self.line.learned = self._archive(day)
        return {
            "n": self.n,
            "live": self.live,
            "first": self.first_at.isoformat() if self.first_at else None,
            "rolls_from": self.rolls_from,
            "line": self.line.dump(),
            "fixed": self.fixed.dump(),
            "rolling": self.rolling.dump(),
            "words": {pair: words.dump() for pair, words in sorted(self.words.items())},
            "firmness": self.firmness.dump(),
            "signed": sorted(self.signed),
            "stood": [at.isoformat() if at else None for at in self.stood],
        }

    @classmethod
    def load(cls, setting: Setting, memory: Mapping[str, Any]) -> Course:
        course = cls(setting)
        if memory.get("made_with") != course.made:
            course.made = None  # it began as something else
        course.days = Days(memory["days"])
        course.trail = [load_utterance(row, setting.key) for row in memory["trail"]]
        course._read_core(memory["core"])
        return course

    def _read_core(self, core: Mapping[str, Any]) -> None:
        self.n, self.live, self.rolls_from = core["n"], core["live"], core["rolls_from"]
        self.first_at = datetime.fromisoformat(core["first"]) if core["first"] else None
        self.line = Line.load(self.setting.rules.baseline, core["line"])
        self.fixed, self.rolling = Detector.load(core["fixed"]), Detector.load(core["rolling"])
        self.words = load_words(core["words"])
        self.firmness = conditionality.load(core.get("firmness"))
        self.signed = set(core.get("signed", ()))
        last = self.trail[-1].said_at if self.trail else datetime(1, 1, 1, tzinfo=UTC)
        self.row = self.setting.seed.on(last.date())
        # A memory of before this was kept does not say where the line stood: it may have stood anywhere until now.
        stood = core.get("stood", [last.isoformat()] * 5)
        self.stood = [datetime.fromisoformat(at) if at else None for at in stood]

    def take_back(self, core: Mapping[str, Any]) -> None:
        """Undoes the last step, given the core before it."""
        last = self.trail.pop()
        if last.margin > 0:
            self.days.add(last.said_at.toordinal(), labels_of(last.levels, last.weight), -1)
        self._read_core(core)


def _way(stretch: Stretch) -> int:
    """Up or down the axis."""
    return 1 if stretch.by > 0 else -1


def _smoothed(heard: Sequence[float], prior_n: float) -> tuple[float, ...]:
    """Shares with `prior_n` labels spread evenly: a rolling baseline has no row to lean on."""
    mass = sum(heard) + prior_n
    return tuple([(share + prior_n / 5) / mass for share in heard])
