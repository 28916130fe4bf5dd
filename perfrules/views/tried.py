"""Examples carried out, with coverage and mutants: for a terminal, as JSON, as JUnit XML."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from attrs import frozen

from perfrules.messages import Lang
from perfrules.messages import mutation as mutation_words
from perfrules.messages import studies as say
from perfrules.problem import Place, Problem, printable
from perfrules.studies.example_coverage import FileCovered
from perfrules.studies.examples import FileTried, Tried
from perfrules.studies.mutation import FileMutated
from perfrules.views import example_coverage, mutation
from perfrules.views.json_text import json_text

FORMATS = ("text", "json", "junit")


@frozen(eq=False, repr=False)
class Beside:
    """What was asked for besides the examples themselves, file by file."""

    covered: Sequence[FileCovered] | None = None
    threshold: str = ""
    """As it was written."""
    below: bool = False
    """Whether less was reached."""
    mutated: Sequence[FileMutated] | None = None


ALONE = Beside()


def to_text(
    files: Sequence[FileTried], lang: Lang, beside: Beside = ALONE, *, verbose: bool = False
) -> str:
    """Every failure with its place, a line for each file, one for all; then what stands beside."""
    lines = [line for each in files for line in _file_lines(each, lang, verbose)]
    failed = sum(not each.passed for file in files for each in file.tried)
    counts = {
        "files": len(files),
        "passed": sum(len(file.tried) for file in files) - failed,
        "failed": failed,
        "unusable": sum(bool(file.problems) for file in files),
    }
    lines.append(say.ALL_TRIED.in_(lang).format(**counts))
    if beside.covered is not None:
        lines += ("", *example_coverage.lines(beside.covered, lang, verbose=verbose))
    if beside.below:
        lines.append(mutation_words.BELOW.in_(lang).format(threshold=beside.threshold))
    if beside.mutated is not None:
        lines += ("", *mutation.lines(beside.mutated, lang, verbose=verbose))
    return "\n".join(lines)


def to_json(files: Sequence[FileTried], lang: Lang, beside: Beside = ALONE) -> str:
    """An array with an object for each file."""
    documents = [_file(each, lang) for each in files]
    for told, covered in zip(documents, beside.covered or (), strict=False):
        told["coverage"] = example_coverage.document(covered, lang)
    for told, mutated in zip(documents, beside.mutated or (), strict=False):
        told["mutation"] = mutation.document(mutated, lang)
    return json_text(documents)


def to_junit(files: Sequence[FileTried], lang: Lang, beside: Beside = ALONE) -> str:
    """A test suite for each file, a test case for each example; what is refused is an error."""
    suites = ET.Element("testsuites", name="perfrules test")
    for file in files:
        failed = str(sum(not each.passed for each in file.tried))
        errors = len(file.problems[:1])
        suite = ET.SubElement(
            suites,
            "testsuite",
            name=printable(file.file),
            tests=str(len(file.tried) + errors),
            failures=failed,
            errors=str(errors),
        )
        for each in file.tried:
            _case(suite, file.file, each, lang)
        if file.problems:
            case = ET.SubElement(suite, "testcase", name=say.UNUSABLE.in_(lang))
            case.set("classname", printable(file.file))
            _fault(case, "error", file.problems, lang)
    for covered in beside.covered or ():
        example_coverage.add_suite(suites, covered, lang)
    for mutated in beside.mutated or ():
        mutation.add_suite(suites, mutated, lang)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True)


def _file_lines(file: FileTried, lang: Lang, verbose: bool) -> Iterator[str]:
    for each in file.tried:
        if verbose or not each.passed:
            mark = "✓" if each.passed else "✗"
            yield f"{mark} {printable(str(each.place))} {printable(each.name)}"
        yield from (problem.render(lang) for problem in each.failures)
        if not each.passed:
            yield from (problem.render(lang) for problem in each.problems)
    yield from (problem.render(lang) for problem in file.problems)
    yield f"{printable(file.file)}: {_came_to(file, lang)}"


def _came_to(file: FileTried, lang: Lang) -> str:
    """The examples of a file by how they went."""
    if file.problems:
        return say.UNUSABLE.in_(lang)
    if not file.tried and not file.left_out:
        return say.NO_EXAMPLES.in_(lang)
    failed = sum(not each.passed for each in file.tried)
    parts = [say.PASSED.in_(lang).format(passed=len(file.tried) - failed)]
    if failed:
        parts.append(say.FAILED.in_(lang).format(failed=failed))
    if file.left_out:
        parts.append(say.LEFT_OUT.in_(lang).format(left_out=file.left_out))
    return ("，" if lang == "zh" else ", ").join(parts)


def _file(file: FileTried, lang: Lang) -> dict[str, Any]:
    return {
        "file": file.file,
        "state": "unusable" if file.problems else "passed" if file.passed else "failed",
        "examples": [_example(each, lang) for each in file.tried],
        "left_out": file.left_out,
        "problems": [_problem(problem, lang) for problem in file.problems],
    }


def _example(tried: Tried, lang: Lang) -> dict[str, Any]:
    return {
        "name": tried.name,
        "line": tried.place.line,
        "state": "passed" if tried.passed else "failed",
        "checks": [
            {
                "what": check.expectation.what,
                "expected": check.expectation.expected,
                "got": check.got.in_(lang),
                "line": check.expectation.place.line,
                "passed": check.passed,
            }
            for check in tried.checks
        ],
        "problems": [_problem(problem, lang) for problem in tried.problems],
    }


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    place = problem.place or Place("")
    return {
        "code": problem.code,
        "message": problem.message(lang),
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def _case(suite: ET.Element, file: str, tried: Tried, lang: Lang) -> None:
    case = ET.SubElement(suite, "testcase", name=printable(tried.name))
    case.set("classname", printable(file))
    case.set("line", str(tried.place.line))
    if not tried.passed:
        _fault(case, "failure", (*tried.failures, *tried.problems), lang)


def _fault(case: ET.Element, kind: str, problems: Sequence[Problem], lang: Lang) -> None:
    fault = ET.SubElement(case, kind, message=problems[0].message(lang), type=problems[0].code)
    fault.text = "\n".join(problem.render(lang) for problem in problems)
