"""Buckets for MinHash signatures."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as some

from monitor.store.similarity import BANDS, buckets, estimated_similarity, pack, unpack

NUMBERS = some.lists(some.integers(0, 2**32 - 1), max_size=130).map(tuple)


def pair(numbers, similarity):
    """Two signatures in which each number is equal with that probability."""
    one = tuple(numbers.getrandbits(32) for _ in range(128))
    other = tuple(n if numbers.random() < similarity else numbers.getrandbits(32) for n in one)
    return one, other


def found_share(similarity, *, tries=500):
    numbers = random.Random(7)
    pairs = [pair(numbers, similarity) for _ in range(tries)]
    return sum(bool(set(buckets(one)) & set(buckets(other))) for one, other in pairs) / tries


@given(NUMBERS)
def test_a_signature_comes_back_as_it_was(signature):
    assert unpack(pack(signature)) == signature


@given(NUMBERS)
def test_equal_signatures_share_all_buckets_and_each_fits_its_column(signature):
    found = buckets(signature)

    assert found == buckets(tuple(signature))
    assert all(-(2**63) <= bucket < 2**63 for bucket in found)
    assert len(set(found)) == len(found) <= BANDS


def test_copies_at_the_limit_are_found_nearly_always():
    assert found_share(0.5) > 0.98


def test_unrelated_texts_hardly_ever_meet():
    assert found_share(0.05) < 0.03


def test_similarity_is_the_share_of_equal_numbers():
    assert estimated_similarity((1, 2, 3, 4), (1, 2, 9, 9)) == 0.5


def test_signatures_of_different_lengths_cannot_be_compared():
    assert estimated_similarity((1, 2), (1, 2, 3)) == 0.0
    assert estimated_similarity((), ()) == 0.0
