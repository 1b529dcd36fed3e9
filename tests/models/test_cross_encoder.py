"""The bundled cross-encoder: what it promises as a port, and that it reads what vectors cannot."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from monitor.errors import ModelError
from monitor.models.cross_encoder import BUNDLED, CrossEncoder
from monitor.ports import EarlierLine, Placed, Saying

if TYPE_CHECKING:
    from pathlib import Path

ENCODER = CrossEncoder()
READY = "We are ready to talk to Moscow without preconditions."
REFUSED = "We refuse any talks with Moscow."


def side(placed: Placed, issue: str) -> float:
    """The mean level on the issue."""
    return sum(level * share for level, share in zip(range(-2, 3), placed.places[issue].levels, strict=True))


def test_every_distribution_sums_to_one() -> None:
    placed = ENCODER.place([[Saying(READY, "NATO")]])[0]
    assert set(placed.places) == {*json.loads((BUNDLED / "card.json").read_text())["issues"]}
    for place in placed.places.values():
        assert sum(place.levels) == pytest.approx(1.0, abs=1e-4)
        assert 0 <= place.about <= 1
        assert 0 <= place.clear <= 1
    assert sum(placed.commitment) == pytest.approx(1.0, abs=1e-4)
    related = ENCODER.relate([(EarlierLine("NATO", None, READY), REFUSED)])[0]
    assert sum(related.relation) == pytest.approx(1.0, abs=1e-4)
    assert sum(related.direction) == pytest.approx(1.0, abs=1e-4)


def test_a_sentence_and_its_opposite_lie_on_opposite_sides() -> None:
    ready, refused = ENCODER.place([[Saying(READY, "NATO")], [Saying(REFUSED, "NATO")]])
    assert side(ready, "DIA") > 0.5 > -0.5 > side(refused, "DIA")


@pytest.mark.parametrize(
    ("bloc", "text", "issue", "sign"),
    [
        ("RU", "The door to talks is closed.", "DIA", -1),
        ("RU", "Дверь для переговоров закрыта.", "DIA", -1),
        ("EU", "Wir lehnen Gespräche mit Moskau ab.", "DIA", -1),
        ("UA", "Ми готові до переговорів у будь-який час.", "DIA", 1),
        ("NATO", "We will keep supplying weapons to Ukraine.", "AID", 1),
        ("NATO", "Sanctions must be lifted.", "SAN", -1),
        ("RU", "NATO must stop its expansion to the east.", "ENL", -1),
    ],
)
def test_plain_words_are_read_as_they_stand(bloc: str, text: str, issue: str, sign: int) -> None:
    placed = ENCODER.place([[Saying(text, bloc)]])[0]
    assert max(placed.places, key=lambda code: placed.places[code].about) == issue
    assert side(placed, issue) * sign > 0.2


def test_a_language_is_read_like_another() -> None:
    texts = (
        "Зустрічатися з Москвою немає жодного сенсу.",
        "Treffen mit Moskau haben keinen Sinn.",
        "Встречаться с ними бессмысленно.",
    )
    assert all(side(placed, "DIA") < -0.3 for placed in ENCODER.place([[Saying(text, "UA")] for text in texts]))


def test_what_reverses_a_line_is_told_from_what_repeats_it() -> None:
    line = EarlierLine("Germany", "tank deliveries", "Germany will not send tanks to Ukraine.")
    repeated, reversed_ = ENCODER.relate(
        [
            (line, "“No tanks from us, that stands,” the chancellor said."),
            (line, "“The tanks will be on their way next week,” the chancellor said."),
        ]
    )
    assert repeated.relation.reaffirms > repeated.relation.contradicts
    assert reversed_.relation.contradicts > reversed_.relation.reaffirms


def test_answers_do_not_depend_on_what_else_is_asked() -> None:
    texts = [[Saying(READY, "NATO")], [Saying(f"{REFUSED} " * 5, "RU")], [Saying("No.", "UA")]]
    together = ENCODER.place(texts)
    alone = [ENCODER.place([text])[0] for text in texts]
    # Eight bits are scaled by what else is in the run, so not to the last digit.
    for one, other in zip(together, alone, strict=True):
        assert side(one, "DIA") == pytest.approx(side(other, "DIA"), abs=0.2)


@pytest.mark.parametrize("text", ["", " ", "…", "\N{SNOWMAN}", "ж" * 5000])
def test_odd_texts_are_no_error(text: str) -> None:
    assert len(ENCODER.place([[Saying(text)]])) == 1


def test_no_questions_no_answers() -> None:
    assert ENCODER.place([]) == []
    assert ENCODER.place([[], [Saying(READY, "NATO", wanted=False)]]) == []
    assert ENCODER.relate([]) == []


def test_the_name_tells_one_network_from_another(tmp_path: Path) -> None:
    card = json.loads((BUNDLED / "card.json").read_text())
    assert ENCODER.name == f"{card['name']}-{card['files']['network.onnx'][:8]}"


def test_a_damaged_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path / "weights")
    (tmp_path / "weights" / "pieces.model").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="damaged or of another version; install"):
        CrossEncoder(tmp_path / "weights").place([[Saying(READY, "NATO")]])


def test_a_missing_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        CrossEncoder(tmp_path / "nowhere").place([[Saying(READY, "NATO")]])


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": None}, "name"),
        ({"files": {"network.onnx": "0"}}, "files.pieces.model"),
        ({"files": {"network.onnx": 1, "pieces.model": "0"}}, "files.network.onnx"),
        ({"issues": "REL"}, "issues"),
        ({"issues": ["REL", 1]}, "issues.1"),
        ({"issues": ["REL", "DIA", "REL"]}, "issues"),
        ({"classes": ["flat", "hedged"]}, "classes"),
        ({"classes": {"commitment": "flat"}}, "classes.commitment"),
        ({"classes": None}, "classes"),
        ({"temperatures": [1.0, 1.0, 1.0, 1.0]}, "temperatures"),
        ({"temperatures": {"place": 1.0, "commitment": 1.0, "relation": 1.0}}, "temperatures.direction"),
        *(
            (
                {"temperatures": {"place": wrong, "commitment": 1.0, "relation": 1.0, "direction": 1.0}},
                "temperatures.place",
            )
            for wrong in (0.0, -1.0, float("inf"), float("nan"), True, "1.0", None)
        ),
    ],
)
def test_a_damaged_card_is_refused_with_its_place(tmp_path: Path, changes: dict[str, object], where: str) -> None:
    card = json.loads((BUNDLED / "card.json").read_text())
    (tmp_path / "card.json").write_text(json.dumps({**card, **changes}))
    for ask in (lambda encoder: encoder.name, lambda encoder: encoder.relate([(EarlierLine("NATO", None, READY), "")])):
        with pytest.raises(ModelError, match=rf"damaged \({where}\); install the project again$"):
            ask(CrossEncoder(tmp_path))


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", "\udcff"])
def test_what_is_no_card_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "card.json").write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(ModelError, match="is damaged"):
        _ = CrossEncoder(tmp_path).name


def test_the_card_of_a_network_with_other_issues_is_refused(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path / "weights")
    card = json.loads((BUNDLED / "card.json").read_text())
    (tmp_path / "weights" / "card.json").write_text(json.dumps({**card, "issues": card["issues"][1:]}))
    with pytest.raises(ModelError, match="another network's: it names 16 issues"):
        CrossEncoder(tmp_path / "weights").place([[Saying(READY, "NATO")]])


def test_a_network_that_is_none_is_an_error_of_the_model(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(BUNDLED, folder)
    (folder / "network.onnx").write_bytes(b"no network")
    card = json.loads((folder / "card.json").read_text())
    card["files"]["network.onnx"] = hashlib.sha256(b"no network").hexdigest()
    (folder / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoder(folder).place([[Saying(READY, "NATO")]])


def test_who_listens_hears_how_many_statements_are_placed_and_of_how_many() -> None:
    heard: list[tuple[int, int]] = []
    encoder = CrossEncoder(step=lambda done, total: heard.append((done, total)))
    text = [Saying(f"{READY} {number}", "NATO", wanted=number > 0) for number in range(40)]

    placed = encoder.place([text, [Saying(REFUSED, "NATO")]])

    assert len(placed) == 40
    assert {total for _, total in heard} == {40}
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})
    assert len(heard) > 2
    assert heard[-1] == (40, 40)
