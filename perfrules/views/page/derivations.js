"use strict";
// The texts of derivations with the numbers of a trial: the engine's own words, with holes that are
// filled here. A template that does not give the exported text from the exported numbers is not
// used; its text then stays as exported.

const OPERATED = /[−+×÷(]/;

// A number as it is put into a formula: with two digits more where it is rounded.
function putIn(hole, run, typed) {
  const value = run.formulas[hole.formula](run.N, run.T);
  if (typeof value === "boolean") return words(value ? "yes" : "no");
  if (!(value instanceof Fraction)) return null;
  const { unit, least } = (hole.fact !== null && typed.get(hole.fact)) || hole;
  let told = figure(value, unit, hole.show, least);
  if (!told.exact) told = figure(value, unit, closer(unit, hole.show));
  const text = `${told}`;
  return text.startsWith("−") && !hole.alone ? `(${text})` : text;
}
const closer = (unit, show) => {
  const percent = show ? show.percent : unit.percent;
  return { percent, decimals: (show ? show.decimals : percent ? 2 : 4) + 2 };
};

const inLanguage = (text) => (program.lang === "zh" ? text : text.replaceAll(" 分", " points"));

function exactOf(value, { unit, show }) {
  const percent = show ? show.percent : unit.percent;
  const text = exactText(over(value, percent ? ratio(1n, 100n) : unit.factor));
  if (text.includes("/")) return percent ? exactText(value) : text;
  return text + (percent ? "%" : "");
}

// The lines of a formula; null where a number is not there.
function formulaLines(about, run, typed) {
  const value = run.formulas[about.value](run.N, run.T);
  const parts = about.parts.map((part) => (typeof part === "string" ? part : putIn(part, run, typed)));
  if (value instanceof Missing || value instanceof Failed || parts.includes(null)) return null;
  let put = parts.join("");
  if (put === about.written) put = "";
  const lines = [];
  let came = "";
  if (value instanceof Fraction) {
    const told = figure(value, about.unit, about.show);
    const text = inLanguage(told.text);
    came = told.exact ? `= ${text}` : `≈ ${text}${words("exact", { exact: exactOf(value, about) })}`;
  }
  const plainly = came && (!put || !OPERATED.test([...put].slice(1).join("")));
  if (plainly) return [[`${about.name}${about.formula} ${came}`, "strong"]];
  lines.push([`${about.name}${about.formula}`, "plain"]);
  if (put) lines.push([`${put.includes("≈") ? "≈" : "="} ${put.replaceAll("≈", "")}`, "plain"]);
  if (came) lines.push([came, "strong"]);
  return lines;
}

// Where a measure is only named, because it was derived above.
function seeLines(about, run) {
  const value = run.formulas[about.value](run.N, run.T);
  if (!(value instanceof Fraction)) return null;
  const told = figure(value, about.unit, about.show);
  const came = ` ${told.exact ? "=" : "≈"} ${told.text}`;
  return [[`${about.name.slice(0, -3)}${came}${words("see")}`, "plain"]];
}

function printedLines(about, node) {
  if (node.exact === null) return null;
  if (same(node.exact, node.printed)) return [];
  const printed = printedText(node.printed, node.rule.rounding);
  return [[about.text.replace("{printed}", () => printed), "plain"]];
}

function childrenLines(node) {
  const counted = node.children.filter((child) => pointsOf(child).n || !child.out);
  if (node.printed === null || counted.some((child) => child.printed === null)) return null;
  const text = (score) => printedText(score, node.rule.rounding);
  const scores = counted.map((child) => child.printed);
  return [[`${scores.map(text).join(" + ")} = ${text(total(scores))}`, "strong"]];
}

// The lines of one `data-step`; null where there is no template, or a number is missing.
function linesOf(step, result, typed) {
  const [, kind, address] = /^(?:(\w+):)?(.*)$/s.exec(step);
  const about = program.templates.get(kind && kind !== "see" ? step : `formula:${address}`);
  if (!about) return null;
  if (kind === "see") return seeLines(about, result.run);
  if (about.kind === "formula") return formulaLines(about, result.run, typed);
  result.byKey ??= new Map(everyNode(result).map((each) => [each.rule.key, each]));
  const node = result.byKey.get(about.key);
  if (!node || node.out) return null;
  return about.kind === "printed" ? printedLines(about, node) : childrenLines(node);
}

// ── in the page ──

let blocks = []; // runs of lines that belong to one step, with their node

function prepareDerivations() {
  program.templates = new Map(program.derivations.map((each) => [`${each.kind}:${each.step}`, each]));
  for (const node of nodes) {
    const list = node.querySelector(":scope > .body > dl");
    let last = null;
    for (const line of list ? all("dd", list) : []) {
      const { step } = line.dataset;
      if (step && last?.step === step) last.lines.push(line);
      else if (step) blocks.push((last = { step, node, lines: [line], more: [] }));
      else last = null;
    }
    if (list) addPrinted(node, list);
  }
  for (const block of blocks) {
    block.texts = block.box ? [] : block.lines.map((line) => line.textContent.trim());
    block.tones = block.lines.map((line) => line.className);
    block.kept = block.lines.map((line) => [...line.childNodes]);
    const told = linesOf(block.step, original, new Map());
    block.usable = told !== null && plain(told.map(([text]) => text)) === plain(block.texts);
  }
}

// A score that was exact has no line of its rounding; a tried one may need it.
function addPrinted(node, list) {
  const step = `printed:${node.id}`;
  const about = program.templates.get(step);
  const above = all(".line", list).filter((line) => line.querySelector("dd[data-step]")).at(-1);
  if (!about || !above || blocks.some((block) => block.step === step)) return;
  const box = made("div", "", { class: "line", hidden: "" });
  const line = made("dd");
  box.append(made("dt", about.label), line);
  above.after(box);
  blocks.push({ step, node, box, lines: [line], more: [] });
}

// What a reader wrote decides in which unit and with how many digits the number is shown.
function typedFigures() {
  const found = new Map();
  for (const [about, { fault, unit, least }] of tried) {
    if (!fault && unit) found.set(about.name, { unit, least });
  }
  return found;
}

function showDerivations(result) {
  const typed = typedFigures();
  const changed = new Set();
  for (const block of blocks) {
    const told = tried.size && block.usable ? linesOf(block.step, result, typed) : null;
    const differs = told !== null && plain(told.map(([text]) => text)) !== plain(block.texts);
    block.stale = tried.size > 0 && told === null;
    write(block, differs ? told : null);
    if (differs) changed.add(block.node);
  }
  const usable = new Set(
    blocks.flatMap(({ stale, lines, more }) => (stale ? [] : [...lines, ...more])),
  );
  for (const node of nodes) markOfExport(node, changed.has(node), usable);
}

// The lines that are there take the new texts; what is too many is hidden, what is more is added.
function write(block, told) {
  for (const line of block.more) line.remove();
  block.more = [];
  if (block.box) block.box.hidden = !told?.length;
  for (const [i, line] of block.lines.entries()) {
    const [text, tone] = told?.[i] ?? [];
    line.hidden = told !== null && text === undefined;
    line.className = text === undefined ? block.tones[i] : `${tone} cells-1`;
    if (text !== undefined && text !== block.texts[i]) {
      line.replaceChildren(text);
      line.classList.add("rewritten");
    } else {
      line.replaceChildren(...block.kept[i]);
    }
  }
  for (const [text, tone] of told?.slice(block.lines.length) ?? []) {
    block.more.push(made("dd", text, { class: `${tone} cells-1 rewritten` }));
  }
  block.lines.at(-1).after(...block.more);
}

// In a node that moved, what could not be written again says so.
function markOfExport(node, rewritten, usable) {
  const list = node.querySelector(":scope > .body > dl");
  const lines = list ? all("dd", list) : [];
  const names = new Set([...tried.keys()].map((about) => about.name));
  const moved =
    rewritten || node.classList.contains("moved") ||
    lines.some((line) => names.has(line.dataset.fact)) ||
    (tried.size > 0 && program.templates.has(`asks:${node.id}`));
  let kept = false;
  for (const line of lines) {
    const fact = line.dataset.fact;
    const still =
      moved && !line.closest("[hidden]") && !usable.has(line) && !("fixed" in line.dataset) &&
      (fact === undefined || names.has(fact));
    line.classList.toggle("of-export", still);
    if (still) line.dataset.word = words("original");
    else delete line.dataset.word;
    kept ||= still;
  }
  const note = node.querySelector(":scope > .body > .stale");
  note.hidden = !kept;
  note.textContent = kept ? words("stale") : "";
}
