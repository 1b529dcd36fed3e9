"""Posts that end with the line of who wrote them."""

from __future__ import annotations

import pytest
from judging import attributed


def said(text: str, language: str) -> list[tuple[str | None, str]]:
    return [(each.actor, each.words(text)) for each in attributed(text, language)]


@pytest.mark.parametrize(
    ("language", "words", "signature"),
    [
        ("ru", "Опять бредят. Мост стоит.", "Дмитрий Медведев, заместитель председателя Совета безопасности РФ, в своем Telegram-канале"),
        ("ru", "Опять бредят. Мост стоит.", "— Мария Захарова, официальный представитель МИД, в телеграм-канале."),
        ("uk", "Знову марять. Міст стоїть.", "Дмитро Медведєв, заступник голови Радбезу РФ, у своєму телеграм-каналі"),
        ("en", "They rave again. The bridge stands.", "— Dmitry Medvedev, deputy head of the council, on his Telegram channel"),
        ("de", "Sie faseln wieder. Die Brücke steht.", "Dmitri Medwedew, Vizechef des Rats, in seinem Telegram-Kanal"),
        ("fr", "Ils délirent encore. Le pont tient.", "Dmitri Medvedev, vice-président du Conseil, sur sa chaîne Telegram"),
    ],
)  # fmt: skip
def test_the_words_before_the_signature_are_the_writers(language: str, words: str, signature: str) -> None:
    writer = "zakharova" if "Захарова" in signature else "medvedev"
    found = said(f"{words}\n\n{signature}", language)

    assert {who for who, _ in found} == {writer}
    assert " ".join(spoken for _, spoken in found) == words


def test_a_name_behind_a_dash_at_the_very_end_signs_what_names_nobody_who_speaks() -> None:
    assert said("They rave again. The bridge stands.\n\n— Dmitry Medvedev", "en")[0][0] == "medvedev"
    assert said("Dmitry Medvedev came to Tula.\n\nThe bridge stands.\n\n— Dmitry Medvedev", "en") == []
    assert said("The bridge stands.\n\n— Dmitry Medvedev\n\nMore news is below.", "en") == []
    spoken = said("Kaja Kallas said that it was late.\n\nThe bridge stands.\n\n— Dmitry Medvedev", "en")
    assert spoken == [("kallas", "it was late")]


@pytest.mark.parametrize("line", ["Dmitry Medvedev", "(Mark Rutte, NATO secretary general)"])
def test_a_tag_or_a_caption_signs_nothing(line: str) -> None:
    assert said(f"The bridge stands.\n\n{line}", "en") == []


def test_several_posts_are_each_their_writers() -> None:
    text = (
        "The bridge stands.\n\nDmitry Medvedev, on his Telegram channel\n\nThe list will grow.\n\nKaja Kallas, on X\n\nDmitry Peskov said that it was late."
    )  # fmt: skip

    assert said(text, "en") == [
        ("medvedev", "The bridge stands."),
        ("kallas", "The list will grow."),
        ("peskov", "it was late"),
    ]


def test_paragraphs_up_to_one_that_names_the_writer_are_not_his() -> None:
    text = "Medvedev answered at once. It was late.\n\nThe bridge stands.\n\nDmitry Medvedev, on his Telegram channel"

    assert said(text, "en") == [("medvedev", "The bridge stands.")]


@pytest.mark.parametrize(
    "line",
    [
        "Dmitry Medvedev wrote about it on his Telegram channel.",
        "Read more news on our Telegram channel",
        "Anna Berg, Tallinn, on X",
        "In Tallinn, where Kaja Kallas lives, people read it on X",
        "Dmitry Medvedev, deputy head of the council",
        "Photo: Dmitry Medvedev on Telegram",
        "Source: Dmitry Medvedev on his Telegram channel",
    ],
)
def test_other_last_lines_sign_nothing(line: str) -> None:
    post = "The bridge stands.\n\n"
    assert said(f"{post}Dmitry Medvedev, on his Telegram channel", "en") == [("medvedev", "The bridge stands.")]
    assert said(f"{post}{line}", "en") == []


def test_a_report_of_somebody_else_is_in_nobodys_post() -> None:
    text = "Kaja Kallas said that the bridge stands.\n\nThe list will grow.\n\nDmitry Medvedev, on his Telegram channel"

    assert said(text, "en") == [("kallas", "the bridge stands"), ("medvedev", "The list will grow.")]


