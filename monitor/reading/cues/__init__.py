"""What the words of a statement show by themselves: which issue, where on its axis, whose conduct, turned or not."""
