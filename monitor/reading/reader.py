"""An article, read: cleaned, its language and genre found, who said what, and what each statement amounts to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.text.clean import blanked, find_furniture, without
from monitor.reading.text.copies import signature
from monitor.reading.text.language import detect_language
from monitor.types import Reading

if TYPE_CHECKING:
    from monitor.reading.judging.judge import Judge
    from monitor.types import Article, MergeRules, World


class Reader:
    """Reads articles about one world. Built once in a worker process; pure computation, nothing is fetched or kept."""

    def __init__(self, world: World, *, judge: Judge, merge: MergeRules) -> None:
        self._world = world
        self._judge = judge
        self._merge = merge
        self._gazetteer = Gazetteer(world)

    def read(self, article: Article, *, raw: bool = False) -> Reading:
        """The reading of `article`; `raw`: nothing is marked as furniture. Raises ModelError.

        Languages that are not read give a reading without statements.
        """
        furniture = () if raw else find_furniture(article.text)
        body = without(article.text, furniture)
        language = detect_language(f"{article.title}\n{body}", declared=article.language)
        found = attribute_article(
            article,
            world=self._world,
            gazetteer=self._gazetteer,
            rules=self._merge,
            language=language,
            furniture=furniture,
        )
        statements = self._judge.judge(
            article.text,
            found.attributions,
            language=language,
            title=article.title,
            prose=blanked(article.text, furniture),
        )
        return Reading(
            article_id=article.id,
            language=language,
            genre=found.genre,
            statements=statements,
            furniture=furniture,
            signature=signature(body),
            model=self._judge.name,
        )
