"""The gates by name: which sets each is measured on, ours always, other people's where their folder is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from monitor.config.words import nearest
from monitor.errors import UsageError
from monitor.gates import (
    cases,
    change_points,
    claims,
    copies,
    emphasis,
    narratives,
    news,
    pages,
    perturbations,
    replayed,
    shifts,
    themes,
)
from monitor.gates.articles import archived
from monitor.gates.attribution import POLNEAR, measure_polnear
from monitor.gates.calibration import calibration_of
from monitor.gates.figures import Skipped
from monitor.gates.long import long_of
from monitor.gates.minibench import measure_minibench
from monitor.gates.pairs import answer, own_case, score_apart, score_pairs
from monitor.gates.quotations import measure_quotations
from monitor.gates.sets import LANGUAGES, document, own_rows
from monitor.gates.speed import measure_speed
from monitor.gates.stance import stance_of
from monitor.gates.statements import judge_text, judge_whole, place_given
from monitor.gates.transcripts import WHITEHOUSE, measure_whitehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from monitor.gates.figures import Outcome, Result
    from monitor.gates.shipped import Shipped

    Gate = Callable[["Shipped", "Given"], Iterator[Outcome]]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is there to measure on besides our own sets. `everything`: whole sets where a sample is the rule."""

    data: Path | None = None
    everything: bool = False

    def folder_with(self, needs: Sequence[str]) -> Path | None:
        """The folder, if all of these are in it."""
        there = self.data is not None and all((self.data / path).exists() for path in needs)
        return self.data if there else None


