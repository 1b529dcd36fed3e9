"""The Fake News Challenge (fnc1): a headline as the claim of nobody in particular, a news body as the article.

Its labels say how the body stands to the headline; ours are mapped to them: reaffirms, hardens and softens keep the claim (agree),
contradicts disagrees, new and discusses discuss it. Without `everything` each label has its own rate of draws, and each
case counts for as many as it stands for: precision and recall are those of the whole set. Intervals: bootstrap by body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.gates.articles import bare, claimed
from monitor.gates.figures import Result
from monitor.gates.samples import sample_by_label
from monitor.gates.scores import Pair, class_f1, confusion, macro_f1
from monitor.gates.sets import rows

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.compare import Comparer

NEEDS = ("fnc1/dev/train_pairs_partial.jsonl.gz", "fnc1/dev/train_bodies.jsonl.gz")
STANCES = ("agree", "disagree", "discuss", "unrelated")
MOST = {"disagree": 100, "agree": 150, "discuss": 150, "unrelated": 200}
TO_STANCE = {
    "reaffirms": "agree", "hardens": "agree", "softens": "agree",
    "contradicts": "disagree", "new": "discuss", "discusses": "discuss", "unrelated": "unrelated",
}  # fmt: skip


def measure_news(comparer: Comparer, data: Path, *, everything: bool) -> Result:
    """The dev pairs, or a sample of them. Raises UsageError."""
    bodies = {row["body_id"]: row["text"] for row in rows(data / NEEDS[1])}
    drawn, weights = sample_by_label(
        rows(data / NEEDS[0]), lambda row: row["stance"], most=None if everything else MOST
    )
    pairs = []
    for row in drawn:
        found = comparer.compare(claimed(row["headline"]), bare(bodies[row["body_id"]], key=f"fnc1-{row['body_id']}"))
        pairs.append(Pair(row["stance"], TO_STANCE[found.relation], str(row["body_id"])))
    return Result(
        gate="news",
        subject="fnc1 dev",
        figures=(
            macro_f1("stance-f1", pairs, classes=STANCES, weights=weights),
            class_f1("disagree-f1", pairs, positive="disagree", weights=weights),
            macro_f1("stance-f1-of-sample", pairs, classes=STANCES),
            class_f1("disagree-f1-of-sample", pairs, positive="disagree"),
        ),
        tables=(confusion("fnc1 dev: labels against answers", pairs, order=STANCES),),
    )
