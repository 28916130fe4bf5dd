"use strict";
// What makes the page move: folding, search, links into the tree, and what-if.

const byId = (id) => document.getElementById(id);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const made = (tag, text = "", attributes = {}) => {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

// ── the tree ──

const nodes = all("details.node");

function reveal(node) {
  for (let at = node; at; at = at.parentElement?.closest("details")) at.open = true;
}

function followLink() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // a stray % stands for itself
  }
  const target = id && byId(id);
  if (!target) return;
  clearSearch();
  reveal(target.closest("details"));
  target.scrollIntoView();
  // What had not been laid out yet has its true height now.
  requestAnimationFrame(() => target.scrollIntoView());
  target.querySelector("summary")?.focus({ preventScroll: true });
}

const textOf = new Map();
const searched = (node) => {
  if (!textOf.has(node)) {
    const own = [...node.children].flatMap((part) =>
      part.matches(".body") ? [...part.children].filter((each) => !each.matches(".tree")) : [part],
    );
    textOf.set(node, `${node.id}\n${own.map((each) => each.textContent).join("\n")}`.toLowerCase());
  }
  return textOf.get(node);
};

function search() {
  const wanted = byId("find").value.trim().toLowerCase();
  const items = all("#tree li");
  for (const item of items) item.classList.toggle("filtered", Boolean(wanted));
  const hits = wanted ? nodes.filter((node) => searched(node).includes(wanted)) : [];
  for (const node of hits) {
    for (let item = node.closest("li"); item; item = item.parentElement.closest("li")) {
      item.classList.remove("filtered");
    }
    reveal(node.parentElement.closest("details"));
    // What stands below a hit belongs to it.
    for (const item of all("li", node)) item.classList.remove("filtered");
  }
  const { found, found_none } = program.words;
  byId("found").textContent = !wanted
    ? ""
    : hits.length
      ? found.replace("{count}", hits.length)
      : found_none;
}

function clearSearch() {
  if (!byId("find").value) return;
  byId("find").value = "";
  search();
}

// Up and down through what is shown, right unfolds, left folds or goes to what stands above.
function moveInTree(event) {
  if (!event.target.matches(".node > summary") || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const node = event.target.parentElement;
  const shown = all(".node > summary").filter((summary) => summary.checkVisibility());
  const at = shown.indexOf(event.target);
  const go = {
    ArrowDown: () => shown[at + 1]?.focus(),
    ArrowUp: () => shown[at - 1]?.focus(),
    ArrowRight: () => (node.open = true),
    ArrowLeft: () => {
      if (node.open) node.open = false;
      else node.parentElement.closest("details")?.querySelector("summary").focus();
    },
    Home: () => shown[0].focus(),
    End: () => shown.at(-1).focus(),
  }[event.key];
  if (!go) return;
  event.preventDefault();
  go();
}

function prepareTree() {
  const tools = document.querySelector(".tools");
  tools.hidden = false;
  byId("find").addEventListener("input", search);
  byId("find").addEventListener("keydown", (event) => event.key === "Escape" && clearSearch());
  byId("unfold").addEventListener("click", () => nodes.forEach((node) => (node.open = true)));
  byId("fold").addEventListener("click", () => nodes.forEach((node) => (node.open = false)));
  byId("tree").addEventListener("keydown", moveInTree);
  addEventListener("hashchange", followLink);
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });
  if (nodes.length <= 12) for (const node of nodes) node.open = true;
  followLink();
}

// ── what if ──

const words = (key, fields = {}) =>
  program.words[key].replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");
const problemText = ({ code, fields, tie }) => {
  if (tie) {
    const apart = figure(absolute(tie.apart), tie.tie.unit, tie.tie.show, tie.tie.least);
    return words("tie_fails", { that: tie.tie.that, apart });
  }
  const says = program.messages[code];
  return says.replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");
};

let program;
let formulas;
let original;
const tried = new Map(); // what is tried: its value, or why it cannot be used

// What a person wrote, as a value; or why it cannot be used.
function valueOf(about, text) {
  if (!text.trim()) return { value: null };
  switch (about.kind ?? "judgement") {
    case "judgement":
      return judgementOf(about, text);
    case "number":
      return numberOf(about, text);
    case "yes/no":
      return { value: text === "yes" };
    case "date":
      return dayOf(text);
    default:
      return text.length > 1000 ? { fault: words("too_long") } : { value: text };
  }
}

