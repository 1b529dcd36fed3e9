"""What must happen to a statement when its telling changes (method §6.3): the same words in other frames, mouths and languages.

May import: types, shifts, gates.packs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from monitor.gates.packs.plan import Said
from monitor.gates.packs.scenery import OFFICES, OWN
from monitor.gates.packs.words import read_lines
from monitor.shifts import gather
from monitor.types import StreamKey
from monitor.types.levels import mode_of, sign_of
from monitor.types.reading import ROLE_CONFLICT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from monitor.gates.packs.plan import Frame, Language
    from monitor.gates.packs.words import Line, Wordsmith
    from monitor.reading import Reader
    from monitor.types import Rules, Utterance, World

DAY = datetime(2026, 5, 12, 10, tzinfo=UTC)
LANGUAGES: tuple[Language, ...] = ("en", "ru")
SPEAKERS = {"RU": "RU-MFA", "NATO": "NATO-SG"}
FORMER = {"en": ("Mark Rutte", "Jens Stoltenberg"), "ru": ("Марк Рютте", "Йенс Столтенберг")}
OLD = {"en": "In March 2022 {told}", "ru": "В марте 2022 года {told}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What reads: `counted` answers what an article adds to a stream, None where it adds nothing."""

    smith: Wordsmith
    reader: Reader
    world: World
    rules: Rules

    def counted(self, said: Said, *, number: int = 0) -> Utterance | None:
        """Of what is said, worded with the dice of this `number`, what counts on its own stream. Raises ModelError."""
        line = next(self.smith.told(said, Random(f"{said.id}:{number}")))  # noqa: S311 - dice, not secrets
        return self.of_line(line, said.key)

    def of_line(self, line: Line, key: StreamKey) -> Utterance | None:
        """Of one article what counts on the stream; the first where several statements do. Raises ModelError."""
        (piece,) = read_lines([line], self.reader)
        found = gather(piece.article, piece.statements, world=self.world, rules=self.rules)
        told = [u for u in found if u.key == key and u.margin > 0 and not u.quiet]
        return told[0] if told else None


def bases(count: int) -> Iterator[Said]:
    """Plain statements at an end of an axis, by both sides, in both languages, each with its own number."""
    cases = [
        (bloc, issue, level, language)
        for bloc in SPEAKERS
        for issue in OWN[bloc]
        if issue not in ("AID", "SAN")
        for level in (-2, 2)
        for language in LANGUAGES
    ]
    Random(1).shuffle(cases)  # noqa: S311 - dice, not secrets
    for number, (bloc, issue, level, language) in enumerate(cases[:count]):
        key = StreamKey(SPEAKERS[bloc], issue)
        yield Said(id=f"b{number}", at=DAY, key=key, level=level, language=language, voice="reported")


def side(utterance: Utterance | None) -> int | None:
    """−1, 0 or +1; None where nothing counts."""
    if utterance is None:
        return None
    return sign_of(mode_of(utterance.levels))


# --------------------------------------------------------------- what must hold


def _mirrored(room: Room, said: Said) -> bool:
    """The opposite words: the opposite side."""
    return side(room.counted(replace(said, level=-said.level))) == -sign_of(said.level)


def _other_mouth(room: Room, said: Said) -> bool:
    """The other side's speaker says it: the same level, in its own stream."""
    bloc = "NATO" if OFFICES[said.key.office] == "RU" else "RU"
    other = replace(said, key=StreamKey(SPEAKERS[bloc], said.key.issue))
    return side(room.counted(other)) == sign_of(said.level)


def _translated(room: Room, said: Said) -> bool:
    """In the other language: the same side, in the same stream."""
    return side(room.counted(replace(said, language="ru" if said.language == "en" else "en"))) == sign_of(said.level)


def _quoted(room: Room, said: Said) -> bool:
    """Inside quotation marks: the same."""
    return side(room.counted(replace(said, voice="quoted"))) == sign_of(said.level)


def _conditional(room: Room, said: Said) -> bool:
    """With a condition: nearer the middle, or marked as conditional."""
    told = room.counted(replace(said, frame="would"))
    return told is None or told.commitment == "conditional" or abs(mode_of(told.levels)) < abs(said.level)


def _denied(room: Room, said: Said) -> bool:
    """Denied: not on its side any more, or marked as denied, so that it raises nothing by itself."""
    told = room.counted(replace(said, frame="denied"))
    return told is None or told.commitment == "denied" or side(told) != sign_of(said.level)


def _gone(frame: Frame) -> Callable[[Room, Said], bool]:
    """In this frame it counts for nothing."""
    return lambda room, said: room.counted(replace(said, frame=frame)) is None


def _former(room: Room, said: Said) -> bool:
    """A former holder of the office says it: nothing for the office."""
    key = StreamKey("NATO-SG", said.key.issue)
    line = next(room.smith.told(replace(said, key=key, frame="former"), Random(said.id)))  # noqa: S311 - dice, not secrets
    now, once = FORMER[said.language]
    return room.of_line(line | {"text": line["text"].replace(now, once)}, key) is None


def _wrong_role(room: Room, said: Said) -> bool:
    """A holder of the office is called a former one: the dated table decides, and the conflict is marked."""
    told = room.counted(replace(said, frame="former"))
    return told is None or ROLE_CONFLICT in told.flags


def _old(room: Room, said: Said) -> bool:
    """Printed again today with its old date: counts for nothing."""
    line = next(room.smith.told(said, Random(said.id)))  # noqa: S311 - dice, not secrets
    clause = room.smith.clause(said, Random(said.id))  # noqa: S311 - dice, not secrets
    office = room.smith.blocks[said.language]["offices"][said.key.office]
    told = f"{office} said that {clause}." if said.language == "en" else f"{office} заявил, что {clause}."
    return room.of_line(line | {"text": OLD[said.language].format(told=told)}, said.key) is None


def _later(room: Room, said: Said) -> bool:
    """Published three weeks after it was said, the date in the text: nothing."""
    line = next(room.smith.told(said, Random(said.id)))  # noqa: S311 - dice, not secrets
    clause = room.smith.clause(said, Random(said.id))  # noqa: S311 - dice, not secrets
    office = room.smith.blocks[said.language]["offices"][said.key.office]
    text = (
        f"On 12 May 2026 {office} said that {clause}."
        if said.language == "en"
        else f"12 мая 2026 года {office} заявил, что {clause}."
    )
    met = (DAY + timedelta(days=21)).isoformat()
    return room.of_line(line | {"text": text, "published": met, "seen": met}, said.key) is None


PERTURBATIONS: Mapping[str, Callable[[Room, Said], bool]] = {
    "mirrored": _mirrored,
    "other-mouth": _other_mouth,
    "translated": _translated,
    "quoted": _quoted,
    "conditional": _conditional,
    "denied": _denied,
    "asked": _gone("asked"),
    "nested": _gone("nested"),
    "former": _former,
    "wrong-role": _wrong_role,
    "satire": _gone("satire"),
    "teaser": _gone("teaser"),
    "old-date": _old,
    "late-reprint": _later,
}
