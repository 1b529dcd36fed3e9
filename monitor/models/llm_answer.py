"""A language model's answer, taken at its word only where every word was asked for; and what several answers agree on. Pure."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date  # noqa: TC003 - pydantic reads the annotation
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from monitor.models.llm_prompt import NO_ISSUE
from monitor.types import COMMITMENTS, Commitment, Opinion
from monitor.types.levels import sign_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import Question

_MOST_WORDS = 20
_MOST_LETTERS = 240
_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029<>|`]|://|www\.", re.IGNORECASE)


class RejectedAnswerError(ValueError):
    """An answer that is no vote, and why."""


class Answer(BaseModel):
    """Exactly what was asked for."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    issue: str
    level: Annotated[int, Field(ge=-2, le=2)] | None
    commitment: Commitment
    denied: bool
    said_date: date | None
    quote_span: str
    reason: str

    @field_validator("reason")
    @classmethod
    def _one_plain_line(cls, reason: str) -> str:
        if len(reason.split()) > _MOST_WORDS or len(reason) > _MOST_LETTERS:
            raise ValueError(f"more than {_MOST_WORDS} words")
        if _UNWANTED.search(reason):
            raise ValueError("not plain text on one line")
        return reason.strip()


def read_answer(content: str, question: Question) -> Answer:
    """The answer. Raises RejectedAnswerError, whose words repeat nothing that the model wrote."""
    try:
        answer = Answer.model_validate_json(content)
    except ValidationError as error:
        raise RejectedAnswerError(_first(error)) from error
    if answer.issue not in question.issues and answer.issue != NO_ISSUE:
        raise RejectedAnswerError("issue: not one of those named")
    quote = " ".join(answer.quote_span.split())
    if quote not in question.statement or len(quote.split()) < min(2, len(question.statement.split())):
        raise RejectedAnswerError("quote_span: not words of the statement")
    return answer.model_copy(update={"quote_span": quote})


def agreed(answers: Sequence[Answer], *, votes: int, model: str) -> Opinion | None:
    """What more than half of `votes` say of issue and side, or that it is a question; None where no stand has so many.

    Its level, its words and its date are those of the mildest that say so, how firmly it is said what most of them say. The order of the answers does not matter.
    """
    counted = Counter(_stand(answer) for answer in answers)
    if not counted:
        return None
    stand, many = counted.most_common(1)[0]
    if many <= votes // 2:
        return None
    same = [answer for answer in answers if _stand(answer) == stand]
    mildest = min(same, key=_mildness)
    return Opinion(
        model=model,
        issue=None if mildest.issue == NO_ISSUE else mildest.issue,
        level=mildest.level,
        commitment=_commitment(same),
        denied=sum(answer.denied for answer in same) > len(same) / 2,
        said_date=mildest.said_date,
        quote=mildest.quote_span,
        reason=mildest.reason,
        votes=len(same),
        asked=len(answers),
    )


def _commitment(answers: Sequence[Answer]) -> Commitment:
    """What most say; of two that as many say the one that commits less."""
    counted = Counter(answer.commitment for answer in answers)
    return max(counted, key=lambda commitment: (counted[commitment], COMMITMENTS.index(commitment)))


def _mildness(answer: Answer) -> tuple[int, str, str, str, str]:
    """Mildest first; all behind the first only settles which of two as mild ones counts."""
    return abs(answer.level or 0), str(answer.level), answer.quote_span, answer.reason, str(answer.said_date)


def out_of_reach(answers: Sequence[Answer], *, votes: int, left: int) -> bool:
    """Whether no side can get more than half of `votes` any more with `left` answers to come."""
    counted = Counter(_stand(answer) for answer in answers)
    return max(counted.values(), default=0) + left <= votes // 2


def _stand(answer: Answer) -> tuple[str, int | str | None]:
    """Issue and side: what answers must share to be one opinion. On no issue there is no side, and a question takes none either."""
    if answer.issue == NO_ISSUE:
        return answer.issue, None
    if answer.commitment == "question":
        return answer.issue, "question"
    return answer.issue, None if answer.level is None else sign_of(answer.level)


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(part for part in map(str, found["loc"][:1]) if part in Answer.model_fields)
    if found["type"] == "json_invalid":
        return "not JSON"
    if found["type"] == "extra_forbidden":
        return "has keys that were not asked for"
    return f"{where or 'answer'}: {found['msg'].removeprefix('Value error, ')[:120]}"