function numberOf(about, text) {
  const read = asWritten(text);
  if (!read) return { fault: words("no_number") };
  const known = about.units.find(([word]) => word === read.word);
  if (read.word && !known) {
    const units = about.units.map(([word]) => word).join(words("list"));
    return { fault: units ? words("no_unit", { units }) : words("no_number") };
  }
  const value = times(read.number, known ? known[1] : about.unit.factor);
  if (about.limits && !holds(about.limits, value)) {
    return { fault: words("out_of_range", { range: about.range }) };
  }
  const unit = known ? { ...about.unit, factor: known[1], word: read.word } : about.unit;
  return { value, unit, least: read.decimals };
}

function judgementOf(about, text) {
  const read = asWritten(text);
  if (!read || (read.word && read.word !== "分")) return { fault: words("no_number") };
  const rule = program.rules[about.key];
  if (order(read.number, lowest(rule)) < 0 || order(read.number, highest(rule)) > 0) {
    return { fault: words("out_of_range", { range: about.range }) };
  }
  const { step } = about.how;
  if (step !== null && over(read.number, step).d !== 1n) {
    return { fault: words("no_step", { step: exactText(step) }) };
  }
  // Tiers that overlap are told apart by name: a tried score keeps the tier that it was given. Of
  // others each score has one, and may fall into another.
  const tiers = about.how.overlap ? about.how.tiers.filter(({ name }) => !about.tier || name === about.tier) : [];
  if (tiers.length && !tiers.some((tier) => holds(tierStretch(tier, rule.points), read.number))) {
    const named = tiers.map(({ name, text }) => `${name} ${text}`).join(words("list"));
    return { fault: words("in_no_tier", { tiers: named }) };
  }
  return { value: read.number };
}

function dayOf(text) {
  const found = /^([12]\d{3})(?:-|年|\/|\.)(\d{1,2})(?:-|月|\/|\.)(\d{1,2})日?$/.exec(text.trim());
  const two = (part) => part.padStart(2, "0");
  const day = found && `${found[1]}-${two(found[2])}-${two(found[3])}`;
  if (!day || dayText(dayNumber(day)) !== day) return { fault: words("no_day") };
  return { value: dayNumber(day) };
}

const sameValue = (a, b) => (a instanceof Fraction && b instanceof Fraction ? same(a, b) : a === b);

// A field that holds the original value; its text is left alone, so that it stays as it was.
function fieldFor(cell, trial) {
  const [list, place] = trial.split(".");
  const about = program[list][Number(place)];
  const row = list === "cells" ? cell : cell.parentElement;
  const options =
    about.kind === "yes/no"
      ? [["yes", words("yes")], ["no", words("no")]]
      : about.choice?.length && about.kind === "text" && about.choice;
  const start = about.kind === "yes/no" && about.value !== null ? (about.value ? "yes" : "no") : about.text;
  const field = options
    ? selectOf([["", words("missing")], ...options])
    : made("input", "", { type: "text", autocomplete: "off", spellcheck: "false" });
  field.value = start;
  field.setAttribute("aria-label", `${about.name} ${words("what_if")}`);
  if (!about.kind || about.kind === "number") field.inputMode = "decimal";
  else field.classList.add("words");
  const fault = made("p", "", { class: "fault", id: `${trial}.fault` });
  field.setAttribute("aria-describedby", fault.id);
  const box = made("span", "", { class: "field" });
  box.append(field);
  const unit = about.kind === "number" ? about.unit.word : about.kind ? "" : words("points");
  if (unit) box.append(made("span", unit, { class: "unit" }));
  cell.append(box);
  const take = () => {
    const read = field.value === start ? { value: about.value } : valueOf(about, field.value);
    const changed = Boolean(read.fault) || !sameValue(read.value, about.value);
    fault.textContent = read.fault ?? "";
    fault.remove();
    if (read.fault) cell.append(fault);
    field.setAttribute("aria-invalid", String(Boolean(read.fault)));
    row.classList.toggle("tried", changed);
    if (changed) tried.set(about, read);
    else tried.delete(about);
    showTrial();
  };
  field.addEventListener("input", take);
  field.restore = () => {
    field.value = start;
    take();
  };
}

function selectOf(options) {
  const select = made("select");
  for (const [value, text] of options) select.append(made("option", text, { value }));
  return select;
}

function trialResult() {
  const usable = [...tried].filter(([, read]) => !read.fault).map(([about, read]) => [about, read.value]);
  const inCells = usable.filter(([about]) => about.column !== undefined);
  const others = usable.filter(([about]) => about.column === undefined);
  const changed = Object.fromEntries(others.map(([about, value]) => [about.slot, value]));
  return scoreAll(withCells(program, inCells), formulas, inputsOf(program, changed));
}

