"""What weighing may need is read where it needs it, and once."""

from __future__ import annotations

import pytest

from monitor.pipeline.on_demand import EachOnDemand, ListOnDemand


def test_a_list_is_read_once_when_something_of_it_is_asked_for():
    asked = []

    def read():
        asked.append("read")
        return ["a", "b", "c"]

    found = ListOnDemand(read)
    assert asked == []
    assert (list(found), found[0], found[1:], len(found)) == (["a", "b", "c"], "a", ["b", "c"], 3)
    assert asked == ["read"]


def test_each_value_is_read_for_the_keys_that_there_are():
    found = EachOnDemand(["a", "b"], str.upper)

    assert (dict(found), found.get("c"), len(found)) == ({"a": "A", "b": "B"}, None, 2)
    with pytest.raises(KeyError):
        found["c"]
