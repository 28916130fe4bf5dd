"""A real browser, and pages in it: what a reader of a page sees and does."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from perfrules.scoring.result import Result
from perfrules.views.page_program import program_of
from perfrules.views.to_html import script_of

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window and without network of its own."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no browser here: install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page and everything that went wrong or out on it."""

    def __init__(self, browser: Browser, **how: Any) -> None:
        self.page: Page = browser.new_page(**how)
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path, fragment: str = "") -> Page:
        """The page of a file, which has checked itself."""
        self.page.goto(path.as_uri() + fragment)
        return self.page


class Engine:
    """The page's own reckoning, alone in an empty page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_script_tag(content=script_of(""))
        # Formulas are compiled here as the page's script is: there they come with the page.
        page.evaluate(
            """() => {
                window.compiled = new Map();
                window.formulasFor = (script) => {
                  const known = compiled.get(script)
                    ?? new Function(script + "; return formulasOf;")();
                  compiled.set(script, known);
                  return known;
                };
            }"""
        )

    def differences(self, result: Result) -> list[str]:
        """Where it differs from the engine, over the facts of the result."""
        data, script = program_of(result, "zh")
        found: list[str] = self.page.evaluate(
            """([text, script]) => {
                const program = programFrom(text);
                const formulas = formulasFor(script)(program.texts);
                return differences(program, scoreAll(program, formulas, inputsOf(program)));
            }""",
            [json.dumps(data), script],
        )
        return found

    def after_changes(self, before: Result, after: Result) -> list[str]:
        """The same when the facts of one result are changed to those of another, one by one."""
        (data, script), (other, _) = program_of(before, "zh"), program_of(after, "zh")
        found: list[str] = self.page.evaluate(
            """([text, otherText, script]) => {
                const [program, other] = [programFrom(text), programFrom(otherText)];
                const changed = {};
                for (const list of ["facts", "judgements"]) {
                  other[list].forEach((each) => (changed[each.slot] = each.value));
                }
                const formulas = formulasFor(script)(program.texts);
                const cells = program.cells.map((each, i) => [each, other.cells[i].value]);
                const inputs = inputsOf(program, changed);
                const result = scoreAll(withCells(program, cells), formulas, inputs);
                // Amounts in sentences are shown in the units of the facts as they were written.
                const expected = { ...other.expected, findings: [] };
                const told = { ...other, findings: [], expected };
                return differences(told, { ...result, findings: [] });
            }""",
            [json.dumps(data), json.dumps(other), script],
        )
        return found
