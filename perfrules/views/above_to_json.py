"""What stands above the tree, as plain values for JSON."""

from typing import Any

from perfrules.model.terms import Rounding
from perfrules.readings.figures import fraction_text
from perfrules.scoring.conclusion import FindingOutcome, TieOutcome, Total, VetoOutcome
from perfrules.scoring.result import Result
from perfrules.views.above_total import finest
from perfrules.views.evidence_lines import printed_text


def above_values(result: Result) -> dict[str, Any]:
    """Stages of the total, vetoes, ties, findings, gaps and accepted problems."""
    way, above = result.above, result.methodology.above
    parts, total = finest(result), result.methodology.rounding
    stages = {
        "tree": (way.tree, parts),
        "added": (way.added, parts),
        "limited": (way.limited, parts),
        "rounded": (way.whole, total),
        "vetoed": (way.total, total),
    }
    return {
        "stages": {name: _stage(*stage) for name, stage in stages.items()},
        "grades_before_vetoes": [grade.name for grade in way.grades_before],
        "vetoes": [_veto(told, result) for told in way.vetoes],
        "ties": [_tie(told) for told in way.ties],
        "findings": [_finding(told) for told in way.findings],
        "gaps": [
            {
                "says": gap.says,
                "parent": gap.parent or None,
                "points": None if gap.points is None else fraction_text(gap.points),
                "basis": gap.basis,
            }
            for gap in above.gaps
        ],
        "accepted": [
            {"code": each.problem.code, "node": each.node, "reason": each.reason}
            for each in above.accepted
        ],
    }


def _stage(total: Total, rounding: Rounding) -> dict[str, str]:
    low, high = (printed_text(end, rounding) for end in total.printed)
    return {"state": total.state, "low": low, "high": high}


def _veto(told: VetoOutcome, result: Result) -> dict[str, Any]:
    veto = told.veto
    rounding = result.methodology.rounding
    return {
        "address": f"veto.{veto.name}",
        "name": veto.name,
        "when": veto.when.text,
        "says": veto.says,
        "score": None if veto.score is None else fraction_text(veto.score),
        "cap": None if veto.cap is None else fraction_text(veto.cap),
        "grade": veto.grade or None,
        "best_grade": veto.best_grade or None,
        "basis": veto.basis,
        "status": veto.status,
        "holds": told.holds,
        "missing": sorted(told.outcome.missing),
        "cost": None if told.cost is None else printed_text(told.cost, rounding),
        "decisive": told.decisive,
    }


def _tie(told: TieOutcome) -> dict[str, Any]:
    tie, apart = told.tie, told.difference
    return {
        "address": f"tie.{tie.name}",
        "name": tie.name,
        "that": tie.that.text,
        "within": fraction_text(tie.allowed),
        "severity": tie.severity,
        "says": tie.says,
        "holds": told.holds,
        "difference": None if apart is None else fraction_text(apart),
        "missing": sorted(told.missing),
    }


def _finding(told: FindingOutcome) -> dict[str, Any]:
    finding = told.finding
    return {
        "address": f"finding.{finding.name}",
        "name": finding.name,
        "when": finding.when.text,
        "holds": told.holds,
        "problem": told.problem,
        "advice": told.advice,
        "basis": finding.basis,
        "status": finding.status,
        "missing": sorted(told.outcome.missing),
    }
