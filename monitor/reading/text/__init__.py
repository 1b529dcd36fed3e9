"""A text by itself: cleaned, its language and genre, its paragraphs, sentences and quotations, and the word lists of its language."""
