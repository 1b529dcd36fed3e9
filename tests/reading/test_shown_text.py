"""What the model is shown of a text: the statements in order, each with who says it, and the whole sentences between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from monitor.ports import Placed, Placing, Saying, Text
from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.cues.stance import peaked
from monitor.reading.found import Attribution
from monitor.reading.judging import together
from monitor.reading.judging.judge import MANY, Judge
from monitor.reading.judging.words_round import HEARD_BEFORE, words_before
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
    in_context = True

    def __init__(self) -> None:
        self.calls: list[list[Text]] = []

    @property
    def shown(self) -> list[Text]:
        """The texts as they stand; what has a level is read by itself afterwards (`test_carried.py`)."""
        return self.calls[0] if self.calls else []

    @property
    def asked(self) -> list[str]:
        """The words of what is wanted."""
        return [each.words for text in self.shown for each in text if isinstance(each, Saying) and each.wanted]

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        self.calls.append([list(text) for text in texts])
        placed = Placed({"REL": Placing(levels=peaked(-2, 0.8), about=0.99, clear=0.9)}, FLAT)
        return [placed for text in texts for each in text if isinstance(each, Saying) and each.wanted]

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
    text: str, found: Sequence[Attribution], *, chosen: bool = False, language: str = "en"
) -> tuple[Listening, tuple[Statement, ...]]:
    """The model that was asked, and what became of it."""
    model = Listening()
    judge = Judge(shipped_world(), None, model)
    return model, judge.judge(text, found, language=language, title="On Russia", chosen=chosen)


def shown(text: str, *words: str) -> Text:
    model, _ = hear(text, each(text, words))
    return model.shown[0]


def said(words: str) -> Saying:
    return Saying(words, "NATO")


def long_text(*words: str) -> tuple[list[str], list[str | None]]:
    """A text of these statements, one a line: the words that the model was asked about, and the issue of each."""
    text = "\n".join(words)
    found = each(text, words)
    model, stated = hear(text, found)
    issues = {one.start: one.issue for one in reversed(stated)}
    return model.asked, [issues[one.start] for one in found]


def named_before(letters: int) -> str | None:
    """The issue of a statement of a long text; from a party's name to it there are so many letters, none of them a statement."""
    first = f"Moscow called. {'n' * (letters - len('Moscow called. ._'))}."
    text = "\n".join([first, *[HARVEST] * (MANY + 1)])
    found = each(text, [HARVEST] * (MANY + 1))
    assert found[0].start == letters
    _, stated = hear(text, found)
    return min(stated, key=lambda one: one.start).issue


@pytest.mark.parametrize(
    ("text", "before"),
    [
        (f"The talks are over. Nobody won. Lavrov said that {STAYS}", ["The talks are over.", "Nobody won."]),
        (f"The talks are over. {STAYS}", ["The talks are over."]),
        (f"Who won?\n\nLavrov: {STAYS}", ["Who won?"]),
        (f"“Nobody won.” Lavrov added: “{STAYS}”", ["“Nobody won.”"]),
        (f"«Никто не победил!» — ответил он. Лавров сказал: «{STAYS}»", ["«Никто не победил!» — ответил он."]),
        (f"Nobody won. Of the growth of 3.5 percent Lavrov said that {STAYS}", ["Nobody won."]),
        (f"Talks in Geneva\n\nLavrov said that {STAYS}", ["Talks in Geneva"]),
        (f"On the talks, Lavrov said that {STAYS}", []),
        (STAYS, []),
    ],
)
def test_whole_sentences_before_it_are_shown_without_the_one_that_introduces_it(text: str, before: list[str]) -> None:
    assert shown(text, STAYS) == [*before, said(STAYS)]


def test_a_date_does_not_cut_the_sentence_that_introduces_it() -> None:
    text = "Es regnete. Am 3. Oktober 2024 sagte Lawrow: „Moskau hält Wort.“ Am 4. Oktober schien die Sonne."
    model, _ = hear(text, [direct(text, "Moskau hält Wort.")], language="de")
    assert model.shown == [["Es regnete.", said("Moskau hält Wort."), "Am 4. Oktober schien die Sonne."]]


