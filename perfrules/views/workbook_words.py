"""The words beside a score: why a person gave it or points were lost, and on what it stands."""

from fractions import Fraction

from perfrules.messages import labels
from perfrules.messages import workbook as say
from perfrules.scoring.tree import Scored
from perfrules.views.evidence_lines import judged_text
from perfrules.views.workbook_workings import Workings

ZERO = Fraction(0)


def why(work: Workings, node: Scored) -> str:
    """The reason that a person gave, or how points were lost at the export."""
    if node.out == "not_picked":
        return work.text(say.NOT_PICKED)
    if node.judgement is not None:
        return node.judgement.reason
    causes = [loss for loss in work.result.losses if loss.indicator == node.indicator.key]
    lost = sum((loss.points for loss in causes), ZERO)
    if not causes or not lost:
        return "" if node.row is None else node.row.reason
    words = labels.LIST.in_(work.lang).join(
        dict.fromkeys(labels.CAUSES[loss.cause].in_(work.lang) for loss in causes)
    )
    return work.text(say.LOST, points=judged_text(node, lost), causes=words)


def standing(work: Workings, node: Scored) -> str:
    """The standing of the rule of a leaf, and the origin of its judgement."""
    if node.indicator.way is None or node.children:
        return ""
    words = [work.text(labels.STANDINGS[node.indicator.status])]
    if node.judgement is not None:
        words.append(work.text(labels.ORIGINS_SHORT[node.judgement.origin]))
    return labels.LIST.in_(work.lang).join(words)
