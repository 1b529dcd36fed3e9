"""With what: builds everything from config/ and the environment. The only folder that chooses.

`environment` says what is there, `receivers` where messages go, `parts` makes a pipeline of it. `service`, `worker`, `replays`
and `demo` each run one; `sharing`, `health` and `stopping` are what a long-lived process needs beside it.
"""
