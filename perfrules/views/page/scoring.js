"use strict";
// The same reckoning as the engine's, of the same rules, over facts that a reader may change.
// A node here is what `perfrules` calls a scored indicator; ends are [the least, the most].

const union = (...sets) => new Set(sets.flatMap((set) => [...set]));
const once = (problems) => [...new Set(problems)];
const worst = (nodes) => {
  const states = new Set(nodes.map((node) => node.state));
  return states.has("refused") ? "refused" : states.has("open") ? "open" : "done";
};

// What a value came to: done, open or refused.
function outcomeOf(value) {
  if (value instanceof Missing) {
    return { state: "open", value: null, missing: value.all, problems: [] };
  }
  if (value instanceof Failed) {
    return { state: "refused", value: null, missing: new Set(), problems: value.problems };
  }
  return { state: "done", value, missing: new Set(), problems: [] };
}

// What a formula that reads an outcome finds.
const passedOn = (outcome) =>
  outcome.state === "done"
    ? outcome.value
    : outcome.problems.length
      ? new Failed(outcome.problems)
      : new Missing(outcome.missing);

const pointsOf = (node) => times(minus(node.rule.points, node.dropped), node.factor);
const rateOf = (node) => {
  const points = pointsOf(node);
  return node.exact === null || points.n === 0n ? null : over(node.exact, points);
};
const highest = (rule) => rule.cap ?? rule.points;
const lowest = (rule) => rule.floor ?? ZERO;
const openPoints = (gaps) => total(gaps.map((gap) => gap.points ?? ZERO));
const gapNames = (gaps) => gaps.map((gap) => `gap:${gap.says}`);

const bare = {
  exact: null, printed: null, value: null, outcome: null, children: [], out: "", applies: null,
  dropped: ZERO, factor: ONE, ends: null, row: null, problems: [], missing: new Set(),
};

// ── leaves and parents ──

function leafOf(rule, outcome, value) {
  let { state, problems } = outcome;
  let exact = null;
  if (state === "done") {
    exact = limited(rule, outcome.value);
    if (exact === null) {
      const limits = { low: exactText(lowest(rule)), high: exactText(highest(rule)) };
      const fields = { key: rule.key, score: exactText(outcome.value), ...limits };
      [state, problems] = ["refused", [{ code: "E502", fields }]];
    }
  }
  const printed = exact === null ? null : rounded(exact, rule.rounding);
  return {
    ...bare, rule, state, exact, printed, value, outcome,
    low: printed ?? rounded(lowest(rule), rule.rounding),
    high: printed ?? rounded(highest(rule), rule.rounding),
    missing: outcome.missing,
    problems: value === null ? problems : once([...problems, ...value.problems]),
  };
}

function limited(rule, reckoned) {
  if (order(reckoned, highest(rule)) > 0) return rule.cap;
  if (order(reckoned, lowest(rule)) < 0) return rule.floor;
  return reckoned;
}

function cut(rule, sum) {
  if (rule.cap !== null && order(sum, rule.cap) > 0) return rule.cap;
  if (rule.floor !== null && order(sum, rule.floor) < 0) return rule.floor;
  return sum;
}

function parentOf(rule, children) {
  let state = worst(children);
  if (rule.gaps.length && state === "done") state = "open";
  let exact = null;
  if (!rule.gaps.length && children.every((child) => child.exact !== null)) {
    exact = total(children.map((child) => child.exact));
  }
  let problems = once(children.flatMap((child) => child.problems));
  if (exact !== null && tooLarge(exact)) {
    [state, exact] = ["refused", null];
    problems = [...problems, { code: "E504", fields: { key: rule.key } }];
  }
  const [least_, most_] = span(children);
  const low = cut(rule, least_);
  return {
    ...bare, rule, state, children, problems, low,
    exact: exact === null ? null : cut(rule, exact),
    printed: exact === null ? null : low,
    high: cut(rule, plus(most_, openPoints(rule.gaps))),
    missing: union(...children.map((child) => child.missing), gapNames(rule.gaps)),
  };
}

