"""Words that the network takes for others are put as those that it knows, beside what an issue is about."""

from __future__ import annotations

import pytest
from judging import quotation, shipped_world
from test_whose_wish import Sees

from monitor.ports import Saying
from monitor.reading import Judge
from monitor.reading.cues.plainer import PlainerWords
from monitor.reading.cues.stance import peaked


@pytest.mark.parametrize(
    ("language", "text", "put"),
    [
        ("de", "Berlin wird die Militärhilfe kürzen.", "Berlin wird die Militärhilfe reduzieren."),
        ("de", "Berlin stellt die Waffenlieferungen im Mai ein.", "Berlin beendet die Waffenlieferungen im Mai."),
        ("de", "Die Einstellung der Waffenlieferungen naht.", "Die Beendigung der Waffenlieferungen naht."),
        ("de", "Die EU hat neue Sanktionen verhängt.", "Die EU hat neue Sanktionen verstärkt."),
        ("fr", "Paris gèle ses livraisons d'armes.", "Paris va suspendre ses livraisons d'armes."),
        ("fr", "Les sanctions seront allégées.", "Les sanctions seront réduites."),
        ("ru", "ЕС смягчит санкции.", "ЕС ослабит санкции."),
        ("uk", "Треба запровадити нові санкції.", "Треба посилити нові санкції."),
        ("en", "London scaled back military aid.", "London reduced military aid."),
        ("en", "Kyiv can forget about tanks.", "Kyiv will not get tanks."),
    ],
)
def test_they_are_put_otherwise(language: str, text: str, put: str) -> None:
    assert PlainerWords(shipped_world().issues).of(text, language) == put


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Berlin wird den Haushalt kürzen."),
        ("de", "Die EU hat die Aufhebung aller Sanktionen beschlossen."),
        ("de", "Wir haben ein Moratorium für Waffenlieferungen verhängt."),
        ("de", "Wir setzen die Waffenlieferungen aus voller Überzeugung fort."),
        ("de", "Wir stellen die Militärhilfe auf ein neues Niveau."),
        ("de", "Wegen der Sanktionen werden Gehälter gekürzt."),
        ("de", "Niemand kann die Waffenlieferungen vergessen."),
        ("fr", "Paris va adopter la levée des sanctions."),
        ("uk", "Треба запровадити скасування санкцій."),
        ("uk", "ЄС ухвалив рішення зняти санкції."),
        ("fr", "Nous allons imposer un arrêt des sanctions."),
        ("ru", "Никто не может забыть о танках."),
        ("en", "No one can forget about tanks."),
        ("en", "London scaled up military aid."),
        ("en", "We must forget about the past."),
        ("en", "We may forget to send tanks."),
    ],
)
def test_beside_other_things_and_ends_of_them_they_stay(language: str, text: str) -> None:
    assert PlainerWords(shipped_world().issues).of(text, language) == text


def test_the_network_is_shown_them_and_readers_what_was_said() -> None:
    text = "Berlin wird die Militärhilfe für die Ukraine kürzen."
    model = Sees(peaked(-1, 0.7), "AID")
    (one,) = Judge(shipped_world(), None, model).judge(text, [quotation(text, "DE-GOV")], language="de", title="")

    assert any(
        Saying("Berlin wird die Militärhilfe für die Ukraine reduzieren.", "NATO") in shown for shown in model.shown
    )
    assert (one.issue, one.text) == ("AID", text)
    assert "read as 'Berlin wird die Militärhilfe für die Ukraine reduzieren.'" in one.reasons
