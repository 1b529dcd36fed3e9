"""What a statement is judged to say, by rules and model together: issue, level, how firmly, with its reasons."""