@pytest.mark.parametrize(
    "signature",
    [
        "— Dmitry Medvedev, deputy head of the council",
        "— Dmitry Medvedev\n\n(posted with a map of the bridge)",
    ],
)
def test_a_dash_signs_with_the_office_too(signature: str) -> None:
    assert said(f"The bridge stands.\n\n{signature}", "en") == [("medvedev", "The bridge stands.")]


def test_in_a_channel_a_name_and_an_office_sign() -> None:
    text = "The bridge stands.\n\nDmitry Medvedev, deputy head of the council"

    assert [each.actor for each in attributed(text, "en", outlet="Telegram")] == ["medvedev"]
    assert [each.actor for each in attributed(text.replace("Dmitry", "(Dmitry") + ")", "en", outlet="X")] == [
        "medvedev"
    ]
    assert attributed(text, "en", outlet="X-Press Daily") == ()
    assert attributed(text, "en", outlet="A paper") == ()


POST = "Foreign troops in Ukraine are targets. Talks with Kyiv make no sense."


@pytest.mark.parametrize(
    "given",
    [
        {"outlet": "Telegram", "author": "Dmitry Medvedev"},
        {"outlet": "Dmitry Medvedev on Telegram"},
        {"outlet": "The Deputy Chairman", "url": "https://t.me/someone/1", "author": "Dmitry Medvedev"},
    ],
)
def test_a_post_without_a_word_of_whose_it_is_is_its_writers(given: dict[str, str]) -> None:
    assert [(a.actor, a.form) for a in attributed(POST, "en", **given)] == [("medvedev", "transcript")] * 2


def test_a_post_of_an_offices_own_account_is_the_offices() -> None:
    found = attributed(POST, "en", outlet="NATO", url="https://x.com/NATO/status/1", primary=True)
    assert {a.office for a in found} == {"NATO"}


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (POST, {"outlet": "Telegram", "author": "Ann Leeway"}),
        (POST, {"outlet": "Dmitry Medvedev fans on Telegram"}),
        (POST, {"outlet": "The Daily", "author": "Dmitry Medvedev"}),
        (f"{POST} So Dmitry Medvedev said.", {"outlet": "Telegram", "author": "Dmitry Medvedev"}),
        (f"{POST} Sergei Lavrov said so too.", {"outlet": "Telegram", "author": "Dmitry Medvedev"}),
        (f"RT @somebody: {POST}", {"outlet": "Telegram", "author": "Dmitry Medvedev"}),
        (f"A mayor in the north: {POST}", {"outlet": "Telegram", "author": "Dmitry Medvedev"}),
        (f"{POST} “It all must end at once”, so a colonel.", {"outlet": "Telegram", "author": "Dmitry Medvedev"}),
    ],
)
def test_of_anybody_else_elsewhere_and_where_it_reports_it_is_not(text: str, given: dict[str, str]) -> None:
    assert "transcript" not in {a.form for a in attributed(text, "en", **given)}


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        (
            "en",
            "Poland's president said that the bridge must be built. The tanks should go, he added.",
            ["duda", "duda"],
        ),
        ("en", "Ambassador Ann Leeway said that the tanks must go. The bridge is no help, she said.", [None, None]),
        ("en", "The Kremlin said the tanks must go. The list is long.", ["RU-Kremlin-Spokesperson"]),
        ("en", "Russia claims the bridge will never stand. That is false.", ["RU-GOV"]),
        ("en", "Brussels declared that the list must grow. It will not.", ["EU-GOV"]),
        ("ru", "Брюссель объявил, что список будет расти. Мост стоит.", ["EU-GOV"]),
        ("de", "Der polnische Präsident sagte, die Panzer müssten weichen. Die Brücke steht.", ["duda"]),
    ],
)
def test_what_a_post_tells_of_a_title_a_house_or_a_stranger_is_theirs(
    language: str, text: str, speakers: list[str | None]
) -> None:
    found = attributed(text, language, outlet="NATO", url="https://x.com/NATO/status/1", primary=True)
    assert [(a.actor, a.form == "transcript") for a in found] == [(speaker, False) for speaker in speakers]


@pytest.mark.parametrize("begun", ["NATO demands that the tanks go.", "We say that the tanks must go."])
def test_what_a_post_says_of_its_own_writer_is_no_report(begun: str) -> None:
    found = attributed(f"{begun} {POST}", "en", outlet="NATO", url="https://x.com/NATO/status/1", primary=True)
    assert {(a.office, a.form) for a in found} == {("NATO", "transcript")}
