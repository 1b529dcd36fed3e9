"""Nouns to JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitor.store.codec import decode, encode
from monitor.types import Alert, Evidence, Statement, StreamKey, StreamState, Utterance, Versions
from monitor.types.reading import Mark
from tests.builders import alert, evidence, statement, stream, utterance

TIMES = some.datetimes(timezones=some.just(UTC))
SPANS = some.tuples(some.integers(0), some.integers(0))
FLOATS = some.floats(allow_nan=False)
LEVELS = some.tuples(FLOATS, FLOATS, FLOATS, FLOATS, FLOATS)
STATEMENTS = some.builds(
    Statement,
    start=some.integers(),
    end=some.integers(),
    text=some.text(),
    parts=some.lists(SPANS).map(tuple),
    cue=some.none() | SPANS,
    speaker=some.none() | some.text(),
    levels=some.none() | LEVELS,
    level=some.none() | some.integers(-2, 2),
    abstained=some.booleans(),
    said_at=some.none() | TIMES,
    weight=FLOATS,
    reasons=some.lists(some.text()).map(tuple),
    marks=some.frozensets(some.sampled_from(get_args(Mark))),
)
EVIDENCE = some.builds(
    lambda **changes: replace(evidence(), **changes),
    quote=some.text(),
    url=some.none() | some.text(),
    published=some.none() | TIMES,
    said_at=TIMES,
    favours=some.booleans(),
)
UTTERANCES = some.builds(
    lambda **changes: replace(utterance(), **changes),
    key=some.builds(StreamKey, some.text(), some.text()),
    said_at=TIMES,
    levels=LEVELS,
    evidence=some.lists(EVIDENCE, max_size=3).map(tuple),
    origins=some.lists(some.text()).map(tuple),
    shingles=some.lists(some.integers(0, 2**64)).map(tuple),
)


@given(STATEMENTS)
def test_a_statement_comes_back_as_it_was(value):
    assert decode(Statement, encode(value)) == value


@given(UTTERANCES)
def test_an_utterance_comes_back_as_it_was(value):
    assert decode(Utterance, encode(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        alert(),
        alert(evidence=(), unchanged=(), direction=None, held="budget"),
        alert(before=replace(alert().before, as_of=None, level=None), ratio=float("inf")),
        evidence(published=None, url=None),
        statement(),
        stream(memory={"deep": [{"a": [1, 2.5, None, True, "ё"]}]}),
        utterance(evidence=()),
        alert().versions,
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_noun_comes_back_as_it_was(value):
    assert decode(type(value), encode(value)) == value


def test_a_time_of_another_zone_is_the_same_moment():
    said_at = datetime.fromisoformat("2025-09-08T15:00:00+03:00")

    assert decode(Statement, encode(statement(said_at=said_at))).said_at == said_at


def test_a_document_written_before_a_field_existed_gets_its_default():
    older = json.loads(encode(alert(held="budget")))
    del older["held"], older["speaker_level"]

    assert decode(Alert, json.dumps(older)) == alert(held=None, speaker_level=0)


def test_a_document_with_a_field_of_a_later_version_is_read():
    later = json.loads(encode(alert().versions)) | {"judge": "x"}

    assert decode(Versions, json.dumps(later)) == alert().versions


def test_equal_marks_are_equal_documents():
    one, other = (statement(marks=frozenset(marks)) for marks in (("outright", "mirrored"), ("mirrored", "outright")))

    assert encode(one) == encode(other)


def test_letters_stay_readable():
    assert "Москва" in encode(evidence(quote="Москва"))


def test_what_has_no_form_is_refused_when_it_is_first_met():
    @dataclass
    class Odd:
        value: set[int]

    @dataclass
    class AsOdd:
        value: complex

    @dataclass
    class Times:
        value: frozenset[datetime]

    for odd in (Odd(value={1}), AsOdd(value=1j), Times(value=frozenset())):
        with pytest.raises(TypeError, match="does not know how to keep"):
            encode(odd)


def test_every_noun_that_is_kept_has_a_form():
    assert [decode(kind, encode(value)) for kind, value in ((Evidence, evidence()), (StreamState, stream()))]
