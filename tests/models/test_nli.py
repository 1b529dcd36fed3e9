"""A user's own entailment model: a real network and a real sentencepiece model, both made here and a few kilobytes large."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from monitor.config import load_config
from monitor.errors import ModelError
from monitor.models import NliModel
from monitor.ports import EarlierLine, Saying
from monitor.types import ModelSettings
from tests.models.tiny_network import network

LABELS = ("entailment", "neutral", "contradiction")
WORDS = [
    "yes",
    "no",
    "talk",
    "refuse",
    "ready",
    "dialogue",
    "with",
    "the",
    "other",
    "side",
    "we",
    "any",
    "will",
    "never",
    "return",
    "be",
    "restored",
    "speaker",
    "says",
    "that",
    "and",
    "of",
    "is",
    "only",
    "possible",
    "if",
    "conditions",
    "are",
    "met",
    "first",
    "for",
    "without",
    "preconditions",
    "говорящий",
    "утверждает",
    "что",
    "диалог",
    "готовы",
]
DEBERTA = {"control_symbols": "[CLS],[SEP],[PAD]"}
AGREES, DIFFERS = "yes", "no"


def pieces(**marks):
    """A word-level sentencepiece model of WORDS."""
    out = BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(WORDS)] * 3), model_writer=out, model_type="word",
        vocab_size=len(WORDS) + 3 + (3 if marks else 0), hard_vocab_limit=False, minloglevel=2, **marks,
    )  # fmt: skip
    return out.getvalue()


def write(folder: Path, *, labels=LABELS, shift=0, marks=DEBERTA, outputs=3):
    """A model that takes "yes" for entailment and "no" for contradiction, wherever they stand."""
    folder.mkdir(exist_ok=True)
    model = pieces(**marks)
    (folder / "spm.model").write_bytes(model)
    processor = SentencePieceProcessor(model_proto=model)
    table = [[0.0] * outputs for _ in range(processor.get_piece_size() + 4)]
    for word, label in ((AGREES, "entailment"), (DIFFERS, "contradiction")):
        if outputs == 3:
            table[processor.piece_to_id("▁" + word) + shift][labels.index(label)] = 6.0
    if outputs == 3:
        table[processor.piece_to_id("▁that") + shift][labels.index("neutral")] = 3.0
    (folder / "model.onnx").write_bytes(network(table, outputs=outputs))
    return ModelSettings(nli=str(folder), nli_labels=labels)


@pytest.fixture(scope="module")
def issues():
    return load_config(Path("config")).world.issues


@pytest.fixture(scope="module")
def dialogue(issues):
    return [issue for issue in issues if issue.code == "DIA"]


def test_an_earlier_line_is_reaffirmed_contradicted_or_only_discussed(tmp_path, dialogue):
    model = NliModel(write(tmp_path), dialogue)
    line = EarlierLine("lavrov", "DIA", "We refuse any dialogue.")

    same, contrary, neither = model.relate([(line, "yes"), (line, "no"), (line, "talk")])

    assert max(range(7), key=lambda n: same.relation[n]) == 0
    assert max(range(7), key=lambda n: contrary.relation[n]) == 1
    assert max(range(7), key=lambda n: neither.relation[n]) == 4
    assert same.direction == (1 / 3, 1 / 3, 1 / 3)
    assert all(sum(answer.relation) == pytest.approx(1) for answer in (same, contrary, neither))


def test_where_there_was_no_line_nothing_is_reaffirmed_or_contradicted(tmp_path, dialogue):
    (answer,) = NliModel(write(tmp_path), dialogue).relate([(EarlierLine(None, "DIA", None), "yes")])

    assert answer.relation[:4] == (0, 0, 0, 0)
    assert sum(answer.relation) == pytest.approx(1)


@pytest.mark.parametrize(
    "labels", [LABELS, ("contradiction", "neutral", "entailment"), ("neutral", "contradiction", "entailment")]
)
def test_the_order_of_the_labels_is_what_the_configuration_says(tmp_path, dialogue, labels):
    model = NliModel(write(tmp_path, labels=labels), dialogue)

    agrees, differs = model.entail([("yes", "we talk"), ("no", "we talk")])

    assert agrees.entailment > 0.9
    assert differs.contradiction > 0.9


def test_pieces_of_the_xlm_family_are_counted_from_one_further_on(tmp_path, dialogue):
    model = NliModel(write(tmp_path, shift=1, marks={}), dialogue)

    (agrees,) = model.entail([("yes", "we talk")])

    assert agrees.entailment > 0.9


def test_a_pole_is_backed_by_its_own_anchor_and_by_what_contradicts_the_opposite_one(tmp_path, dialogue, monkeypatch):
    model = NliModel(write(tmp_path), dialogue)
    far, near = dialogue[0].anchors["en"][2][0], dialogue[0].anchors["en"][-2][0]
    told = {far: "yes", near: "no"}
    asked = []

    def entail(pairs):
        asked.extend(pairs)
        return [
            NliModel.entail(model, [(next((w for a, w in told.items() if a[2:] in text), "talk"), "we")])[0]
            for _, text in pairs
        ]

    monkeypatch.setattr(model, "entail", entail)
    (placed,) = model.place([[Saying("we talk", "RU")]])

    place = placed.places["DIA"]
    assert place.levels[4] == max(place.levels)
    assert sum(place.levels) == pytest.approx(1)
    assert place.about > 0.9
    assert place.clear > 0.9
    assert placed.commitment == (0.2, 0.2, 0.2, 0.2, 0.2)
    assert all(text.startswith("The speaker says that ") for _, text in asked)


def test_words_that_say_nothing_of_an_issue_are_not_about_it(tmp_path, dialogue):
    (placed,) = NliModel(write(tmp_path), dialogue).place([[Saying("the other side")]])

    assert placed.places["DIA"].about < 0.2


def test_every_statement_is_placed_on_every_issue_and_russian_words_meet_russian_anchors(tmp_path, issues, monkeypatch):
    model = NliModel(write(tmp_path), issues)
    seen = []
    whole = model.entail
    monkeypatch.setattr(model, "entail", lambda pairs: seen.extend(pairs) or whole(pairs))

    placed = model.place([[Saying("we talk"), Saying("диалог готовы")]])

    assert [set(each.places) for each in placed] == [{issue.code for issue in issues}] * 2
    assert all(text.startswith("Говорящий утверждает, что ") for words, text in seen if words == "диалог готовы")
    assert model.place([]) == []


def test_what_stands_round_a_statement_changes_nothing_so_that_it_need_be_asked_about_once(tmp_path, dialogue):
    model = NliModel(write(tmp_path), dialogue)
    (among,) = model.place([[Saying("the other side", wanted=False), "It rained.", Saying("we talk")]])

    assert not model.in_context
    assert [among] == model.place([[Saying("we talk")]])


def test_a_long_text_is_cut_and_the_hypothesis_is_not(tmp_path, dialogue):
    (answer,) = NliModel(write(tmp_path), dialogue).entail([("talk " * 1000, "yes")])

    assert answer.entailment > 0.9


def test_the_name_tells_two_networks_apart(tmp_path, dialogue):
    one = NliModel(write(tmp_path / "a"), dialogue).name
    other = NliModel(write(tmp_path / "b", labels=LABELS[::-1]), dialogue).name

    assert one.startswith("nli-a-")
    assert one[-8:] != other[-8:]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "model.onnx").unlink(), "cannot be read"),
        (lambda folder: (folder / "model.onnx").write_bytes(b"version https://git-lfs"), "cannot be loaded"),
        (lambda folder: write(folder, outputs=2), "no entailment model"),
        (lambda folder: (folder / "spm.model").write_bytes(b"{}"), "not a sentencepiece model"),
        (lambda folder: (folder / "model.onnx").write_bytes(network([[0.0] * 3] * 2)), "failed"),
    ],
)
def test_a_model_that_cannot_be_used_says_why(tmp_path, dialogue, spoil, words):
    settings = write(tmp_path / "nli")
    spoil(tmp_path / "nli")

    with pytest.raises(ModelError, match=words):
        NliModel(settings, dialogue).entail([("yes", "we talk")])


def test_a_tokenizer_file_does_the_same_where_its_package_is_installed(tmp_path, dialogue):
    tokenizers = pytest.importorskip("tokenizers")
    settings = write(tmp_path)
    (tmp_path / "spm.model").unlink()
    vocabulary = {word: n for n, word in enumerate(("[PAD]", "[UNK]", "yes", "no", "we", "talk"))}
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.save(str(tmp_path / "tokenizer.json"))
    table = [[0.0] * 3 for _ in vocabulary]
    table[vocabulary["yes"]] = [6.0, 0.0, 0.0]
    (tmp_path / "model.onnx").write_bytes(network(table))

    assert NliModel(replace(settings), dialogue).entail([("yes " * 500, "we talk")])[0].entailment > 0.9


def test_a_tokenizer_file_without_its_package_says_what_to_install(tmp_path, dialogue, monkeypatch):
    settings = write(tmp_path)
    (tmp_path / "spm.model").rename(tmp_path / "tokenizer.json")
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)

    with pytest.raises(ModelError, match=r"messaging-monitor\[nli\]"):
        NliModel(settings, dialogue).entail([("yes", "we talk")])