function showTrial() {
  const result = tried.size ? trialResult() : original;
  const before = everyNode(original);
  const after = new Map(everyNode(result).map((node) => [node.rule.key, node]));
  const moved = [];
  program.expected.nodes.forEach(([key], place) => {
    const [was, now] = [before[place], after.get(key)];
    const changes = plain(nodeSummary(was)) !== plain(nodeSummary(now ?? was));
    if (changes) moved.push(key);
    for (const element of placed.get(place) ?? []) showNode(element, was, now ?? was, changes);
  });
  showTotal(result);
  showDerivations(result);
  showWaterfall(result);
  showSummary(result, moved);
}

// ── showing what moved ──

const kept = new Map(); // the original content of what was changed

function put(element, now) {
  if (!element) return;
  if (!kept.has(element)) kept.set(element, [...element.childNodes]);
  const was = kept.get(element);
  if (now === null) {
    element.replaceChildren(...was);
    return;
  }
  const old = made("del");
  old.append(...was.map((each) => each.cloneNode(true)));
  element.replaceChildren(old, document.createTextNode(" "), made("ins", now));
}

const scoreText = (node) => {
  if (node.out && !pointsOf(node).n) return words(`out_${node.out}`);
  if (node.printed !== null) return printedText(node.printed, node.rule.rounding);
  return words(`state_${node.state}`);
};
const rateText = (node) => {
  const rate = rateOf(node);
  return rate === null ? "" : percentText(rate);
};
const percentText = (rate) =>
  figure(rate, { percent: true, word: "%" }, { decimals: 2, percent: true }).text;
const lostText = (node) =>
  node.printed === null ? "" : printedText(minus(pointsOf(node), node.printed), node.rule.rounding);

function showNode(element, was, now, changes) {
  const texts = (node) => ({
    score: scoreText(node), words: scoreText(node), rate: rateText(node), lost: lostText(node),
  });
  mark(element, texts(was), texts(now), changes);
  const bar = within_(element, ".fill");
  if (bar) {
    bar.dataset.width ??= bar.getAttribute("width");
    const rate = changes ? rateOf(now) : null;
    const inside = rate && least(most(rate, ZERO), ONE);
    bar.setAttribute("width", inside ? withDecimals(times(inside, whole(100)), 2) : bar.dataset.width);
  }
}

// In a row, or in the line of a node but not in what stands below it.
const within_ = (element, selector) =>
  element.querySelector(element.matches("details") ? `:scope > summary ${selector}` : selector);

// The old text and the new one beside each other, wherever they differ.
function mark(element, was, now, changes) {
  element.classList.toggle("moved", changes);
  for (const name of Object.keys(was)) {
    const differs = changes && was[name] !== now[name];
    put(within_(element, `[data-${name}]`), differs ? now[name] : null);
  }
}

const totalText = (result) =>
  result.printed !== null
    ? printedText(result.printed, program.rounding)
    : words("between", {
        low: printedText(result.low, program.rounding),
        high: printedText(result.high, program.rounding),
      });
const gradeText = (result) => {
  if (result.grade) return result.grade.name;
  const names = result.grades.map((grade) => grade.name).join(words("or"));
  return names ? words("grade_open", { names }) : words("no_grade");
};

function showTotal(result) {
  const trying = tried.size > 0;
  for (const element of all(".exported")) element.hidden = !trying;
  const verdict = byId("verdict");
  verdict?.classList.toggle("trying", trying);
  for (const state of ["done", "open", "refused"]) {
    verdict?.classList.toggle(state, result.state === state);
  }
  const instead = (element, text) => {
    if (!element) return;
    if (!kept.has(element)) kept.set(element, [...element.childNodes]);
    element.replaceChildren(...(trying ? [document.createTextNode(text)] : kept.get(element)));
  };
  instead(byId("total-now"), totalText(result));
  instead(byId("grade-now"), gradeText(result));
  instead(byId("grade-text"), result.grade?.text ?? "");
  const texts = ({ exact, printed, ...rest }) => ({
    score: totalText({ printed, ...rest }),
    words: totalText({ printed, ...rest }),
    rate: exact === null ? "" : percentText(over(exact, program.points)),
    lost: printed === null ? "" : printedText(minus(program.points, printed), program.rounding),
  });
  const [was, now] = [texts(original), texts(result)];
  const changes = plain(was) !== plain(now);
  if (program.weighted) for (const element of all("[data-whole]")) mark(element, was, now, changes);
}

