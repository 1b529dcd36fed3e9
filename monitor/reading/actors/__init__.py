"""Who is followed, and whom a name, a title or a pronoun means on the day of the article."""
