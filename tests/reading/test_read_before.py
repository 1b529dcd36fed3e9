"""What the model is asked about a statement: its words, and the whole sentences that stand before it in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from monitor.ports import Placed, Placing, Saying
from monitor.reading import judge as judging
from monitor.reading.attribute import attribute_article
from monitor.reading.found import Attribution
from monitor.reading.gazetteer import Gazetteer
from monitor.reading.judge import MANY, SHOWN_BEFORE, Judge
from monitor.reading.stance import peaked
from monitor.types import MergeRules
from tests.builders import article, reading_world
from tests.reading.judging import shipped_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import EarlierLine, Relating
    from monitor.types import Statement

FLAT = (0.9, 0.025, 0.025, 0.025, 0.025)
STAYS = "Moscow keeps its word."
HARVEST = "The grain from the southern fields was brought in before the rain."
AMERICA = "America will rebuild its bridges."
RUSSIA = "Nothing that Moscow says about this can be believed."
FUND = "Our relations with the fund are good."
ALLIANCE = "The alliance has a new headquarters."


class Listening:
    """A model that is sure that everything is about relations, and keeps what it was asked."""

    name = "listening"

    def __init__(self) -> None:
        self.asked: list[Saying] = []

    def place(self, statements: Sequence[Saying]) -> list[Placed]:
        self.asked += statements
        return [Placed({"REL": Placing(levels=peaked(-2, 0.8), about=0.99, clear=0.9)}, FLAT) for _ in statements]

    def relate(self, questions: Sequence[tuple[EarlierLine, str]]) -> list[Relating]:
        raise AssertionError("reading asks what words say, not what they do to a line")


def direct(text: str, words: str, after: int = 0, **fields: Any) -> Attribution:
    """The American president's `words`, where they first stand in the text from `after` on."""
    start = text.index(words, after)
    span = (start, start + len(words))
    given: dict[str, Any] = {"context": span, "office": "US-President", "form": "direct", "weight": 1.0} | fields
    return Attribution(start=start, end=span[1], **given)


def each(text: str, words: Sequence[str]) -> list[Attribution]:
    """All of them, in order."""
    found: list[Attribution] = []
    for one in words:
        found.append(direct(text, one, found[-1].end if found else 0))
    return found


def hear(
    text: str, found: Sequence[Attribution], *, chosen: bool = False
) -> tuple[list[Saying], tuple[Statement, ...]]:
    """What the model was asked, and what became of it."""
    model = Listening()
    judge = Judge(shipped_world(), None, model)
    return model.asked, judge.judge(text, found, language="en", title="On Russia", chosen=chosen)


def before(text: str, words: str = STAYS) -> str:
    (asked,), _ = hear(text, [direct(text, words)])
    assert asked.words == words
    return asked.before


def long_text(*words: str) -> tuple[list[str], list[str | None]]:
    """A text of these statements, one a line: the words that the model was asked about, and the issue of each."""
    text = "\n".join(words)
    found = each(text, words)
    asked, stated = hear(text, found)
    issues = {one.start: one.issue for one in reversed(stated)}
    return [saying.words for saying in asked], [issues[one.start] for one in found]


def named_before(letters: int) -> str | None:
    """The issue of a statement of a long text; from a party's name to it there are so many letters, none of them a statement."""
    first = f"Moscow called. {'n' * (letters - len('Moscow called. ._'))}."
    text = "\n".join([first, *[HARVEST] * (MANY + 1)])
    found = each(text, [HARVEST] * (MANY + 1))
    assert found[0].start == letters
    _, stated = hear(text, found)
    return min(stated, key=lambda one: one.start).issue


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"The talks are over. Nobody won. Lavrov said that {STAYS}", "The talks are over. Nobody won."),
        (f"The talks are over. Nobody won. {STAYS}", "The talks are over. Nobody won."),
        (f"Who won?\n\nLavrov: {STAYS}", "Who won?"),
        (f"“Nobody won.” Lavrov added: “{STAYS}”", "“Nobody won.”"),
        (f"«Никто не победил!» — ответил он. Лавров сказал: «{STAYS}»", "«Никто не победил!» — ответил он."),
        (f"Nobody won. Of the growth of 3.5 percent Lavrov said that {STAYS}", "Nobody won."),
        (f"Talks in Geneva\n\nLavrov said that {STAYS}", "Talks in Geneva"),
        (f"On the talks, Lavrov said that {STAYS}", ""),
        (STAYS, ""),
    ],
)
def test_whole_sentences_before_it_are_shown_without_the_one_that_introduces_it(text: str, shown: str) -> None:
    assert before(text) == shown