function showSummary(result, moved) {
  const bar = byId("moved");
  bar.hidden = !tried.size;
  if (!tried.size) {
    bar.replaceChildren();
    return;
  }
  const line = made("div", "", { class: "result" });
  const reset = made("button", words("reset"), { type: "button", id: "reset" });
  reset.addEventListener("click", resetTrials);
  line.append(
    made("span", words("what_if")),
    program.weighted ? made("strong", totalText(result), { id: "new-total" }) : "",
    program.grades.length ? made("strong", gradeText(result), { id: "new-grade" }) : "",
    program.weighted
      ? made("span", `${words("was")} ${[totalText(original), program.grades.length ? gradeText(original) : ""].join(" ")}`)
      : "",
    made("span", words("changed_values", { count: tried.size })),
    made("span", words("changed_nodes", { count: moved.length })),
    reset,
  );
  const list = made("ul");
  for (const [text, kind] of remarks(result)) list.append(made("li", text, kind ? { class: kind } : {}));
  bar.replaceChildren(line, list);
}

// Why the result cannot be used, what is missing, which findings come and go, measures that moved.
function* remarks(result) {
  if ([...tried.values()].some((read) => read.fault)) yield [words("unusable"), "error"];
  if (result.state === "refused" && original.state !== "refused") {
    yield [words(result.printed === null ? "no_total" : "not_sound"), "error"];
  }
  const before = new Set(original.problems.map(problemText));
  for (const text of new Set(result.problems.map(problemText))) {
    if (!before.has(text)) yield [text, "error"];
  }
  const names = [...result.missing].filter((name) => !original.missing.has(name));
  if (names.length) {
    yield [words("is_missing", { names: names.map(missingName).join(words("list")) }), "error"];
  }
  for (const [i, told] of result.findings.entries()) {
    const was = original.findings[i];
    if (told.holds && !was.holds) yield [words("finding_new", { text: told.problem }), "error"];
    if (was.holds && told.holds === false) yield [words("finding_gone", { text: was.problem }), ""];
  }
  for (const measure of program.measures) {
    const [was, now] = [original, result].map((each) => measureText(measure, each));
    if (was !== now) yield [`${measure.name}${words("colon")}${was} → ${now}`, ""];
  }
}

const missingName = (name) => name.replace(/^\w+:/, "");
function measureText(measure, result) {
  const { value, state } = result.run.outcomes.get(`measure.${measure.key}`);
  if (value instanceof Fraction) return `${figure(value, measure.unit, measure.show)}`;
  if (typeof value === "boolean") return words(value ? "yes" : "no");
  if (typeof value === "number") return dayText(value);
  return value ?? words(`state_${state}`);
}

function resetTrials() {
  for (const field of all("td input, td select")) {
    if (field.restore) field.restore();
  }
}

// A cell of a row becomes a field when somebody wants to try another value there.
function cellFor(cell) {
  const about = program.cells[Number(cell.dataset.cell.split(".")[1])];
  const button = made("button", cell.textContent || words("missing"), {
    type: "button",
    class: "try-cell",
    "aria-label": words("try_cell", { name: about.name }),
  });
  button.addEventListener("click", () => {
    cell.replaceChildren();
    fieldFor(cell, cell.dataset.cell);
    cell.querySelector("input, select").focus();
  });
  cell.replaceChildren(button);
}

const placed = new Map(); // elements by the place of their node

function prepareWhatIf() {
  for (const element of all("[data-place]")) {
    const place = Number(element.dataset.place);
    placed.set(place, [...(placed.get(place) ?? []), element]);
  }
  for (const cell of all("td.trial[data-trial]")) fieldFor(cell, cell.dataset.trial);
  for (const cell of all("td[data-cell]")) cellFor(cell);
  for (const cell of all(".trial")) cell.hidden = false;
  byId("what-if").hidden = false;
  prepareDerivations();
}

// The page reckons everything once, and offers what-if only when it comes to the same.
function begin() {
  program = programFrom(byId("program").textContent);
  byId("needs-script").hidden = true;
  prepareTree();
  let where;
  try {
    formulas = formulasOf(program.texts);
    original = scoreAll(program, formulas, inputsOf(program));
    [where] = differences(program, original);
  } catch (error) {
    where = String(error);
  }
  if (where === undefined) {
    prepareWhatIf();
  } else {
    byId("what-if-off").textContent = words("off", { where });
    byId("what-if-off").hidden = false;
  }
  document.documentElement.dataset.selfCheck = where === undefined ? "same" : "different";
}

begin();
