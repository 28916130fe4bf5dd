"use strict";
// The whole reckoning: every step in order, then bonus, penalty, limits, vetoes, grade, ties.

// `inputs` holds what stands by the names of formulas before any is read, by number.
function scoreAll(program, formulas, inputs) {
  const N = Object.assign(Object.create(null), inputs);
  const T = program.tables.map((table) =>
    table.rows === null ? missing(`table:${table.name}`) : table.rows.map((row) => row.names),
  );
  const run = { N, T, formulas, outcomes: new Map(), scored: new Map(), program };
  cited = program.texts;
  tablesByNumber = program.tables.map((table) => table.name);
  for (const step of program.steps) take(step, run);
  const nodes = program.roots.map((key) => run.scored.get(key));
  const roots = shared(nodes, program.points).nodes;
  const above = conclude(roots, run);
  return refusedFor(tableFaults(program.tables, run), wholeResult(run, roots, above));
}

function read(run, address, formula) {
  const outcome = outcomeOf(run.formulas[formula](run.N, run.T));
  run.outcomes.set(address, outcome);
  return outcome;
}

const tell = (run, slot, value) => {
  if (slot !== null) run.N[slot] = value;
};

function take(step, run) {
  const { kind, key, formula } = step;
  const address = `${kind}.${key}`;
  if (kind === "measure" || kind === "value") {
    tell(run, step.slot, passedOn(read(run, address, formula)));
  } else if (kind === "applies") {
    read(run, address, formula);
  } else if (kind === "rank") {
    const ranked = read(run, address, formula);
    const standing = run.program.standings[key];
    const passed = ranked.state === "done" ? missing("population") : passedOn(ranked);
    const known = ranked.state === "done" && standing;
    tell(run, step.rank, known ? standing.rank : passed);
    tell(run, step.count, known ? standing.ranked : passed);
  } else {
    const node = scoredNode(run.program.rules[key], formula, run);
    run.scored.set(key, node);
    tell(run, step.score, readingOf(node, node.exact));
    tell(run, step.rate, readingOf(node, rateOf(node)));
  }
}

function scoredNode(rule, formula, run) {
  const { program, outcomes } = run;
  const children = rule.children.map((key) => run.scored.get(key));
  const applies = outcomes.get(`applies.${rule.key}`) ?? null;
  const value = outcomes.get(`value.${rule.key}`) ?? null;
  const why = barred(lineOf(rule, program), program, outcomes);
  if (why) return notScored(rule, why, children, applies);
  let node;
  if (children.length) node = parentAfter(rule, children);
  else if (!program.weighted) node = unweighted(rule, value);
  else if (rule.table !== null) node = rowsOf(rule, program.tables[rule.table], run);
  else node = leafOf(rule, read(run, `indicator.${rule.key}`, formula), value);
  return applies ? { ...node, applies } : node;
}

// The node and all that it stands below, the topmost first.
function lineOf(rule, program) {
  const line = [rule];
  while (line[0].parent !== null) line.unshift(program.rules[line[0].parent]);
  return line;
}

// What a formula that reads the score or rate of a node finds.
function readingOf(node, value) {
  if (node.state === "open") return new Missing(node.missing);
  if (node.state === "refused") return new Failed(node.problems);
  return value ?? failed("E503", { key: node.rule.key });
}

// ── above the tree ──

function tellTotal(run, sum) {
  const { program } = run;
  let reading = new Missing(sum.missing);
  if (sum.state === "refused") reading = new Failed(sum.problems);
  if (sum.state === "done") reading = sum.exact[0];
  const rate = reading instanceof Fraction && program.points.n ? over(reading, program.points) : reading;
  tell(run, program.whole.score, reading);
  tell(run, program.whole.rate, rate);
  tell(run, program.whole.points, program.points);
}

function ofTree(roots, program) {
  const extra = openPoints(program.gaps);
  const [exact, printed] = wholeOf(roots, program);
  const nothing = nothingLeft(roots, program);
  let state = nothing.length ? "refused" : worst(roots);
  if (program.gaps.length && state === "done") state = "open";
  return checked({
    state,
    exact: [exact[0], plus(exact[1], extra)],
    printed: [printed[0], plus(printed[1], extra)],
    missing: union(...roots.map((root) => root.missing), gapNames(program.gaps)),
    problems: once([...nothing, ...roots.flatMap((root) => root.problems)]),
  });
}

