"""Whether a name may be a woman's or a man's: what stands before it says so in every language."""

from __future__ import annotations

import pytest

from monitor.reading.actors.roles import is_other_sex
from monitor.reading.text.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("language", "hers", "his"),
    [
        ("en", "Mrs Marin", "Mr Nikita Marin"),
        ("ru", "Госпожа Камерон", "Господин Никита Камерон"),
        ("uk", "Пані Камерон", "Пан Микола Камерон"),
        ("de", "Frau Marin", "Herr Andrea Marin"),
        ("fr", "Madame Marin", "Monsieur Andrea Marin"),
        ("fr", "Mademoiselle Marin", "Monsieur Marin"),
    ],
)
def test_a_title_says_whose_sex_it_is(language: str, hers: str, his: str) -> None:
    lexicon = load_lexicon(language)
    assert not is_other_sex(hers, female=True, lexicon=lexicon)
    assert is_other_sex(hers, female=False, lexicon=lexicon)
    assert not is_other_sex(his, female=False, lexicon=lexicon)
    assert is_other_sex(his, female=True, lexicon=lexicon)
