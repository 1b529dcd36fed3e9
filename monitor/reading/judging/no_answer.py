"""Words that say nothing of the matter: they leave it to others, are a yes or no to nothing that is told, or only lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.attribution.answers import is_bare_answer
from monitor.reading.cues.deferrals import defers
from monitor.reading.grammar.withheld import leaves_unconfirmed
from monitor.reading.judgement import left_open
from monitor.reading.judging.fillers import only_leads_on

if TYPE_CHECKING:
    from monitor.reading.cues.rules import Excerpt
    from monitor.reading.judgement import Judgements
    from monitor.reading.judging.case import Case


def open_without_answer(case: Case, judged: Judgements) -> Judgements:
    """The judgements; of words that say nothing of the matter they name the issues and no level, so that they move no line."""
    why = "a yes or no, and nothing tells to what" if _answers_nothing(case) else _why(case.excerpt)
    return judged if why is None else tuple(left_open(each, why) for each in judged)


def _answers_nothing(case: Case) -> bool:
    return case.found.answers is None and is_bare_answer(case.excerpt.text, case.excerpt.language)


def _why(excerpt: Excerpt) -> str | None:
    text, language = excerpt.text, excerpt.language
    if defers(text, language) or leaves_unconfirmed(text, language):
        return "it gives no answer"
    return "it only leads on to other words" if only_leads_on(text, language) else None
