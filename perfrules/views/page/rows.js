"use strict";
// Leaves that are the sum of the rows of a table, and what the rows of a table must keep to.

// What the formulas of a row find: its columns, then other names.
const namesInRow = (N, row, more = {}) =>
  Object.setPrototypeOf({ ...row.names }, Object.setPrototypeOf({ ...more }, N));

function rowsOf(rule, table, run) {
  const without = (outcome) => leafOf(rule, outcomeOf(outcome), null);
  if (table.rows === null) return without(missing(`table:${table.name}`));
  const found = countedRows(rule.key, table, run);
  if (stops(found)) return without(found);
  if (!found.length) return without(failed("E522", { table: table.name, leaf: rule.key }));
  return summedRows(rule, found, table, run);
}

// The rows that count in an indicator, or why that cannot be said.
function countedRows(key, table, run) {
  const where = table.wheres[key];
  if (where === null) return table.rows;
  const lacking = new Set();
  const kept = [];
  for (const row of table.rows) {
    const value = run.formulas[where](namesInRow(run.N, row), run.T);
    if (value instanceof Failed) return value;
    if (value instanceof Missing) for (const name of value.all) lacking.add(name);
    else if (value) kept.push(row);
  }
  return lacking.size ? new Missing(lacking) : kept;
}

function summedRows(rule, rows, table, run) {
  const split = rule.split;
  const points = split ? sharesOf(rule.points, rows.length, split) : rows.map((row) => row.points);
  const scored = rows.map((row, i) => rowScored(rule, row, points[i], table, run));
  const sum = total(points);
  const over_ = split && order(sum, rule.points) > 0 && rule.cap === null;
  const leaf = over_ ? { ...rule, cap: rule.points } : rule;
  const node = parentOf(leaf, underHeadings(leaf, rows, scored, 0, table));
  if (split || same(sum, rule.points)) return node;
  const fields = {
    leaf: rule.key, table: table.name, points: exactText(rule.points), sum: exactText(sum),
    difference: exactText(absolute(minus(rule.points, sum))),
  };
  return {
    ...node, state: "refused", exact: null, printed: null,
    low: lowest(rule), high: highest(rule),
    problems: [...node.problems, { code: "E520", fields }],
  };
}

// Points in equal parts, rounded half up to `to`, and the difference given out.
function sharesOf(points, count, { to, remainder }) {
  const each = rounded(over(points, whole(count)), { to, mode: "half-up" });
  const parts = Array(count).fill(each);
  const left = minus(points, times(each, whole(count)));
  if (remainder === "last") parts[count - 1] = plus(parts[count - 1], left);
  if (remainder === "first") parts[0] = plus(parts[0], left);
  if (remainder === "spread") {
    const up = left.n > 0n;
    const steps = Number(floorOf(over(absolute(left), to)));
    const rest = minus(absolute(left), times(whole(steps), to));
    const move = (i, by) => {
      parts[i % count] = up ? plus(parts[i % count], by) : minus(parts[i % count], by);
    };
    for (let i = 0; i < steps; i++) move(i, to);
    move(steps, rest);
  }
  return parts;
}

// One row: the first way of scoring that fits it.
function rowScored(leaf, row, points, table, run) {
  const judged = row.judged;
  const mine = {
    [table.pointsSlot]: points,
    [table.judgementSlot]: judged ? judged.score : missing(`judgement:${row.key}`),
  };
  const N = namesInRow(run.N, row, mine);
  const rule = {
    ...leaf, key: row.key, points, cap: null, floor: null, split: null, children: [],
    applies: null, chooses: false,
  };
  const scored = (outcome) => ({ ...leafOf(rule, outcome, null), row });
  for (const variant of table.variants) {
    if (variant.when !== null) {
      const holds = outcomeOf(run.formulas[variant.when](N, run.T));
      if (holds.state !== "done") return scored(holds);
      if (!holds.value) continue;
    }
    rule.reads = { ...leaf.reads, others: [...leaf.reads.others, ...variant.reads] };
    const wrong = judged ? judgementFaults(judged, rule, variant.judged) : [];
    if (wrong.length) return scored(outcomeOf(new Failed(wrong)));
    return scored(outcomeOf(run.formulas[variant.score](N, run.T)));
  }
  return scored(outcomeOf(failed("E525", { row: row.name, table: table.name })));
}

