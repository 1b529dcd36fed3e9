"""Words that leave a matter to others or answer nothing take no side."""

from __future__ import annotations

import pytest

from monitor.ports import Placing
from monitor.reading.cues.deferrals import defers
from monitor.reading.cues.stance import peaked
from monitor.types.reading import CARRIED, OUTRIGHT, UNSHARED
from tests.reading.test_carried import ByItself, judged

ON_TIES = "I do not have anything more to say on our ties with Moscow."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I don’t have any more to say on additional sanctions."),
        ("en", "I don’t — don’t have any more to say on any additional sanctions."),
        ("en", "I don’t have any more to say on any additional\nsanctions."),
        ("en", "We are not going to get into a hypothetical."),
        ("en", "I would refer you to the Treasury. I have nothing to add."),
        ("en", "That is a matter for those who imposed them."),
        ("en", "I am not going to get into private diplomatic conversations."),
        ("en", "I am not going to get into a back-and-forth on who said what."),
        ("en", "And I would refer you to the Treasury, and we will see how that unfolds."),
        ("en", "I won’t be drawn on timelines."),
        ("en", "He refused to answer reporters’ questions."),
        ("en", "You cannot negotiate with an empty chair."),
        ("en", "There are currently no talks under way."),
        ("en", "No direct negotiations are planned."),
        ("en", "There are no contacts with Kyiv at the moment."),
        ("ru", "Переговоры вести приходится с пустым стулом."),
        ("ru", "Сейчас никаких переговоров не ведётся."),
        ("ru", "Контактов с Киевом пока не запланировано."),
        ("ru", "Мне нечего добавить."),
        ("ru", "Пока не могу ничего сказать о сроках."),
    ],
)
def test_what_gives_no_answer(language: str, text: str) -> None:
    assert defers(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I have nothing to add. The sanctions stay."),
        ("en", "I won’t get into details, but the sanctions stay."),
        ("en", "We are not going to discuss our security with those who threaten it."),
        ("en", "There is nothing to talk about with Moscow."),
        ("en", "There is nobody to talk to in Kyiv."),
        ("en", "There are no talks with Kyiv right now, and there will be none."),
        ("en", "You cannot negotiate with an empty chair, so we will not lift the sanctions."),
        ("en", "No negotiations with Russia are planned, because Putin does not want peace."),
        ("ru", "Никаких переговоров с Киевом сейчас не ведётся, и вестись они не будут."),
        ("en", "There will be no talks with Kyiv."),
        ("en", "There are no talks at the moment, but we are ready for them."),
        ("en", "There can be no negotiations with Moscow now."),
        ("ru", "Никаких переговоров с Киевом не будет."),
        ("ru", "Договариваться там не с кем."),
        ("en", "We will see what they do, and NATO will defend every inch of its territory."),
        ("en", "NATO will not be drawn into a war with Russia."),
        ("en", "We’re not going to get into a third world war, taking on Russian aircraft."),
        ("en", "I am not going to get into a war with Russia."),
        ("en", "We will not get into discussions with Moscow."),
        ("en", "We will not speak to the Kremlin."),
        ("en", "We do not have anything to say to Moscow."),
        ("en", "We do not have any concessions to offer."),
        ("en", "It is not up to Moscow to decide whether Ukraine joins NATO."),
        ("en", "Membership is not a matter for Moscow."),
        ("en", "NATO will not wait and see."),
        ("en", "Moscow refused to answer our proposals."),
        ("ru", "Посмотрим, и мы ответим на любую угрозу."),
        ("ru", "Нам нечего обсуждать с альянсом."),
        ("ru", "Нам нечего сказать НАТО."),
        ("ru", "Это не вопрос для Вашингтона."),
        ("ru", "НАТО отказалась отвечать на предложения России."),
        ("de", "Dazu sage ich nichts."),
    ],
)
def test_what_says_something_or_is_in_a_language_without_lists(language: str, text: str) -> None:
    assert not defers(text, language)


def test_a_statement_that_gives_no_answer_has_its_issue_and_no_level_and_is_asked_about_once() -> None:
    encoder = ByItself(Placing(levels=peaked(-2, 0.9), about=0.97, clear=0.9))

    said = {s.text: s for s in judged("The harvest is in.", ON_TIES, encoder=encoder)}[ON_TIES]

    assert (said.issue, said.level, said.levels, said.abstained) == ("REL", None, None, True)
    assert "it gives no answer" in said.reasons
    assert not {CARRIED, OUTRIGHT, UNSHARED} & said.marks
    assert encoder.calls == 1
