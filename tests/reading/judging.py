"""The judge as it ships, and one own-words statement at a time to put before it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import load_config
from monitor.models import open_embedder
from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.found import Attribution
from monitor.reading.judging.judge import Judge
from monitor.types import MergeRules
from monitor.types.levels import sign_of
from tests.builders import article

if TYPE_CHECKING:
    from monitor.reading.cues.plain_asks import PlainAsks
    from monitor.reading.cues.refused_ends import RefusedEnds
    from monitor.reading.cues.stance import Stance
    from monitor.types import Statement, World

HERE = Path(__file__).parent


@cache
def shipped_world() -> World:
    return load_config(HERE.parents[1] / "config").world


@cache
def shipped_gazetteer() -> Gazetteer:
    return Gazetteer(shipped_world())


def attributed(text: str, language: str, **changes: object) -> tuple[Attribution, ...]:
    """All that is attributed in an article of this text; `changes` are fields of the article."""
    return attribute_article(
        article(text, **changes),
        world=shipped_world(),
        gazetteer=shipped_gazetteer(),
        rules=MergeRules(),
        language=language,
    ).attributions


@cache
def shipped_judge() -> Judge:
    return Judge(shipped_world(), open_embedder())


def statements(language: str) -> list[dict[str, object]]:
    """The labelled statements: level None means that no side can be told, issue None that it is off topic."""
    lines = (HERE / f"statements_{language}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def side_of_claim(words: str, issue: str, *, bloc: str | None = None) -> int:
    """−1, 0 or 1 as the rules read the bare sentence; it must have a level."""
    language = "ru" if re.search("[а-я]", words) else "en"
    level = shipped_judge().judge_claim(words, issue=issue, language=language, bloc=bloc).level
    assert level is not None
    return sign_of(level)


def said(
    text: str, *, office: str | None = "RU-MFA", language: str = "en", title: str = "", **changes: object
) -> Statement:
    """One direct quotation of the office, the whole text; `changes` are fields of the attribution."""
    return shipped_judge().judge(text, [quotation(text, office, **changes)], language=language, title=title)[0]


def quotation(text: str, office: str | None, **changes: object) -> Attribution:
    """The whole text as a direct quotation of the office."""
    found = Attribution(
        start=0, end=len(text), context=(0, len(text)), office=office, form="direct", voice="quoted", weight=1.0
    )
    return replace(found, **changes)


def stances(reader: PlainAsks | RefusedEnds, words: str, language: str, bloc: str | None) -> dict[str, Stance]:
    """By issue of the shipped configuration, what a reader of plain words makes of them."""
    found = {issue.code: reader.stance(words, issue.code, language, bloc) for issue in shipped_world().issues}
    return {code: stance for code, stance in found.items() if stance is not None}
