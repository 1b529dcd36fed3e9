"""What is said of another topic, or of what was, is no line of today: it weighs little, or is left open."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from judging import said, shipped_judge, shipped_world

from monitor.reading import Reader
from monitor.reading.cues.cue_words import load_cue_words
from monitor.reading.cues.level_reader import LevelReader
from monitor.reading.cues.parties import Parties
from monitor.reading.cues.subjects import Sides, Speaker
from monitor.reading.cues.surroundings import look_round
from monitor.reading.judging.stated import BORROWED
from monitor.types import MergeRules
from monitor.types.levels import sign_of
from monitor.types.reading import ELSEWHERE
from tests.builders import article

LATELY = datetime(2026, 6, 1, tzinfo=UTC)
PARTIES = Parties(shipped_world())
TARIFFS = "Prime Minister Mark Carney said he wanted the sanctions on Canadian steel lifted at once, and talks with Washington went well."


@pytest.mark.parametrize(
    ("named", "bloc", "elsewhere"),
    [
        ("Ottawa and Washington talk about tariffs", "NATO", True),
        ("Ottawa and Washington talk about Ukraine", "NATO", False),
        ("Ottawa and Washington talk about Moscow's demands", "NATO", False),
        ("The alliance meets in Ottawa", "NATO", False),
        ("Москва и Вашингтон", "NATO", False),
        ("Beijing and Washington talk about tariffs", "OTHER", True),
        ("Beijing and Washington talk about tariffs", None, True),
        ("The government will not raise taxes", "RU", False),
        ("The government will not raise taxes", "UA", False),
        ("Berlin will never open Nord Stream again", "NATO", False),
        ("The package is aimed at the shadow fleet", "EU", False),
        ("Теневой флот", "EU", False),
        ("Die Ostflanke", "NATO", False),
    ],
)
def test_who_also_talks_of_other_topics_is_on_this_one_where_its_parties_are_named(
    named: str, bloc: str | None, elsewhere: bool
) -> None:
    issues = PARTIES.elsewhere(named, bloc)
    assert ("SAN" in issues) is elsewhere
    assert "FOR" not in issues


@pytest.mark.parametrize(("title", "marked"), [("Steel", True), ("Steel, and the sanctions on Russia", False)])
def test_sanctions_among_allies_weigh_little(title: str, marked: bool) -> None:
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    told = [s for s in reader.read(article(TARIFFS, title=title)).statements if s.issue == "SAN" and not s.nested]
    assert told
    assert all((ELSEWHERE in s.marks) is marked for s in told if s.level is not None)
    weights = {round(s.weight, 3) for s in told if s.level is not None}
    full = 0.7 * 0.4
    assert weights == {round(full * BORROWED if marked else full, 3)}


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("We were ready for talks with NATO then, in Istanbul.", "RU-MFA"),
        ("In 2022 we were ready for talks with Kyiv without preconditions.", "RU-MFA"),
        ("In 2021 we refused any talks with NATO.", "RU-President"),
        ("Two years ago we sent Ukraine the first tanks.", "NATO-SG"),
        ("Мы были готовы к переговорам с НАТО тогда, в Стамбуле.", "RU-MFA"),
        ("В 2022 году мы были готовы к переговорам с Киевом без предварительных условий.", "RU-MFA"),
    ],
)
def test_what_was_is_no_line_of_today(words: str, office: str) -> None:
    judged = said(words, office=office, said_at=LATELY)
    assert judged.level is None
    assert any(reason.startswith("it tells of the past") for reason in judged.reasons)


@pytest.mark.parametrize(
    ("words", "office", "side"),
    [
        ("In 2008 we decided that Ukraine will become a member of NATO.", "NATO-SG", 1),
        ("We sent Ukraine tanks in 2023 and we will send more.", "NATO-SG", 1),
        ("We were ready for talks with Kyiv in 2022, and we are ready for talks now.", "RU-MFA", 1),
        ("In 2022 we were ready for talks with NATO. Today we refuse any talks with NATO.", "RU-MFA", -1),
        ("In 2022 Russia attacked Ukraine without any reason.", "NATO-SG", 1),
        ("В 2023 году мы поставили Украине танки и будем поставлять их дальше.", "NATO-SG", 1),
        ("In 2023 we decided to send Ukraine tanks for as long as it takes.", "NATO-SG", 1),
        ("We refused any talks with NATO two years ago, once and for all.", "RU-MFA", -1),
        ("Two months ago we sent Ukraine new tanks.", "NATO-SG", 1),
        ("Russia attacked Ukraine in 2014 and in 2022, so it deserves an invitation to NATO now.", "NATO-SG", 1),
        ("В 2022 году мы отказались от любых переговоров с НАТО, и решение это неизменно.", "RU-MFA", -1),
        ("We decided to support Ukraine with weapons until 2029.", "NATO-SG", 1),
        ("We could send Ukraine more tanks in 2035.", "NATO-SG", 1),
        ("В 2022 году мы отказались от любых переговоров с НАТО и не вернёмся к ним.", "RU-MFA", -1),
    ],
)
def test_what_goes_on_to_today_is_a_line(words: str, office: str, side: int) -> None:
    judged = said(words, office=office, said_at=LATELY)
    assert judged.level is not None
    assert sign_of(judged.level) == side


@pytest.mark.parametrize(
    ("words", "said_at", "told"),
    [
        ("In 2024 we were ready for talks with Kyiv without preconditions.", LATELY, False),
        ("Back in 2021 we were ready for talks with NATO.", LATELY, False),
        ("In the 1990s we were ready for talks with NATO.", LATELY, False),
        ("In the spring of 2022 we were ready for talks with NATO.", LATELY, False),
        ("We were ready for talks with NATO before 2025.", LATELY, False),
        ("In 2025 we were ready for talks with Kyiv without preconditions.", LATELY, False),
        ("In 2025 we were ready for talks with Kyiv without preconditions.", datetime(2026, 1, 20, tzinfo=UTC), True),
        ("In 2021 we refused any talks with NATO.", datetime(2016, 6, 1, tzinfo=UTC), True),
        ("In 2021 we refused any talks with NATO.", datetime(2021, 9, 1, tzinfo=UTC), True),
        ("In 2024 we decided to send Ukraine tanks until 2029.", LATELY, True),
        ("We have been ready for talks with Kyiv without preconditions since 2024.", LATELY, True),
        ("В 2024 году мы были готовы к переговорам с Киевом без предварительных условий.", LATELY, False),
        ("Ещё в 2021 году мы отказались от любых переговоров с НАТО.", LATELY, False),
        ("В 90-е годы мы были готовы к переговорам с НАТО.", LATELY, False),
        ("С 2024 года мы готовы к переговорам с Киевом без предварительных условий.", LATELY, True),
        ("В 2021 году мы отказались от любых переговоров с НАТО.", datetime(2016, 6, 1, tzinfo=UTC), True),
    ],
)  # fmt: skip
def test_whether_a_year_is_the_past_tells_the_day_of_saying(words: str, said_at: datetime, *, told: bool) -> None:
    office = "NATO-SG" if "tanks" in words else "RU-MFA"
    assert (said(words, office=office, said_at=said_at).level is not None) is told


@pytest.mark.parametrize(("year", "told"), [(2022, False), (2026, True)])
def test_the_day_of_an_article_reaches_the_judge(year: int, *, told: bool) -> None:
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    text = f"In {year} we refused any talks with NATO, Lavrov said."
    (line,) = (s for s in reader.read(article(text, published=LATELY)).statements if s.actor == "lavrov")
    assert (line.level is not None) is told


def test_where_nobody_knows_the_day_no_year_is_the_past() -> None:
    assert said("In 2021 we refused any talks with NATO.").level is not None


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("We are ready for dialogue with NATO without preconditions, if its troops are withdrawn.", "RU-MFA"),
        ("We will greatly reinforce the eastern flank with new brigades, if Russia does not withdraw.", "NATO-SG"),
        ("Ukraine should be invited to join NATO now, provided that all allies agree.", "NATO-SG"),
        ("Россия в любой момент готова начать переговоры с НАТО и приглашает к столу, если войска уйдут.", "RU-MFA"),
    ],
)
def test_a_condition_tacked_on_makes_it_conditional(words: str, office: str) -> None:
    judged = said(words, office=office)
    assert judged.commitment == "conditional"
    assert judged.level in (-1, 0, 1)


@pytest.mark.parametrize(
    ("words", "issue", "tail"),
    [
        ("We will keep arming Ukraine unless Russia stops.", "AID", True),
        ("The special military operation will continue unless Kyiv accepts our terms.", "WAR", False),
    ],
)
def test_a_condition_tacked_on_bends_what_is_done_and_not_how_a_war_is_judged(
    words: str, issue: str, tail: bool
) -> None:
    world, cue_words = shipped_world(), load_cue_words("en")
    levels = LevelReader(world.issues, "en", Sides(world.sides, "en", cue_words), cue_words)
    hits, _ = levels.hits(words, issue, Speaker(bloc="NATO" if tail else "RU"))
    assert hits
    assert {hit.tail for hit in hits} == {tail}


CUE = re.compile("arming|accept a ceasefire|weapons will be used|вооружать")


@pytest.mark.parametrize(
    ("words", "language", "tail"),
    [
        ("We will keep arming Ukraine, provided that all agree.", "en", "provided that"),
        ("We will keep arming Ukraine if Russia does not stop.", "en", "if"),
        ("We will keep arming Ukraine, if necessary for years.", "en", None),
        ("We will never accept a ceasefire with Russia, if anyone still wonders.", "en", None),
        ("Nuclear weapons will be used if Russia attacks, and Russia should believe it.", "en", None),
        ("If Russia does not stop, we will keep arming Ukraine.", "en", None),
        ("We will keep arming Ukraine if asked.", "en", None),
        ("We will keep arming Ukraine, no matter if Russia protests.", "en", None),
        ("Мы не перестанем вооружать Украину, если кто-то ещё сомневается.", "ru", None),
        ("Мы будем вооружать Украину, если Россия не остановится.", "ru", "если"),
        ("Мы будем и дальше вооружать Украину, если потребуется, годами.", "ru", None),
    ],
)
def test_a_condition_is_tacked_on_where_nothing_follows_it(words: str, language: str, tail: str | None) -> None:
    cue = CUE.search(words)
    assert cue is not None
    assert look_round(words, cue, load_cue_words(language)).tail == tail


def test_what_the_other_side_does_is_the_speakers_to_tell() -> None:
    text = "Rutte said that Russia does not threaten anybody."
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    (told,) = (s for s in reader.read(article(text)).statements if s.actor == "rutte" and s.issue == "THR")
    assert told.level is not None
    assert sign_of(told.level) == -1


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("We will use nuclear weapons if NATO sends troops to Ukraine.", -1),
        ("If NATO sends troops to Ukraine, we will use nuclear weapons.", -1),
        ("We will answer with nuclear weapons if they cross our border.", -1),
        ("Мы применим ядерное оружие, если НАТО введёт войска на Украину.", -1),
        ("Если НАТО введёт войска на Украину, мы применим ядерное оружие.", -1),
        ("We are ready to use nuclear weapons.", -2),
        ("We will use nuclear weapons only if the existence of our state is at risk.", 0),
        ("We will use nuclear weapons if the very existence of our state is threatened.", 0),
        ("We will never use nuclear weapons unless the state itself is in danger.", 0),
        ("We will never use nuclear weapons if nobody attacks us.", 0),
        ("Мы применим ядерное оружие только при угрозе существованию государства.", 0),
    ],
)
def test_a_threat_on_a_condition_is_a_threat(words: str, level: int) -> None:
    language = "ru" if re.search("[а-я]", words) else "en"
    assert shipped_judge().judge_claim(words, issue="NUC", language=language, bloc="RU").level == level
