"use strict";
// The data of this page, with its numbers exact, and whether its own reckoning agrees with the
// engine's.

// Keys are what authors wrote; an object without a prototype knows no other.
const byKey = (list, key, value = (each) => each) => {
  const found = Object.create(null);
  for (const each of list) found[key(each)] = value(each);
  return found;
};
const pairs = (list) => byKey(list, (each) => each[0], (each) => each[1]);

const EXACT = (_, value) => {
  if (value === null || typeof value !== "object") return value;
  if (typeof value.fraction === "string") return fraction(value.fraction);
  if (typeof value.day === "string") return dayNumber(value.day);
  if (typeof value.missing === "string" && Object.keys(value).length === 1) {
    return missing(value.missing);
  }
  return value;
};

function programFrom(text) {
  const data = JSON.parse(text, EXACT);
  for (const table of data.tables) {
    table.wheres = pairs(table.wheres);
    for (const row of table.rows ?? []) row.names = Object.fromEntries(row.names);
  }
  return {
    ...data,
    rules: byKey(data.nodes, (node) => node.key),
    causes: pairs(data.causes),
    labels: pairs(data.labels),
    picked: pairs(data.picked),
    standings: byKey(data.standings, (each) => each.key),
  };
}

// What stands by the names of formulas before any is read; `changed` holds values by number.
function inputsOf(program, changed = {}) {
  const inputs = {};
  for (const [slot, points] of program.pointsOf) inputs[slot] = points;
  for (const each of [...program.facts, ...program.judgements]) {
    const value = each.slot in changed ? changed[each.slot] : each.value;
    inputs[each.slot] = value === null ? missing(each.missing) : value;
  }
  return inputs;
}

// The program with other values in some cells of its rows.
function withCells(program, cells) {
  const tables = [...program.tables];
  for (const [about, value] of cells) {
    const rows = [...tables[about.table].rows];
    const row = rows[about.row];
    const there = row.there.filter((column) => column !== about.column);
    const given_ = value === null ? missing(about.missing) : value;
    rows[about.row] = {
      ...row,
      names: { ...row.names, [about.slot]: given_ },
      there: value === null ? there : [...there, about.column],
    };
    tables[about.table] = { ...tables[about.table], rows };
  }
  return { ...program, tables };
}

// ── self-check ──

// Where the reckoning of the page differs from what the engine came to; empty when nowhere.
function differences(program, result) {
  const { expected } = program;
  const found = [];
  const look = (where, mine, its) => {
    if (plain(mine) !== plain(its)) found.push(`${where}: ${plain(mine)} ≠ ${plain(its)}`);
  };
  for (const name of ["state", "exact", "printed", "low", "high"]) {
    look(name, result[name], expected[name]);
  }
  look("grade", result.grade?.name ?? null, expected.grade);
  look("grades", result.grades.map((grade) => grade.name), expected.grades);
  look("missing", [...result.missing].sort(byCodePoint), expected.missing);
  look("codes", [...new Set(result.problems.map((each) => each.code))].sort(), expected.codes);
  const nodes = everyNode(result);
  look("nodes", nodes.length, expected.nodes.length);
  expected.nodes.forEach((its, i) => {
    look(its[0], nodes[i] ? [nodes[i].rule.key, ...nodeSummary(nodes[i])] : null, its);
  });
  for (const [name, state, value] of expected.measures) {
    const told = result.run.outcomes.get(`measure.${name}`);
    look(name, [told.state, told.value], [state, value]);
  }
  look("ties", result.ties.map((each) => each.holds), expected.ties);
  look(
    "findings",
    result.findings.map((each) => [each.holds, each.problem, each.advice]),
    expected.findings,
  );
  look("vetoes", vetoesOf(program, result), expected.vetoes);
  return found;
}

const everyNode = (result) => [...walk(result.roots), ...result.bonuses, ...result.penalties];
const nodeSummary = (node) => [
  node.state, node.out, node.exact, node.printed, node.low, node.high, pointsOf(node),
  [...node.missing].sort(byCodePoint),
];
const vetoesOf = (program, result) =>
  program.vetoes.map((veto) => {
    const { value } = result.decided.find((each) => each.veto.name === veto.name).outcome;
    return typeof value === "boolean" ? value : null;
  });

// Texts in the order of their code points, as Python sorts them.
function byCodePoint(a, b) {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i].codePointAt(0) - right[i].codePointAt(0);
  }
  return left.length - right.length;
}

const plain = (value) =>
  JSON.stringify(value, (_, each) => (each instanceof Fraction ? fractionText(each) : each));
