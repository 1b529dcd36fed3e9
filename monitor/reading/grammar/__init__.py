"""One sentence: who says which of its words, by its form in each language. Nobody is recognised yet."""
