"""What is denied to have been said, or only supposed, is nobody's word, nor is what would have been told in it."""

from __future__ import annotations

import pytest
from judging import attributed


def who(text: str, language: str) -> list[str | None]:
    return [each.actor or each.office for each in attributed(text, language) if not each.nested]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "If Putin says that Russia is ready for talks, we will listen.", "Putin says that Russia is ready for talks."),
        ("en", "It would be a surprise if Putin said that Russia was ready.", "Putin said that Russia was ready."),
        ("en", "Unless Putin says that Russia is ready, nothing will move.", "Putin says that Russia is ready."),
        ("en", "Whether Putin said that Russia was ready is unclear.", "Putin said that Russia was ready."),
        ("en", "Neither Lavrov nor Putin has said that Russia is ready.", "Putin has said that Russia is ready."),
        ("en", "Putin might say that Russia is ready.", "Putin says that Russia is ready."),
        ("en", "Putin has never said that Russia is ready.", "Putin has said that Russia is ready."),
        ("en", "Neither Rutte nor Putin called for sanctions to be lifted.", "Putin called for sanctions to be lifted."),
        ("en", "Putin used to say that Russia was ready.", "Putin said that Russia was ready."),
        ("en", "No Kremlin official has said that Russia is ready.", "Putin has said that Russia is ready."),
        ("de", "Kein Minister hat gesagt, dass Russland bereit sei.", "Putin hat gesagt, dass Russland bereit sei."),
        ("en", "Do not expect Putin to say that Russia is ready.", "Putin says that Russia is ready."),
        ("de", "Falls Putin sagt, dass Russland bereit ist, hören wir zu.", "Putin sagt, dass Russland bereit ist."),
        ("de", "Putin hat nie gesagt, dass Russland bereit sei.", "Putin hat gesagt, dass Russland bereit sei."),
        ("de", "Weder Lawrow noch Putin haben gesagt, dass Russland bereit sei.", "Putin hat gesagt, dass Russland bereit sei."),
        ("fr", "Si Poutine dit que la Russie est prête, nous écouterons.", "Poutine dit que la Russie est prête."),
        ("fr", "Poutine n'a jamais dit que la Russie était prête.", "Poutine a dit que la Russie était prête."),
        ("fr", "Poutine ne dit pas que la Russie est prête.", "Poutine dit que la Russie est prête."),
        ("fr", "Ni Lavrov ni Poutine n'ont dit que la Russie était prête.", "Poutine a dit que la Russie était prête."),
        ("ru", "Если Путин говорит, что Россия готова, мы выслушаем.", "Путин говорит, что Россия готова."),
        ("ru", "Ни Лавров, ни Путин не заявили, что Россия готова.", "Путин заявил, что Россия готова."),
        ("uk", "Якщо Путін каже, що Росія готова, ми вислухаємо.", "Путін каже, що Росія готова."),
        ("uk", "Ні Лавров, ні Путін не заявили, що Росія готова.", "Путін заявив, що Росія готова."),
    ],
)  # fmt: skip
def test_what_is_denied_or_supposed_is_not_said(language: str, text: str, said: str) -> None:
    assert who(text, language) == []
    assert who(said, language)[:1] == ["putin"]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("en", "If Putin says that Russia is ready, Rutte said, NATO will listen.", ["rutte"]),
        ("en", "Putin did not say that Russia was ready, but Peskov said that talks were near.", ["peskov"]),
        ("en", "Rutte said that if Putin says that Russia is ready, NATO will listen.", ["rutte"]),
        ("en", "Putin does not believe that Europe is ready.", ["putin"]),
        ("en", "Putin not only said that Russia was ready.", ["putin"]),
        ("ru", "Песков сказал, что если Путин говорит, что Россия готова, то это так.", ["peskov"]),
    ],
)
def test_who_says_something_beside_it_or_does_not_believe_it_is_heard(
    language: str, text: str, speakers: list[str]
) -> None:
    assert who(text, language) == speakers


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("en", "Putin never said that Russia was ready; Peskov said that talks were near.", ["peskov"]),
        ("en", "Putin never said that Russia was ready and Peskov told reporters that talks were near.", ["peskov"]),
        ("en", "Putin never said that Russia was ready and Peskov believed it.", []),
        ("en", "In no uncertain terms Putin said that Russia was ready.", ["putin"]),
        ("en", "With no truce in sight Putin said that Russia was ready.", ["putin"]),
        ("en", "As if to confirm this Putin said that Russia was ready.", ["putin"]),
        ("en", "Until last year Putin said that Russia was ready.", ["putin"]),
        ("fr", "Macron n'a pas seulement dit que la France était prête.", ["macron"]),
        ("fr", "Si Macron a déclaré que la France était prête, Orbán a répété que rien ne pressait.", ["macron", "orban"]),
        ("ru", "Если раньше Лавров заявлял, что Россия готова, то Песков ответил, что встреч не будет.", ["lavrov", "peskov"]),
        ("de", "Kein Geringerer als Putin sagte, dass Russland bereit sei.", ["putin"]),
    ],
)  # fmt: skip
def test_what_only_looks_denied_or_supposed_and_what_is_conceded_was_said(
    language: str, text: str, speakers: list[str]
) -> None:
    assert who(text, language) == speakers


def test_what_somebody_says_not_to_want_is_told_with_its_denial() -> None:
    text = "Poutine assure ne pas vouloir que l'Ukraine rejoigne l'Otan."
    assert [text[a.start : a.end] for a in attributed(text, "fr")] == ["ne pas vouloir que l'Ukraine rejoigne l'Otan"]
