"""Signatures by which copies are found, and shingles by which repeated wording is."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reading.text.copies import shingles, signature

TEXT = " ".join(
    f"The minister said on day {n} that talks on point {n * 7} had gone well and would go on." for n in range(40)
)


def _similarity(one: str, other: str) -> float:
    pairs = list(zip(signature(one), signature(other), strict=True))
    return sum(a == b for a, b in pairs) / len(pairs)


def test_a_signature_is_128_values_of_32_bits() -> None:
    values = signature(TEXT)
    assert len(values) == 128
    assert all(0 <= value < 2**32 for value in values)


def test_a_text_of_fewer_than_five_words_has_no_signature() -> None:
    assert signature("Only four words here") == ()
    assert signature("") == ()


def test_case_punctuation_and_yo_do_not_make_another_text() -> None:
    assert signature("Все ещё идут, переговоры в Женеве!") == signature("все еще идут переговоры В ЖЕНЕВЕ")


def test_a_copy_under_another_headline_is_similar() -> None:
    assert _similarity(TEXT, f"Talks go well, agency reports. {TEXT} Read more on our page.") > 0.8


def test_another_text_is_not_similar() -> None:
    other = " ".join(f"Rain fell on field number {n} while farmers counted {n * 3} sacks of grain." for n in range(40))
    assert _similarity(TEXT, other) < 0.1


def test_the_estimate_is_near_the_share_of_common_shingles() -> None:
    half = TEXT[: len(TEXT) // 2]
    one, other = set(shingles(TEXT, 5)), set(shingles(half, 5))
    assert _similarity(TEXT, half) == pytest.approx(len(one & other) / len(one | other), abs=0.15)


def test_signatures_and_shingles_are_the_same_in_another_process() -> None:
    code = f"from monitor.reading.text.copies import *; print(signature({TEXT!r}), shingles({TEXT!r}, 8))"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert answer.stdout.strip() == f"{signature(TEXT)} {shingles(TEXT, 8)}"


def test_shingles_are_sorted_and_each_once() -> None:
    hashes = shingles("one two three one two three one two three", 3)
    assert list(hashes) == sorted(set(hashes))
    assert len(hashes) == 3


def test_a_text_shorter_than_a_shingle_has_none() -> None:
    assert shingles("one two", 3) == ()


@given(st.text(), st.integers(min_value=1, max_value=8))
def test_shingles_fit_signed_64_bits(text: str, size: int) -> None:
    assert all(-(2**63) <= value < 2**63 for value in shingles(text, size))