def test_before_it_in_a_long_text_no_part_of_its_own_sentence_counts() -> None:
    text = "Moskau schwieg. Nach Gesprächen mit Botschaftern bzw. Ministern sagte Scholz, es werde dauern."
    start = text.index("es werde")
    assert words_before(text, start, language="de") == "Moskau schwieg."


def test_what_stands_after_it_is_shown_too() -> None:
    assert shown(f"{STAYS} Nobody won.", STAYS) == [said(STAYS), "Nobody won."]


def test_who_said_it_is_not_shown_after_it_either() -> None:
    assert shown(f"“{STAYS[:-1]},” Lavrov said. Nobody won.", STAYS[:-1]) == [said(STAYS[:-1]), "Nobody won."]


def test_statements_stand_in_the_order_of_the_text_with_what_is_between_them() -> None:
    text = f"{STAYS} It rained. {RUSSIA}"
    model, _ = hear(text, each(text, [STAYS, RUSSIA])[::-1])
    assert model.shown == [[said(STAYS), "It rained.", said(RUSSIA)]]


def test_answers_go_to_the_statements_they_are_of() -> None:
    class Telling(Listening):
        """It tells the issue by the words."""

        def place(self, texts: Sequence[Text]) -> list[Placed]:
            codes = [
                "REL" if s.words == RUSSIA else "DIA"
                for text in texts
                for s in text
                if isinstance(s, Saying) and s.wanted
            ]
            place = Placing(levels=peaked(-2, 0.8), about=0.99, clear=0.9)
            return [Placed({code: place}, FLAT) for code in codes]

    text = f"{STAYS} It rained. {RUSSIA}"
    found = each(text, [STAYS, RUSSIA])[::-1]
    stated = Judge(shipped_world(), None, Telling()).judge(text, found, language="en", title="On Russia")
    assert [(one.text, one.issue) for one in stated] == [(RUSSIA, "REL"), (STAYS, "DIA")]


def test_a_statement_that_is_not_wanted_is_shown_as_one_all_the_same() -> None:
    text = "\n".join([RUSSIA, *[HARVEST] * MANY, AMERICA])
    found = each(text, [RUSSIA, *[HARVEST] * MANY, AMERICA])
    stretches = hear(text, found)[0].shown[0]
    assert stretches[-2] == Saying(HARVEST, "NATO", wanted=False)
    assert stretches[-1] == said(AMERICA)


def test_words_within_other_words_are_never_shown_beside_themselves() -> None:
    text = f"{STAYS} {RUSSIA} It rained."
    whole, inner = direct(text, f"{STAYS} {RUSSIA}"), direct(text, STAYS)
    assert hear(text, [whole, inner])[0].shown == [
        [said(STAYS), "It rained."],
        [said(f"{STAYS} {RUSSIA}"), "It rained."],
    ]


def test_words_that_two_say_together_are_shown_once_for_each() -> None:
    text = f"{STAYS} {RUSSIA}"
    both = [direct(text, STAYS), direct(text, STAYS, office="RU-MFA"), direct(text, RUSSIA)]
    model, stated = hear(text, both)
    assert model.shown == [
        [said(STAYS), said(RUSSIA)],
        [Saying(STAYS, "RU"), Saying(RUSSIA, "NATO", wanted=False)],
    ]
    assert [one.issue for one in stated] == ["REL"] * 3


def test_what_is_not_wanted_is_left_out_where_it_shares_words_with_what_is() -> None:
    text = "\n".join([f"{HARVEST} {RUSSIA}", *[HARVEST] * MANY])
    found = [direct(text, f"{HARVEST} {RUSSIA}"), *each(text, [HARVEST] * (MANY + 1))]
    (stretches,) = hear(text, found)[0].shown
    assert stretches[0] == said(f"{HARVEST} {RUSSIA}")
    assert [one.words for one in stretches if isinstance(one, Saying)].count(HARVEST) == MANY