// Between what the printed scores add up to, and the exact ones.
function span(nodes) {
  if (nodes.every((node) => node.printed !== null)) {
    const printed = total(nodes.map((node) => node.printed));
    return [printed, printed];
  }
  return [total(nodes.map((node) => node.low)), total(nodes.map((node) => node.high))];
}
function exactSpan(nodes) {
  const ends = nodes.map(exactEnds);
  return [total(ends.map((end) => end[0])), total(ends.map((end) => end[1]))];
}
function exactEnds(node) {
  if (node.exact !== null) return [node.exact, node.exact];
  if (node.ends !== null) return node.ends;
  if (!node.children.length) return [lowest(node.rule), highest(node.rule)];
  const [low, high] = exactSpan(node.children);
  return [cut(node.rule, low), cut(node.rule, plus(high, openPoints(node.rule.gaps)))];
}
const walk = (nodes) => nodes.flatMap((node) => [node, ...walk(node.children)]);

// ── what is not scored ──

function barred(line, program, outcomes) {
  for (const [i, rule] of line.entries()) {
    const above = i ? line[i - 1] : null;
    if (above?.chooses) {
      const picks = program.picked[above.key];
      if (!picks) return { out: "", state: "open", by: rule.key, missing: new Set([`picked:${above.key}`]), problems: [] };
      if (!picks.includes(rule.key)) {
        return { out: "not_picked", state: "done", by: rule.key, missing: new Set(), problems: [] };
      }
    }
    if (rule.applies) {
      const told = outcomes.get(`applies.${rule.key}`);
      const { state, missing, problems } = told;
      if (state !== "done") return { out: "", state, by: rule.key, missing, problems };
      if (told.value === false) {
        return { out: "not_applicable", state: "done", by: rule.key, missing, problems };
      }
    }
  }
  return null;
}

function notScored(rule, why, children, applies) {
  let { state, problems } = why;
  let exact = null;
  let dropped = ZERO;
  if (state === "done") {
    const own = why.by === rule.key && why.out === "not_applicable" ? rule.applies.otherwise : "";
    if (own === "full") exact = rule.points;
    else if (own === "zero") exact = ZERO;
    else if (own !== "error") [exact, dropped] = [ZERO, rule.points];
    if (exact === null) [state, problems] = ["refused", [{ code: "E540", fields: { key: rule.key } }]];
  }
  const ends =
    exact === null
      ? [least(lowest(rule), ZERO), most(highest(rule), rule.points)]
      : [exact, exact];
  const [low, high] = ends.map((end) => rounded(end, rule.rounding));
  return {
    ...bare, rule, state, exact, low, high, problems, children, applies, dropped, ends,
    printed: exact === null ? null : low,
    missing: why.missing,
    out: why.out,
  };
}

function unweighted(rule, value) {
  const told = value ?? { state: "done", missing: new Set(), problems: [] };
  return {
    ...bare, rule, value, state: told.state, missing: told.missing, problems: told.problems,
    exact: ZERO, printed: ZERO, low: ZERO, high: ZERO,
  };
}

// ── points that change hands ──

const leftTo = (node, to) =>
  node.rule.applies?.otherwise === to &&
  node.out === "not_applicable" &&
  node.applies?.value === false;
const undecided = (node, to) =>
  node.rule.applies?.otherwise === to && node.applies?.state === "open";
const droppedOf = (nodes) =>
  total(nodes.filter((node) => !leftTo(node, "rescale_parent")).map((node) => node.dropped));

function between(node, ends) {
  const [low, high] = ends.map((end) => rounded(end, node.rule.rounding));
  return { ...node, ends, low, high, printed: node.exact === null ? null : low };
}

function scaled(node, factor) {
  const [low, high] = exactEnds(node);
  const changed = {
    ...node,
    factor: times(node.factor, factor),
    exact: node.exact === null ? null : times(node.exact, factor),
    children: node.children.map((child) => scaled(child, factor)),
  };
  return between(changed, [times(low, factor), times(high, factor)]);
}

// The node while it is not known how many points it takes over.
function waiting(node, lacking, at) {
  const [low, high] = exactEnds(node);
  const changed = {
    ...node,
    state: node.state === "refused" ? "refused" : "open",
    exact: null,
    printed: null,
    missing: union(node.missing, lacking),
    children: node.children.map((child) => waiting(child, lacking, at)),
  };
  return between(changed, [least(low, times(low, at)), most(high, times(high, at))]);
}