def test_of_what_stands_before_only_the_nearest_letters_are_shown() -> None:
    text = f"{'It rained. ' * 100}{STAYS}"
    shown = before(text)
    assert SHOWN_BEFORE - len("It rained. ") <= len(shown) <= SHOWN_BEFORE
    assert text.removesuffix(STAYS).rstrip().endswith(shown)


def test_what_stands_after_it_is_not_shown() -> None:
    assert before(f"The talks are over. {STAYS} Nobody won.") == "The talks are over."


def test_what_interrupts_words_is_not_taken_for_what_stands_before_them() -> None:
    text = "It rained. “Moscow keeps,” Lavrov said, “its word.”"
    parts = [(text.index(part), text.index(part) + len(part)) for part in ("Moscow keeps,", "its word.")]
    found = Attribution(start=parts[0][0], end=parts[1][1], context=(0, len(text)), parts=tuple(parts), form="direct")
    assert hear(text, [found])[0] == [Saying(None, "Moscow keeps, its word.", "It rained.")]


def test_of_a_bare_yes_it_is_shown_what_stands_before_the_question() -> None:
    text = "The hall was full. Nobody left. Question: will Moscow keep its word? Yes."
    question = (text.index("will"), text.index(" Yes"))
    found = direct(text, "Yes.", answers=question, office="RU-MFA")
    assert hear(text, [found])[0] == [Saying("RU", "will Moscow keep its word", "The hall was full. Nobody left.")]


def test_in_a_transcript_a_no_is_asked_as_its_question_and_a_longer_answer_behind_it() -> None:
    text = (
        "Q    Thank you.  Will the Alliance send troops to Ukraine?\n\nSECRETARY GENERAL STOLTENBERG:  No.\n\n"
        "Q    And will Russia be invited?\n\n"
        "SECRETARY GENERAL STOLTENBERG:  That is for all thirty allies to decide, and they will decide it together.\n"
    )
    world = reading_world()
    found = attribute_article(
        article(text, language="en"), world=world, gazetteer=Gazetteer(world), rules=MergeRules(), language="en"
    )
    asked = {saying.words: saying.before for saying in hear(text, found.attributions)[0] if saying.bloc == "NATO"}
    assert asked["Will the Alliance send troops to Ukraine"].endswith("Thank you.")
    (longer,) = (words for words in asked if words.startswith("That is for all"))
    assert asked[longer].endswith("And will Russia be invited?")


def test_where_somebody_chose_the_statements_nothing_is_shown_before_them() -> None:
    text = f"Nobody won. {STAYS} {RUSSIA}"
    asked, _ = hear(text, each(text, [STAYS, RUSSIA]), chosen=True)
    assert asked == [Saying("NATO", STAYS), Saying("NATO", RUSSIA)]


def test_before_a_claim_nothing_is_shown() -> None:
    model = Listening()
    Judge(shipped_world(), None, model).judge_claim(STAYS, issue=None, language="en", bloc="NATO")
    assert model.asked == [Saying("NATO", STAYS)]


def test_who_was_named_just_before_counts_as_named_in_a_long_text() -> None:
    asked, issues = long_text(HARVEST, RUSSIA, HARVEST, *[HARVEST] * MANY)
    assert asked[:2] == [RUSSIA, HARVEST]
    assert issues[:3] == [None, "REL", "REL"]
    assert issues[-1] is None


@pytest.mark.parametrize(("letters", "issue"), [(100, "REL"), (SHOWN_BEFORE - 10, "REL"), (SHOWN_BEFORE + 10, None)])
def test_who_was_named_earlier_does_not_count_in_a_long_text(letters: int, issue: str | None) -> None:
    assert named_before(letters) == issue


def test_in_a_long_text_the_model_is_asked_where_any_party_was_named() -> None:
    asked, issues = long_text(*[HARVEST] * MANY, AMERICA)
    assert (asked, issues[-1]) == ([AMERICA], None)


def test_in_a_very_long_text_it_is_asked_only_of_words_of_an_issue_and_of_another_party(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = [HARVEST, *[AMERICA] * MANY, FUND, AMERICA, RUSSIA]
    assert long_text(*words)[0] == words[1:]
    monkeypatch.setattr(judging, "MOST", 4)
    asked, issues = long_text(*words)
    assert asked == [FUND, RUSSIA]
    assert issues[-2:] == [None, "REL"]


def test_an_alliance_is_another_party_than_one_of_its_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MOST", 4)
    assert long_text(*[AMERICA] * MANY, ALLIANCE)[0] == [ALLIANCE]


def test_as_many_as_are_asked_are_all_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MOST", MANY)
    assert long_text(*[AMERICA] * MANY)[0] == [AMERICA] * MANY
    assert long_text(*[AMERICA] * (MANY + 1))[0] == []
