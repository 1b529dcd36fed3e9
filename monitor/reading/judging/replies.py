"""On which issue an answer is that names none itself: on the question's.

"Asked whether he feared an attack, Rutte said: 'We are ready.'" is about the attack, and about no talks, whatever "ready" is mostly said of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.judgement import Judgement

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from monitor.reading.cues.rules import Excerpt, Read
    from monitor.reading.judgement import Judgements


def question_of(excerpt: Excerpt) -> Excerpt:
    """The question that the text tells of before an answer, as if the one who answers had said it."""
    return replace(excerpt, text=excerpt.reply_to, reply_to="")


def on_the_question(judged: Sequence[Judgement], own: Collection[str], question: Read | None) -> Judgements:
    """The judgements of an answer, those on other issues than the question's left out where its own words name no issue (`own`).

    `question`: what the rules read in the question; None: none is told of. Where no judgement is left, the answer is on the issue that the question
    names first, and takes no side of it that anybody sees.
    """
    issues = () if question is None or own else tuple(question.candidates)
    others = [each for each in judged if each.issue is not None and each.issue not in issues]
    if not issues or not others:
        return tuple(judged)
    kept = tuple(each for each in judged if each.issue in issues)
    why = (f"an answer to a question about {issues[0]}",)
    return kept or (
        Judgement(issue=issues[0], issue_score=others[0].issue_score, commitment=others[0].commitment, reasons=why),
    )