function shared(nodes, points) {
  const unsure = nodes.filter((node) => undecided(node, "rescale_parent"));
  if (!nodes.some((node) => leftTo(node, "rescale_parent")) && !unsure.length) {
    return { nodes, rescaled: false, empty: false };
  }
  const kept = total(nodes.filter((node) => node.out).map(pointsOf));
  const left = minus(minus(points, droppedOf(nodes)), kept);
  const taking = nodes.filter((node) => !node.out && !unsure.includes(node));
  const known = total(taking.map(pointsOf));
  if (known.n === 0n && !unsure.length) return { nodes, rescaled: false, empty: true };
  const changed = new Map();
  if (!unsure.length) {
    for (const node of taking) changed.set(node, scaled(node, over(left, known)));
  } else {
    const lacking = union(...unsure.map((node) => node.missing));
    const both = [
      ...taking.map((node) => [node, known.n ? known : pointsOf(node)]),
      ...unsure.map((node) => [node, plus(known, pointsOf(node))]),
    ];
    for (const [node, by] of both) {
      changed.set(node, waiting(node, lacking, by.n ? over(left, by) : ZERO));
    }
  }
  return { nodes: nodes.map((node) => changed.get(node) ?? node), rescaled: true, empty: false };
}

function parentAfter(rule, children) {
  if (rule.chooses && children.every((child) => child.state === "open")) {
    const ends = children.map(exactEnds);
    const [low, high] = [ends.map((end) => end[0]).reduce(least), ends.map((end) => end[1]).reduce(most)];
    return between(parentOf(rule, children), [low, high]);
  }
  if (!children.some((child) => child.out || child.dropped.n || child.applies)) {
    return parentOf(rule, children);
  }
  const after = shared(children, rule.points);
  const parent = { ...parentOf(rule, after.nodes), dropped: droppedOf(children) };
  if (after.empty) {
    const refused = { ...parent, state: "refused", exact: null, printed: null };
    const problems = [{ code: "E541", fields: { key: rule.key } }];
    return { ...between(refused, hull(children, rule.points)), problems };
  }
  if (!after.rescaled) return parent;
  if (parent.exact === null) {
    const [low, high] = hull(children, pointsOf(parent));
    return between(parent, [cut(rule, low), cut(rule, high)]);
  }
  const printed = rounded(parent.exact, rule.rounding);
  return { ...parent, printed, low: printed, high: printed };
}

// Ends that hold whichever of the nodes will share the points, and in whatever proportion.
function hull(nodes, points) {
  const rates = walk(nodes)
    .filter((node) => pointsOf(node).n && !node.children.length)
    .map((node) => exactEnds(node).map((end) => over(end, pointsOf(node))));
  return [
    times(points, rates.map((rate) => rate[0]).reduce(least, ZERO)),
    times(points, rates.map((rate) => rate[1]).reduce(most, ONE)),
  ];
}

// Exact and printed ends of the sum of the top level, reckoned over to all the points.
function wholeOf(roots, program) {
  const gone = droppedOf(roots);
  const roundedEnds = (ends) => ends.map((end) => rounded(end, program.rounding));
  let [exact, printed] = [exactSpan(roots), span(roots)];
  if (
    walk(roots).some((node) => undecided(node, "rescale_total")) ||
    roots.some((root) => undecided(root, "rescale_parent"))
  ) {
    exact = hull(roots, program.points);
    return [exact, roundedEnds(exact)];
  }
  if (roots.some((root) => !same(root.factor, ONE))) printed = roundedEnds(exact);
  if (gone.n && !same(gone, program.points)) {
    const share = over(program.points, minus(program.points, gone));
    exact = exact.map((end) => times(end, share));
    printed = roundedEnds(printed.map((end) => times(end, share)));
  }
  return [exact, printed];
}

function nothingLeft(roots, program) {
  const alone = roots.every((root) => root.out || !pointsOf(root).n);
  if (alone && roots.some((root) => leftTo(root, "rescale_parent"))) {
    return [{ code: "E541", fields: { key: program.title } }];
  }
  if (program.points.n && same(droppedOf(roots), program.points)) {
    return [{ code: "E542", fields: {} }];
  }
  return [];
}