def stance(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    for language, statements in _by_language(shipped.statements):
        placed = shipped.placed(language)
        if any(p.levels is not None for p in placed):
            whole = judge_whole(shipped.judge, shipped.world, statements, language=language)
            yield stance_of(statements, whole, placed, language=language)
        else:
            yield Skipped(gate="stance", subject=language, reason=_why(statements))
    bench = "../baseline/stance_minibench.json"
    yield from _theirs(
        given, "stance", "mini-bench", [bench], lambda data: measure_minibench(shipped.judge, document(data / bench))
    )


def calibration(shipped: Shipped, _given: Given) -> Iterator[Outcome]:
    for language, statements in _by_language(shipped.statements):
        found = calibration_of(shipped.placed(language), language=language)
        skipped = Skipped(gate="calibration", subject=language, reason=_why(statements))
        yield found if found.figures else skipped


def unusual(shipped: Shipped, _given: Given) -> Iterator[Outcome]:
    for language, statements in _by_language(shipped.unusual):
        whole = judge_whole(shipped.judge, shipped.world, statements, language=language)
        placed = place_given(shipped.judge, statements, language=language)
        skipped = Skipped(gate="unusual", subject=language, reason=_why(statements))
        yield stance_of(statements, whole, placed, language=language, gate="unusual") if statements else skipped


def long(shipped: Shipped, _given: Given) -> Iterator[Outcome]:
    for language, texts in _by_language(shipped.texts):
        told = [(text, judge_text(shipped.judge, shipped.world, text, language=language)) for text in texts]
        skipped = Skipped(gate="long", subject=language, reason=_why(texts))
        yield long_of(told, language=language) if told else skipped


def attribution(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    reader = shipped.reader
    for language, rows in _by_language(lambda code: own_rows(f"attribution-{code}")):
        found = measure_quotations(reader, shipped.world, rows, language=language)
        skipped = Skipped(gate="attribution", subject=language, reason=_why(rows))
        yield found if any(f.value for f in found.figures if f.name == "found") else skipped
    yield from _theirs(given, "attribution", "polnear dev", POLNEAR, lambda data: [measure_polnear(reader, data)])
    yield from _theirs(given, "attribution", "whitehouse", WHITEHOUSE, lambda data: [measure_whitehouse(reader, data)])


def compare(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    world, comparer = shipped.world, shipped.comparer
    answered = answer(comparer, map(own_case, own_rows("pairs")))
    yield score_pairs(answered, world, subject="pairs", own=True)
    for language in ("en", "ru"):
        some = [(case, found) for case, found in answered if case.article.language == language]
        yield score_pairs(some, world, subject=f"pairs {language}", own=True)
    yield score_apart(answer(comparer, map(own_case, own_rows("apart"))))

    def theirs(data: Path) -> Iterable[Result]:
        yield score_pairs(answer(comparer, replayed.load_replayed(data)), world, subject="shift_replay_gold")

    yield from _theirs(given, "compare", "shift_replay_gold", replayed.NEEDS, theirs)


def fnc1(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    def measure(data: Path) -> Iterable[Result]:
        yield news.measure_news(shipped.comparer, data, everything=given.everything)

    return _theirs(given, "news", "fnc1 dev", news.NEEDS, measure)


def contradiction(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    def measure(data: Path) -> Iterable[Result]:
        yield claims.measure_contradiction(shipped.comparer, data)

    return _theirs(given, "contradiction", "prosecco dev", [claims.PROSECCO], measure)


def strength(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    def measure(data: Path) -> Iterable[Result]:
        yield claims.measure_strength(shipped.comparer, data, everything=given.everything)

    return _theirs(given, "strength", "claimdiff dev", list(claims.CLAIMDIFF.values()), measure)


def narrative(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    def measure(data: Path) -> Iterable[Result]:
        assign = narratives.nearest_narrative(shipped.embedder)
        yield narratives.measure_narratives(assign, data, everything=given.everything)

    return _theirs(given, "narratives", "voxcheck", [narratives.NEEDS], measure)


def theme(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    def measure(data: Path) -> Iterable[Result]:
        yield from themes.measure_themes(shipped.config, shipped.embedder, data, everything=given.everything)

    return _theirs(given, "themes", "euvsdisinfo dev", cases.NEEDS, measure)


def speed(shipped: Shipped, _given: Given) -> Iterator[Outcome]:
    relevant, irrelevant = (archived(row, where="articles") for row in own_rows("articles"))
    ten = [archived(row["article"], where=row["id"]) for row in own_rows("pairs")[:8]]
    yield measure_speed(shipped.config, relevant=relevant, irrelevant=irrelevant, ten=[relevant, irrelevant, *ten])


def shift(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    yield shifts.measure_labelled(shipped, everything=given.everything)
    yield shifts.measure_manners(shipped, everything=given.everything)
    yield shifts.measure_read(shipped, everything=given.everything)


def quiet(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    yield shifts.measure_quiet(shipped, everything=given.everything)
    yield shifts.measure_shuffled(shipped, everything=given.everything)


def perturbation(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    yield perturbations.measure_perturbations(shipped, everything=given.everything)


def page(_shipped: Shipped, given: Given) -> Iterator[Outcome]:
    for subject, needs, measure in (
        ("scrapinghub dev", pages.SCRAPINGHUB, pages.measure_scrapinghub),
        ("trafilatura dev", pages.TRAFILATURA, pages.measure_trafilatura),
        ("htmldate dev", pages.HTMLDATE, pages.measure_dates),
    ):
        yield from _theirs(given, "pages", subject, needs, partial(_only, measure))


def copy(shipped: Shipped, given: Given) -> Iterator[Outcome]:
    yield copies.measure_wires(shipped)
    merge = shipped.config.rules.merge
    yield from _theirs(given, "copies", "scoop", [copies.SCOOP], lambda data: [copies.measure_scoop(data, merge)])
    yield from _theirs(
        given, "copies", "whitehouse", [copies.WHITEHOUSE], lambda data: [copies.measure_whitehouse(data, merge)]
    )


def shares(_shipped: Shipped, given: Given) -> Iterator[Outcome]:
    for subject, needs, measure in (
        ("gdelt", emphasis.NEEDS_GDELT, emphasis.measure_gdelt),
        ("ru_state_stream", emphasis.NEEDS_STATE, emphasis.measure_state),
    ):
        yield from _theirs(given, "emphasis", subject, needs, partial(_only, measure))


def changes(_shipped: Shipped, given: Given) -> Iterator[Outcome]:
    for subject, needs, measure in (
        ("tcpd", change_points.NEEDS_TCPD, change_points.measure_tcpd),
        ("nab", change_points.NEEDS_NAB, change_points.measure_nab),
    ):
        yield from _theirs(given, "change-points", subject, needs, partial(_only, measure))


GATES: Mapping[str, Gate] = {
    "stance": stance,
    "calibration": calibration,
    "unusual": unusual,
    "long": long,
    "attribution": attribution,
    "compare": compare,
    "news": fnc1,
    "contradiction": contradiction,
    "strength": strength,
    "narratives": narrative,
    "themes": theme,
    "shifts": shift,
    "quiet": quiet,
    "perturbations": perturbation,
    "emphasis": shares,
    "change-points": changes,
    "pages": page,
    "copies": copy,
    "speed": speed,
}
"""By name. Each answers set by set, and raises ModelError, or UsageError where a set that is there cannot be read."""


def chosen(names: Sequence[str]) -> list[str]:
    """The gates of these names, in the order of the gates; all where none is named. Raises UsageError."""
    for name in names:
        if name not in GATES:
            hint = nearest(name, GATES, listed=False) or f"; known are {', '.join(GATES)}"
            raise UsageError(f'there is no gate "{name}"{hint}')
    return [name for name in GATES if name in names or not names]


def _why(cases: Sequence[object]) -> str:
    return "nothing in this language is read yet" if cases else "the project has no such set yet"


def _by_language(load: Callable[[str], T]) -> Iterator[tuple[str, T]]:
    for language in LANGUAGES:
        yield language, load(language)


def _only(measure: Callable[[Path], Result], data: Path) -> list[Result]:
    return [measure(data)]


def _theirs(
    given: Given, gate: str, subject: str, needs: Sequence[str], measure: Callable[[Path], Iterable[Result]]
) -> Iterator[Outcome]:
    """What the gate makes of other people's data, or why there is nothing to measure on."""
    folder = given.folder_with(needs)
    if folder is not None:
        yield from measure(folder)
    elif given.data is None:
        yield Skipped(gate=gate, subject=subject, reason="other people's data: name its folder with --data DIR")
    else:
        missing = [path for path in needs if not (given.data / path).exists()]
        yield Skipped(gate=gate, subject=subject, reason=f"not in {given.data}: {', '.join(missing)}")
