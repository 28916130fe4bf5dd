"""Which branches no example reaches, as text for a terminal, for JSON, for JUnit XML."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from perfrules.messages import Lang
from perfrules.messages import mutation as say
from perfrules.problem import printable
from perfrules.studies.branch import KINDS
from perfrules.studies.example_coverage import Covered, FileCovered, Share, total_share


def lines(files: Sequence[FileCovered], lang: Lang, *, verbose: bool = False) -> Iterator[str]:
    """Each branch that no example reaches, a line of counts for each file, one for all."""
    for file in files:
        yield from (problem.render(lang) for problem in file.missed)
        yield from (problem.render(lang) for problem in file.problems)
        for each in file.covered if verbose else ():
            if each.state == "accepted":
                node, reason = printable(each.branch.node), printable(each.reason)
                yield say.ACCEPTED_BRANCH.in_(lang).format(node=node, reason=reason)
        if not file.unusable:
            name = printable(file.file)
            yield _counted(say.COVERED.in_(lang), file.share, name) + _kinds(file, lang)
    if len(files) > 1:
        yield _counted(say.ALL_COVERED.in_(lang), total_share(files), "")


def document(file: FileCovered, lang: Lang) -> dict[str, Any]:
    """The coverage of one file."""
    return {
        "reached": file.share.part,
        "all": file.share.whole,
        "fraction": str(file.share),
        "kinds": {
            kind: {"reached": share.part, "all": share.whole}
            for kind in KINDS
            if (share := file.share_of(kind)).whole
        },
        "branches": [_branch(each, lang) for each in file.covered],
    }


def add_suite(suites: ET.Element, file: FileCovered, lang: Lang) -> None:
    """A test suite with a case for each branch; one that is not reached is passed over."""
    name = say.COVERAGE_SUITE.in_(lang).format(file=printable(file.file))
    missed = str(len(file.missed))
    tests = str(len(file.covered))
    suite = ET.SubElement(
        suites, "testsuite", name=name, tests=tests, failures="0", errors="0", skipped=missed
    )
    for each in file.covered:
        case = ET.SubElement(suite, "testcase", name=printable(each.branch.node))
        case.set("classname", printable(file.file))
        if each.branch.place is not None:
            case.set("line", str(each.branch.place.line))
        if each.state != "reached":
            what = say.BRANCHES[each.branch.kind, each.branch.side].in_(lang)
            ET.SubElement(case, "skipped", message=each.reason or what)


def _branch(each: Covered, lang: Lang) -> dict[str, Any]:
    branch = each.branch
    place = branch.place
    return {
        "kind": branch.kind,
        "node": branch.node,
        "what": say.BRANCHES[branch.kind, branch.side].in_(lang),
        "words": branch.words,
        "file": "" if place is None else place.file,
        "line": 0 if place is None else place.line,
        "column": 0 if place is None else place.column,
        "state": each.state,
        "reason": each.reason,
    }


def _counted(text: str, share: Share, file: str) -> str:
    return text.format(file=file, share=share, percent=share.percent)


def _kinds(file: FileCovered, lang: Lang) -> str:
    """The counts of each kind that there is."""
    shares = ((kind, file.share_of(kind)) for kind in KINDS)
    told = [f"{say.BRANCH_KINDS[kind].in_(lang)} {share}" for kind, share in shares if share.whole]
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    return colon + comma.join(told)
