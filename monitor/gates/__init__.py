"""Quality gates: what reading, comparing and weighing are worth, on our own labelled sets and on other people's, which are no part of the project."""