def test_furniture_is_not_shown() -> None:
    text = f"Read also: it rained.\n\n{STAYS}"
    prose = text.replace("Read also: it rained.", " " * len("Read also: it rained."))
    model = Listening()
    Judge(shipped_world(), None, model).judge(
        text, [direct(text, STAYS)], language="en", title="On Russia", prose=prose
    )
    assert model.shown == [[said(STAYS)]]


def test_what_interrupts_words_is_not_taken_for_what_stands_round_them() -> None:
    text = "It rained. “Moscow keeps,” Lavrov said, “its word.”"
    parts = [(text.index(part), text.index(part) + len(part)) for part in ("Moscow keeps,", "its word.")]
    found = Attribution(start=parts[0][0], end=parts[1][1], context=(0, len(text)), parts=tuple(parts), form="direct")
    assert hear(text, [found])[0].shown == [["It rained.", Saying("Moscow keeps, its word.")]]


def test_of_a_bare_yes_the_question_is_shown_as_what_is_said_and_nowhere_else() -> None:
    text = "The hall was full. Question: will Moscow keep its word? Please be brief. Yes. Nobody left."
    question = (text.index("will"), text.index(" Please"))
    found = direct(text, "Yes.", answers=question, office="RU-MFA")
    asked = direct(text, "will Moscow keep its word?", office=None, asks=True)
    (texts,) = hear(text, [found])[0].shown
    assert texts == [
        "The hall was full.",
        "Please be brief.",
        Saying("will Moscow keep its word", "RU"),
        "Nobody left.",
    ]
    assert hear(text, [asked, found])[0].shown[-1][-2:] == [Saying("will Moscow keep its word", "RU"), "Nobody left."]


def test_a_reporters_question_is_nobodys_statement() -> None:
    text = "\n".join(["And will the harvest be good?", *[HARVEST] * MANY, RUSSIA])
    question = direct(text, "And will the harvest be good?", office=None, asks=True)
    (stretches,) = hear(text, [question, *each(text, [*[HARVEST] * MANY, RUSSIA])])[0].shown
    assert stretches[:2] == ["And will the harvest be good?", Saying(HARVEST, "NATO", wanted=False)]


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
    (stretches,) = hear(text, found.attributions)[0].shown
    assert Saying("Will the Alliance send troops to Ukraine", "NATO") in stretches
    (longer,) = (
        n for n, one in enumerate(stretches) if isinstance(one, Saying) and one.words.startswith("That is for all")
    )
    assert stretches[longer - 1] == "And will Russia be invited?"


def test_where_somebody_chose_the_statements_each_is_shown_by_itself() -> None:
    text = f"Nobody won. {STAYS} {RUSSIA}"
    model, _ = hear(text, each(text, [STAYS, RUSSIA]), chosen=True)
    assert model.shown == [[said(STAYS)], [said(RUSSIA)]]


def test_before_a_claim_nothing_is_shown() -> None:
    model = Listening()
    Judge(shipped_world(), None, model).judge_claim(STAYS, issue="REL", language="en", bloc="NATO")
    assert model.shown == [[said(STAYS)]]


def test_who_was_named_just_before_counts_as_named_in_a_long_text() -> None:
    asked, issues = long_text(HARVEST, RUSSIA, HARVEST, *[HARVEST] * MANY)
    assert asked[:2] == [RUSSIA, HARVEST]
    assert issues[:3] == [None, "REL", "REL"]
    assert issues[-1] is None


@pytest.mark.parametrize(("letters", "issue"), [(100, "REL"), (HEARD_BEFORE - 10, "REL"), (HEARD_BEFORE + 10, None)])
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
    monkeypatch.setattr(together, "MOST", 4)
    asked, issues = long_text(*words)
    assert asked == [FUND, RUSSIA]
    assert issues[-2:] == [None, "REL"]


def test_an_alliance_is_another_party_than_one_of_its_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST", 4)
    assert long_text(*[AMERICA] * MANY, ALLIANCE)[0] == [ALLIANCE]


def test_as_many_as_are_asked_are_all_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST", MANY)
    assert long_text(*[AMERICA] * MANY)[0] == [AMERICA] * MANY
    assert long_text(*[AMERICA] * (MANY + 1))[0] == []
