"""One position against one article: the actor's own words on the issue, and what they do to the position (contracts §4)."""

from monitor.compare.comparer import Comparer
from monitor.compare.documents import comparison_to_json, parse_position
from monitor.compare.found import ComparedPosition, Comparison, Quote

__all__ = ["ComparedPosition", "Comparer", "Comparison", "Quote", "comparison_to_json", "parse_position"]
