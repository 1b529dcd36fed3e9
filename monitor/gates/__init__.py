"""Quality gates: what reading is worth, measured on other people's data that is no part of the project."""
