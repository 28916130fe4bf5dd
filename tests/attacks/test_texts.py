"""Hostile texts are shown character for character, wherever they come in and go out."""

import csv
import io
import json
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from perfrules import Result, load_methodology, score
from perfrules.files.from_toml import toml_document
from perfrules.model.read_facts import facts_from
from perfrules.scoring.loading import Loader
from perfrules.views.form import form
from tests.attacks.adapt import CORPUS, toml_text
from tests.attacks.outputs import READERS, Seen

INDEX = tomllib.loads((CORPUS / "index.toml").read_text("utf-8"))
PLAIN = "plain"


def of_corpus() -> list[str]:
    """The names that the corpus gives its indicators to be shown."""
    files = [each["file"] for each in INDEX["attack"] if "must_be_literal_in" in each]
    read = [tomllib.loads((CORPUS / file).read_text("utf-8")) for file in files if "rules/" in file]
    return [each["name"].strip() for data in read for each in data["indicator"].values()]


OWN = [
    "<!--",
    "</script><!-- <script>",
    "</title></style></textarea></template>",
    "&lt;b&gt; &amp;amp; &#60;",
    "[/x] [link=https://a.invalid]x[/link] [bold red]",
    ":smile: :warning:",
    "{{ 7 * 7 }} {% raw %} {# x #} {0.__class__} %s $x ${x} `x`",
    "`` ` ``` ~~~ <br> **b** __i__ ~~s~~ # h - l 1. l > q --- |",
    "https://a.invalid <https://a.invalid> ![x](y)",
    "a\\|b \\\\ \\n \\u0041",
    "1e5",
    "007",
    "-1+1|cmd",
    "- x",
    "+ x",
    "1. x",
    "2) x",
    "=== ---",
    "__proto__",
    "名" * 200,
]
TEXTS = [*of_corpus(), *OWN]

RULES = """\
format = 1
[methodology]
id = "texts"
version = "1"
title = {title}
points = 2
in_force = {{}}
rounding = {{ to = 0.01, mode = "half-up" }}
grade_on = "printed"
basis = {basis}
status = "assumed"
lang = "zh"
[[grade]]
name = {grade}
in = "[0, 2]"
[fact.x]
kind = "number"
about = {about}
[fact.remark]
kind = "text"
optional = true
[indicator.it]
label = {label}
points = 1
hit = "first"
cases = [ {{ when = "x > 0 且 已填(remark)", score = 1, says = {says} }}, {{ score = 0 }} ]
[indicator.judged]
points = 1
judged = true
"""
OF_RULES = ("title", "basis", "grade", "about", "label", "says")
OF_FACTS = ("subject", "source", "reason", "remark")


def marked(text: str, place: str) -> str:
    """The text as it stands in one place."""
    return f"{text}{place}"


def in_toml(text: str) -> str:
    said = {place: toml_text(marked(text, place)) for place in OF_FACTS}
    return (
        'format = 1\nmethodology = "texts"\n'
        f"[subject]\nname = {said['subject']}\n"
        f"[facts]\nx = {{ value = 1, source = {said['source']} }}\nremark = {said['remark']}\n"
        f"[judgement.judged]\nscore = 1\norigin = 'reviewer'\nreason = {said['reason']}\n"
    )


def in_json(text: str) -> str:
    return json.dumps(tomllib.loads(in_toml(text)), ensure_ascii=False)


def in_csv(text: str) -> str:
    """Without sources and reasons, for which a table has no room."""
    file = io.StringIO()
    rows = ("单位名称", "x", "remark"), (marked(text, "subject"), "1", marked(text, "remark"))
    csv.writer(file).writerows(rows)
    return file.getvalue()


WAYS: Mapping[str, Callable[[str], str]] = {
    ".toml": in_toml,
    ".json": in_json,
    ".csv": in_csv,
    ".xlsx": in_toml,  # entered into a form
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Result]:
    folder = tmp_path_factory.mktemp("texts")

    @cache
    def result(text: str, suffix: str) -> Result:
        rules, given = folder / "rules.toml", folder / f"facts{suffix}"
        said = {place: toml_text(marked(text, place)) for place in OF_RULES}
        rules.write_text(RULES.format(**said), "utf-8")
        if suffix == ".xlsx":
            methodology = load_methodology(Path(rules))
            entered = facts_from(toml_document(in_toml(text), "facts.toml"), methodology)
            given.write_bytes(form(methodology, entered))
        else:
            given.write_text(WAYS[suffix](text), "utf-8", newline="")
        loader = Loader(methodology=load_methodology(Path(rules)))
        (document,) = loader.documents(given)
        return score(loader.methodology, loader.facts(document))  # type: ignore[arg-type]

    return result


@pytest.mark.parametrize("suffix", WAYS)
@pytest.mark.parametrize("output", READERS)
def test_a_text_is_shown_character_for_character_and_is_nothing_but_text(
    output: str, suffix: str, scored: Callable[[str, str], Result]
) -> None:
    def shown(text: str) -> tuple[Seen, set[str]]:
        seen = READERS[output](scored(text, suffix))
        return seen, {p for p in (*OF_RULES, *OF_FACTS) if marked(text, p) in seen.texts}

    plain, places = shown(PLAIN)
    assert "subject" in places
    for text in TEXTS:
        seen, now = shown(text)
        assert now == places, f"{text}: not shown {places - now}"
        assert seen.made_of == plain.made_of, text


def test_every_text_of_the_corpus_that_must_be_shown_is_tried() -> None:
    asked = [each for each in INDEX["attack"] if "must_be_literal_in" in each]
    assert len(of_corpus()) == sum("rules/" in each["file"] for each in asked) == 17