// What contradicts the rule in a person's score; `how` is null where nobody was to judge.
function judgementFaults(judged, rule, how) {
  if (how === null) return [{ code: "E526", fields: { row: judged.name } }];
  const fields = { name: judged.name, score: exactText(judged.score) };
  const faults = [];
  const fault = (code, more = {}) => faults.push({ code, fields: { ...fields, ...more } });
  if (order(judged.score, lowest(rule)) < 0 || order(judged.score, highest(rule)) > 0) {
    fault("E413", { low: exactText(lowest(rule)), high: exactText(highest(rule)) });
  }
  if (how.step !== null && over(judged.score, how.step).d !== 1n) fault("E414", { step: exactText(how.step) });
  if ((rule.needsReason || how.needsReason) && !judged.reasoned && !same(judged.score, rule.points)) fault("E415");
  const tier = how.tiers.find((each) => each.name === judged.tier);
  if (judged.tier && !tier) fault("E416", { tier: judged.tier });
  else if (how.overlap && !judged.tier) fault("E417");
  if (tier && !holds(tierStretch(tier, rule.points), judged.score)) {
    fault("E418", { tier: tier.name, range: tier.text });
  }
  return faults;
}

function tierStretch(tier, points) {
  const scale = tier.share ? points : ONE;
  const end = (number) => (number === null ? null : times(number, scale));
  return { ...tier, low: end(tier.low), high: end(tier.high) };
}

function holds(stretch, number) {
  const { low, high, lowClosed, highClosed } = stretch;
  const above = low === null || order(number, low) > 0 || (lowClosed && same(number, low));
  const below = high === null || order(number, high) < 0 || (highClosed && same(number, high));
  return above && below;
}

// The rows below the headings of the first column, and these below those of the next ones.
function underHeadings(leaf, rows, scored, level, table) {
  if (level === table.group) return scored;
  const parts = new Map();
  rows.forEach((row, i) => {
    const name = row.headings[level];
    parts.set(name, [...(parts.get(name) ?? []), i]);
  });
  return [...parts].map(([name, places]) => {
    const below = places.map((i) => scored[i]);
    const heading = {
      ...leaf, key: `${leaf.key.replace(/\/+$/, "")}/${name}/`,
      points: total(below.map((node) => node.rule.points)), cap: null, floor: null,
    };
    return parentOf(heading, underHeadings(heading, places.map((i) => rows[i]), below, level + 1, table));
  });
}

// ── what the rows must keep to ──

function tableFaults(tables, run) {
  return tables.filter((table) => table.rows !== null).flatMap((table) => [
    ...table.rows.flatMap((row) => rowFaults(row, table, run)),
    ...totalFaults(table, run),
    ...countedOtherwiseThanOnce(table, run),
  ]);
}

function rowFaults(row, table, run) {
  const found = [];
  const look = (formula, code, fields) => {
    const told = outcomeOf(run.formulas[formula](namesInRow(run.N, row), run.T));
    found.push(...told.problems);
    if (told.value === false) found.push({ code, fields: { row: row.name, ...fields } });
  };
  for (const { column, formula, text } of table.onlyWhen) {
    if (row.there.includes(column)) look(formula, "E433", { column, condition: text });
  }
  if (table.must) look(table.must.formula, "E523", { condition: table.must.text });
  return found;
}

function totalFaults(table, run) {
  if (!table.total) return [];
  const told = outcomeOf(run.formulas[table.total.formula](run.N, run.T));
  if (told.value !== false) return told.problems;
  return [{ code: "E524", fields: { table: table.name, condition: table.total.text, got: "" } }];
}

function countedOtherwiseThanOnce(table, run) {
  const leaves = new Map(table.rows.map((row) => [row, []]));
  for (const key of Object.keys(table.wheres)) {
    const found = countedRows(key, table, run);
    if (stops(found)) return [];
    for (const row of found) leaves.get(row).push(key);
  }
  if (!Object.keys(table.wheres).length) return [];
  return table.rows.filter((row) => leaves.get(row).length !== 1).map((row) => ({
    code: "E521",
    fields: {
      row: row.name, table: table.name, count: `${leaves.get(row).length}`,
      leaves: leaves.get(row).join("、") || "–",
    },
  }));
}