function checked(sum) {
  if (sum.state !== "done" || !tooLarge(sum.exact[0])) return sum;
  return { ...sum, state: "refused", problems: [...sum.problems, { code: "E505", fields: {} }] };
}

function moved(sum, by, sign) {
  const ends = (both, own) => {
    const [low, high] = sign > 0 ? own : [negative(own[1]), negative(own[0])];
    return [plus(both[0], low), plus(both[1], high)];
  };
  return checked({
    state: worst([sum, ...by]),
    exact: ends(sum.exact, exactSpan(by)),
    printed: ends(sum.printed, span(by)),
    missing: union(sum.missing, ...by.map((node) => node.missing)),
    problems: once([...sum.problems, ...by.flatMap((node) => node.problems)]),
  });
}

function conclude(roots, run) {
  const { program } = run;
  const tree = ofTree(roots, program);
  tellTotal(run, tree);
  const bonuses = program.bonuses.map((extra) => extraScored(extra, run));
  const higher = moved(tree, bonuses, 1);
  tellTotal(run, higher);
  const penalties = program.penalties.map((extra) => extraScored(extra, run));
  const added = moved(higher, penalties, -1);
  const limit = (number) => {
    const below = program.atMost === null ? number : least(number, program.atMost);
    return program.floor === null ? below : most(below, program.floor);
  };
  const limitedTotal = { ...added, exact: added.exact.map(limit), printed: added.printed.map(limit) };
  const before = {
    ...limitedTotal,
    printed: limitedTotal.printed.map((end) => rounded(end, program.rounding)),
  };
  tellTotal(run, before);
  const decide = (vetoes) =>
    vetoes.map((veto) => ({ veto, outcome: read(run, `veto.${veto.name}`, veto.formula) }));
  let decided = decide(program.vetoes.filter(touchesScore));
  tellTotal(run, afterVetoes(decided, before, program));
  decided = [...decided, ...decide(program.vetoes.filter((veto) => !touchesScore(veto)))];
  const after = afterVetoes(decided, before, program);
  return {
    bonuses, penalties, decided, added, limited: limitedTotal, before, total: after,
    grades: gradesAfter(decided, after, program),
    ties: program.ties.map((tie) => tieOf(tie, run)),
    findings: program.findings.map((finding) => findingOf(finding, run)),
  };
}

function extraScored(extra, run) {
  let value = null;
  if (extra.value) {
    value = read(run, `value.${extra.key}`, extra.value.formula);
    tell(run, extra.value.slot, passedOn(value));
  }
  const rule = run.program.rules[extra.key];
  const node = leafOf(rule, read(run, `${extra.role}.${extra.key}`, extra.formula), value);
  tell(run, extra.score, readingOf(node, node.exact));
  tell(run, extra.rate, readingOf(node, rateOf(node)));
  return node;
}

// ── vetoes and grades: the lowest of several wins, so any set comes out like one of its members ──

const touchesScore = (veto) => veto.score !== null || veto.cap !== null;

function possible(value, decided, effect, smaller) {
  const held = decided.filter((each) => each.outcome.value === true);
  const unknown = decided.filter((each) => each.outcome.value === null);
  const lowestOf = (sets) => {
    const made = sets.flatMap(({ veto }) => effect(veto, value));
    return made.length ? made.reduce(smaller) : value;
  };
  return [lowestOf(held), ...unknown.map((each) => lowestOf([...held, each]))];
}

function afterVetoes(decided, before, program) {
  const ends = (both, to) => {
    const effect = (veto, sum) => [
      ...(veto.score === null ? [] : [to(veto.score)]),
      ...(veto.cap === null ? [] : [least(sum, to(veto.cap))]),
    ];
    return [
      possible(both[0], decided, effect, least).reduce(least),
      possible(both[1], decided, effect, least).reduce(most),
    ];
  };
  return {
    state: worst([before, ...decided.map((each) => each.outcome)]),
    exact: ends(before.exact, (number) => number),
    printed: ends(before.printed, (number) => rounded(number, program.rounding)),
    missing: union(before.missing, ...decided.map((each) => each.outcome.missing)),
    problems: once([...before.problems, ...decided.flatMap((each) => each.outcome.problems)]),
  };
}

function gradesOf(sum, program) {
  const [low, high] = program.gradeOn === "printed" ? sum.printed : sum.exact;
  if (same(low, high)) return program.grades.filter((grade) => holds(grade, low));
  return program.grades.filter((grade) => overlap(grade, low, high));
}

