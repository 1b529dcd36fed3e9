"""What was changed of an article: sentences on followed issues, before and after."""

from __future__ import annotations

from monitor.reading import changes_between
from monitor.types import Reading
from tests.builders import statement

READY = "We are ready for talks with NATO without preconditions"
ONLY_IF = "We are ready for talks with NATO if it changes its conduct"
BRIDGE = "The new bridge was opened in the morning"


def read(*said: tuple[str, str | None]) -> Reading:
    told = tuple(statement(text=text, issue=issue, office="RU-MFA") for text, issue in said)
    return Reading(article_id="a", language="en", genre="news", statements=told)


def changes(
    before: list[tuple[str, str | None]], after: list[tuple[str, str | None]]
) -> list[tuple[str | None, str | None]]:
    texts = (". ".join(text for text, _ in told) for told in (before, after))
    found = changes_between(*texts, was=read(*before), now=read(*after))
    return [(change.before, change.after) for change in found]


def test_a_sentence_that_was_changed_is_shown_as_it_stood_and_stands() -> None:
    assert changes([(READY, "DIA"), (BRIDGE, None)], [(ONLY_IF, "DIA"), (BRIDGE, None)]) == [(READY, ONLY_IF)]


def test_a_sentence_that_went_or_came_has_one_side() -> None:
    assert changes([(READY, "DIA")], [(BRIDGE, None)]) == [(READY, None)]
    assert changes([(BRIDGE, None)], [(READY, "DIA")]) == [(None, READY)]


def test_what_is_on_no_issue_or_only_moved_is_no_change() -> None:
    assert changes([(READY, "DIA"), (BRIDGE, None)], [("The bridge stays shut", None), (READY, "DIA")]) == []


def test_commas_and_capitals_are_no_change() -> None:
    assert changes([(READY, "DIA")], [(READY.upper().replace(" WITHOUT", ", WITHOUT"), "DIA")]) == []


def test_sentences_on_two_issues_are_not_taken_for_one() -> None:
    assert changes([(READY, "DIA")], [(ONLY_IF, "SAN")]) == [(READY, None), (None, ONLY_IF)]
