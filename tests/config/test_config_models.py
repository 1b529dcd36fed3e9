"""Second opinions and models of the user's own in monitor.toml: what is taken, and what a mistake is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.types import ModelSettings, OpinionSettings
from tests.config.config_folder import problems_of, write_folder

LABELS = 'nli_labels = ["contradiction", "entailment", "neutral"]'
ROW = "[0.2, 0.2, 0.2, 0.2, 0.2]"
ROWS = ", ".join([ROW] * 5)


def with_model(folder: Path, *names: str) -> None:
    (folder / "nli").mkdir(parents=True)
    for name in names:
        (folder / "nli" / name).write_bytes(b"x")


def test_the_defaults_are_those_that_ship(tmp_path: Path) -> None:
    shipped = load_config(Path(__file__).parents[2] / "config")
    bare = load_config(write_folder(tmp_path, {"monitor.toml": None}))

    assert shipped.llm == bare.llm == OpinionSettings()
    assert shipped.models == bare.models == ModelSettings()


def test_what_is_set_arrives(tmp_path: Path) -> None:
    text = f'[llm]\nper_day = 0\nvotes = 5\ndeadline = "10s"\nconfusion = [{ROWS}]'
    config = load_config(write_folder(tmp_path, {"monitor.toml": text}))

    assert (config.llm.per_day, config.llm.votes, config.llm.deadline) == (0, 5, timedelta(seconds=10))
    assert config.llm.confusion == ((0.2,) * 5,) * 5


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        (f"[{ROW}]", "must be five rows of five numbers, one row a true level from −2 to +2"),
        (f"[{', '.join([ROW] * 4)}, [0.3, 0.2, 0.2, 0.2, 0.2]]", "each row must add up to 1"),
    ],
)
def test_a_confusion_that_is_none_is_refused(tmp_path: Path, matrix: str, words: str) -> None:
    folder = write_folder(tmp_path, {"monitor.toml": f"[llm]\nconfusion = {matrix}"})

    assert [line.endswith(f"monitor.toml: [llm] confusion: {words}") for line in problems_of(folder)] == [True]


def test_no_level_may_be_ruled_out_altogether(tmp_path: Path) -> None:
    rows = ", ".join(["[1.0, 0.0, 0.0, 0.0, 0.0]"] * 5)

    assert problems_of(write_folder(tmp_path, {"monitor.toml": f"[llm]\nconfusion = [{rows}]"}))


@pytest.mark.parametrize("files", [("model.onnx", "spm.model"), ("network.onnx", "tokenizer.json")])
def test_an_own_model_is_found_beside_the_configuration(tmp_path: Path, files: tuple[str, str]) -> None:
    folder = write_folder(tmp_path, {"monitor.toml": f'[models]\nnli = "nli"\n{LABELS}'})
    with_model(folder, *files)

    models = load_config(folder).models

    assert models.nli == str((folder / "nli").resolve())
    assert models.nli_labels == ("contradiction", "entailment", "neutral")


@pytest.mark.parametrize(
    "labels",
    ["", 'nli_labels = ["entailment", "neutral"]', 'nli_labels = ["entailment", "neutral", "contradicts"]',
     'nli_labels = ["entailment", "entailment", "neutral"]', 'nli_labels = ["LABEL_0", "LABEL_1", "LABEL_2"]'],
)  # fmt: skip
def test_without_the_order_of_its_labels_a_model_is_refused(tmp_path: Path, labels: str) -> None:
    folder = write_folder(tmp_path, {"monitor.toml": f'[models]\nnli = "nli"\n{labels}'})
    with_model(folder, "model.onnx", "spm.model")

    (line,) = problems_of(folder)

    assert "monitor.toml: [models] nli_labels: must be entailment, neutral, contradiction in the order" in line


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (None, "there is no folder"),
        (("spm.model",), "neither network.onnx nor model.onnx"),
        (("model.onnx",), "neither tokenizer.json nor a .model file"),
    ],
)
def test_a_folder_without_its_files_is_refused(tmp_path: Path, files: tuple[str, ...] | None, words: str) -> None:
    folder = write_folder(tmp_path, {"monitor.toml": f'[models]\nnli = "nli"\n{LABELS}'})
    if files is not None:
        with_model(folder, *files)

    assert [words in line for line in problems_of(folder)] == [True]


def test_an_order_without_a_model_is_a_mistake_too(tmp_path: Path) -> None:
    (line,) = problems_of(write_folder(tmp_path, {"monitor.toml": f"[models]\n{LABELS}"}))

    assert "[models] nli: is missing" in line
