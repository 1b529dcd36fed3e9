"""Letters of the languages that are read, for patterns."""

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚЁА-ЯІЇЄҐЎ"
"""Capital letters, to stand inside a character class."""