// Whether a stretch shares a number with those from low to high.
function overlap(stretch, low, high) {
  const start = stretch.low === null || order(stretch.low, low) < 0 ? null : order(stretch.low, low);
  const from = start === null ? low : stretch.low;
  const fromClosed = start === null ? true : stretch.lowClosed;
  const ends = stretch.high === null || order(stretch.high, high) > 0;
  const to = ends ? high : stretch.high;
  const toClosed = ends ? true : stretch.highClosed;
  return order(from, to) < 0 || (same(from, to) && fromClosed && toClosed);
}

const worse = (a, b) => {
  if (a.low === null || b.low === null) return a.low === null ? a : b;
  return order(b.low, a.low) < 0 ? b : a;
};

function gradesAfter(decided, sum, program) {
  const named = new Map(program.grades.map((grade) => [grade.name, grade]));
  const effect = (veto, grade) => [
    ...(veto.grade ? [named.get(veto.grade)] : []),
    ...(veto.bestGrade ? [worse(grade, named.get(veto.bestGrade))] : []),
  ];
  const found = new Set(
    gradesOf(sum, program).flatMap((grade) => possible(grade, decided, effect, worse)),
  );
  return program.grades.filter((grade) => found.has(grade));
}

// ── ties and findings ──

function tieOf(tie, run) {
  const left = read(run, `tie.left.${tie.name}`, tie.left);
  const right = read(run, `tie.right.${tie.name}`, tie.right);
  const known = left.value instanceof Fraction && right.value instanceof Fraction;
  const apart = known ? minus(left.value, right.value) : null;
  return { tie, apart, holds: known ? order(absolute(apart), tie.allowed) <= 0 : null };
}

function findingOf(finding, run) {
  const outcome = read(run, `finding.${finding.name}`, finding.formula);
  const told = typeof outcome.value === "boolean" ? outcome.value : null;
  const filled = (parts) => parts.map((part) => (part.slot === undefined ? part : blank(part, run))).join("");
  return {
    finding, holds: told, missing: outcome.missing,
    problem: told ? filled(finding.problem) : "",
    advice: told ? filled(finding.advice) : "",
  };
}

function blank(part, run) {
  const value = run.N[part.slot];
  if (value instanceof Fraction) return figure(value, part.unit, part.show, part.least).text;
  if (typeof value === "boolean") return run.program.words[value ? "yes" : "no"];
  if (typeof value === "string") return value;
  if (typeof value === "number") return dayText(value);
  return run.program.words.lacking.replace("{name}", part.name);
}

// ── the result ──

function wholeResult(run, roots, above) {
  const { program } = run;
  const { total: sum, grades } = above;
  const known = sum.state === "done" && program.weighted;
  let state = sum.state;
  const problems = [...measureProblems(run, roots), ...sum.problems];
  if (known && program.grades.length && !grades.length) {
    state = "refused";
    const graded = program.gradeOn === "printed" ? sum.printed[0] : sum.exact[0];
    problems.push({ code: "E501", fields: { total: exactText(graded) } });
  }
  for (const told of above.ties.filter((each) => each.holds === false)) {
    const { name, severity } = told.tie;
    if (severity === "error" && state === "done") state = "refused";
    problems.push({ code: severity === "error" ? "E530" : "W530", fields: { name }, tie: told });
  }
  return {
    ...above, roots, state, run,
    exact: known ? sum.exact[0] : null,
    printed: known ? sum.printed[0] : null,
    low: sum.printed[0],
    high: sum.printed[1],
    grade: state === "done" && grades.length ? grades[0] : null,
    missing: sum.missing,
    problems: once(problems),
  };
}

// Of every measure, but for those that only nodes which are not scored would have read.
function measureProblems(run, roots) {
  const nodes = walk(roots);
  const hidden = new Set();
  if (nodes.some((node) => node.out)) {
    const [inside, outside] = [new Set(), new Set()];
    for (const node of nodes) {
      for (const name of node.rule.reads.applies) inside.add(name);
      for (const name of node.rule.reads.others) (node.out ? outside : inside).add(name);
    }
    for (const name of outside) if (!inside.has(name)) hidden.add(name);
  }
  return run.program.steps
    .filter((step) => step.kind === "measure" && !hidden.has(step.key))
    .flatMap((step) => run.outcomes.get(`measure.${step.key}`).problems);
}

function refusedFor(faults, result) {
  if (!faults.length) return result;
  return {
    ...result, state: "refused", exact: null, printed: null, grade: null,
    problems: [...result.problems, ...faults],
  };
}
