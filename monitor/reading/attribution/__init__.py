"""A whole text: who said what in prose, a transcript, a post or a statement, dated and weighed."""
