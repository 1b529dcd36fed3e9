"""A run of letters that no writer means (found by `tests/fuzz`) takes no longer than other text of its length."""

from __future__ import annotations

from time import process_time

import pytest

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.types import MergeRules
from tests.builders import article, reading_world

WORLD = reading_world()
GAZETTEER = Gazetteer(WORLD)
RUN = 400
SECONDS = 2.0
"""Of processor time; a run of 110 capitals took a minute."""


@pytest.mark.parametrize("letter", ["Y", "Ж", "y", "’", "-", " ", "“", "M.", "Mr.", "A ", "a-", "YY: "])
@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr"])
@pytest.mark.parametrize(
    "around", ["We said on Monday. According to {} Jens Stoltenberg: gte er; non, dit", "Talks go on – {}"]
)
def test_it_is_read_in_time(letter: str, language: str, around: str) -> None:
    text = around.format(letter * RUN)
    told = article(text, title=text, language=language)
    begun = process_time()

    attribute_article(told, world=WORLD, gazetteer=GAZETTEER, rules=MergeRules(), language=language)

    assert process_time() - begun < SECONDS
