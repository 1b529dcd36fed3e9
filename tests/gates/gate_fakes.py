"""A judge, a comparer and a reader that answer what the test says; as strict about what they are asked as the real ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitor.compare import ComparedPosition, Comparison, Quote
from monitor.reading.judgement import Judgement
from monitor.types import Article, Reading, Statement

if TYPE_CHECKING:
    from monitor.reading.found import Attribution

LEVELS = {
    -2: (0.7, 0.1, 0.1, 0.05, 0.05), -1: (0.1, 0.7, 0.1, 0.05, 0.05), 0: (0.1, 0.1, 0.6, 0.1, 0.1),
    1: (0.05, 0.05, 0.1, 0.7, 0.1), 2: (0.05, 0.05, 0.1, 0.1, 0.7),
}  # fmt: skip
FLAT = (0.15, 0.2, 0.3, 0.2, 0.15)


def judgement(level: int | None) -> Judgement:
    return Judgement(issue="DIA", levels=FLAT if level is None else LEVELS[level], level=level, abstained=level is None)


@dataclass
class FakeJudge:
    """Levels by text; None leaves it open."""

    levels: dict[str, int | None]

    def judge_claim(self, claim: str, *, issue: str, language: str, bloc: str | None = None) -> Judgement:
        assert issue
        assert language
        assert bloc != ""
        return judgement(self.levels[claim])


@dataclass
class FakeListener:
    """A judge of whole texts: for each wording the (issue, level) it hears; no level: left open. Keeps what it was asked."""

    heard: dict[str, list[tuple[str, int | None]]]
    text: str = ""
    title: str = ""
    chosen: bool | None = None
    asked: list[Attribution] = field(default_factory=list)

    def judge(
        self, text: str, attributions: list[Attribution], *, language: str, title: str, chosen: bool = False
    ) -> tuple[Statement, ...]:
        assert language
        self.text, self.title, self.chosen, self.asked = text, title, chosen, attributions
        return tuple(said for found in attributions for said in self._hear(text, found))

    def _hear(self, text: str, found: Attribution) -> list[Statement]:
        words = text[found.start : found.end]
        place = {"start": found.start, "end": found.end, "text": words}
        pairs = self.heard[words]
        told = [Statement(**place, issue=issue, level=level, abstained=level is None) for issue, level in pairs]
        return told or [Statement(**place)]


@dataclass
class FakeComparer:
    """Relations by claim; its evidence is the whole article."""

    relations: dict[str | None, str]
    speaker: str = "Sergei Lavrov"

    def compare(self, position: ComparedPosition, article: Article) -> Comparison:
        relation, text = self.relations[position.claim], article.text
        quote = Quote(quote=text, start=0, end=len(text), speaker=self.speaker)
        evidence = () if relation == "unrelated" else (quote,)
        return Comparison(relation=relation, confidence=0.5, evidence=evidence, reason="told to")


@dataclass
class FakeReader:
    """For each text the (content, source, speaker) it finds."""

    found: dict[str, list[tuple[str, str, str]]]

    def read(self, article: Article, *, raw: bool = False) -> Reading:
        assert raw, "offsets of labels hold only in the text as it is"
        said = tuple(self._statement(article.text, *found) for found in self.found[article.text])
        return Reading(article_id=article.id, language=article.language or "en", genre="news", statements=said)

    @staticmethod
    def _statement(text: str, content: str, source: str, speaker: str) -> Statement:
        at, by = text.index(content), text.index(source)
        return Statement(
            start=at, end=at + len(content), text=content, source=(by, by + len(source)), speaker=speaker,
            voice="quoted", form="direct",
        )  # fmt: skip
