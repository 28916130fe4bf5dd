"use strict";
// Points lost, each with its node and cause, as the engine finds them; they add up exactly from all
// points to the printed total.

function lossesOf(program, result) {
  const found = [];
  const lose = (cause, key, points) => {
    if (points.n) found.push({ cause, key, points });
  };
  for (const key of program.untied) {
    const parts = key ? program.rules[key].children : program.roots;
    const points = key ? program.rules[key].points : program.points;
    lose("untied", key, minus(points, total(parts.map((part) => program.rules[part].points))));
  }
  for (const node of walk(result.roots)) {
    for (const [cause, before, after] of lossStages(program, node)) {
      lose(cause, node.rule.key, minus(before, after));
    }
  }
  lostToOthers(program, result.roots, lose);
  for (const [kind, sign, extras] of [["bonus", -1, result.bonuses], ["penalty", 1, result.penalties]]) {
    const signed = (points) => (sign < 0 ? negative(points) : points);
    for (const { rule, exact, printed } of extras) {
      lose(kind, rule.key, signed(exact));
      lose("rounding", rule.key, signed(minus(printed, exact)));
    }
  }
  const [added, limited_, before, after] = [
    result.added, result.limited, result.before, result.total,
  ].map((sum) => sum.printed[0]);
  lose("floor", "", minus(added, limited_));
  lose("rounding", "", minus(limited_, before));
  lose("veto", "veto:", minus(before, after));
  return found;
}

// Cause, points before, points after; each stage begins where the last one ended.
function lossStages(program, node) {
  const { exact, printed } = node;
  if (node.out) {
    return [["not_applicable", pointsOf(node), exact], ["rounding", exact, printed]];
  }
  if (node.children.length) return stagesOfParent(node);
  const value = times(node.outcome.value, node.factor);
  const cause = program.causes[node.rule.key];
  return [[cause, pointsOf(node), value], ["floor", value, exact], ["rounding", exact, printed]];
}

function stagesOfParent({ rule, children, exact, printed, ...node }) {
  const shares = total(children.map(pointsOf));
  const untied = rule.shares ? [["untied", pointsOf({ rule, ...node }), shares]] : [];
  const added = span(children)[0];
  if (children.every((child) => same(child.factor, ONE) || child.out)) {
    return [...untied, ["floor", added, printed]];
  }
  const sum = total(children.map((child) => child.exact));
  return [...untied, ["floor", sum, exact], ["rounding", plus(minus(added, sum), exact), printed]];
}

// What reckoning over to all the points gives, or takes when points were lost elsewhere.
function lostToOthers(program, roots, lose) {
  const gone = droppedOf(roots);
  const added = span(roots)[0];
  const counted = wholeOf(roots, program)[1][0];
  const before = roots.some((root) => !same(root.factor, ONE))
    ? rounded(total(roots.map((root) => root.exact)), program.rounding)
    : added;
  const after = gone.n
    ? over(times(before, program.points), minus(program.points, gone))
    : before;
  lose("not_applicable", "", minus(gone, minus(after, before)));
  lose("rounding", "", minus(minus(added, before), minus(counted, after)));
}

// ── in the page ──

const MOST_STEPS = 12; // so many losses are shown one by one; what is smaller, as one sum

const addUp = (losses, result) =>
  same(minus(program.points, total(losses.map((loss) => loss.points))), result.printed);

// Whether the page finds the losses that the engine found in the exported values.
function findsTheLosses() {
  if (original.printed === null) return false;
  const told = ({ cause, key, points }) => [cause, cause === "veto" ? "" : key, points];
  return plain(lossesOf(program, original).map(told)) === plain(program.expected.losses);
}

// The losses of a trial; null where there is no total, or the page does not find the engine's.
function triedLosses(result) {
  program.findsLosses ??= findsTheLosses();
  if (!program.findsLosses || result.printed === null) return null;
  const losses = lossesOf(program, result);
  return addUp(losses, result) ? losses : null;
}

function movesOf(losses) {
  const lost = new Map();
  for (const { cause, key, points } of losses) {
    const move = lost.get(key) ?? { key, causes: new Set(), points: ZERO };
    move.causes.add(program.causeWords[cause]);
    lost.set(key, { ...move, points: plus(move.points, points) });
  }
  const moves = [...lost.values()].filter((move) => move.points.n);
  moves.sort((a, b) => order(absolute(b.points), absolute(a.points)));
  if (moves.length <= MOST_STEPS + 1) return moves;
  const rest = moves.slice(MOST_STEPS);
  return [...moves.slice(0, MOST_STEPS), {
    key: null,
    label: words("others", { count: rest.length }),
    causes: new Set(rest.flatMap((move) => [...move.causes])),
    points: total(rest.map((move) => move.points)),
  }];
}

function showWaterfall(result) {
  const table = document.querySelector(".waterfall");
  if (!table) return;
  const body = table.tBodies[0];
  const put = (element, content) => {
    if (!kept.has(element)) kept.set(element, [...element.childNodes]);
    element.replaceChildren(...(content ?? kept.get(element)));
  };
  const losses = tried.size ? triedLosses(result) : null;
  const section = table.closest("section");
  section.querySelector(".exported").hidden = !tried.size || losses !== null;
  section.classList.toggle("moved-losses", losses !== null);
  const note = section.querySelector(".note");
  const foot = table.tFoot.rows[0];
  const [edgeCell, totalCell] = [foot.cells[2], foot.cells[4]];
  if (losses === null) {
    for (const element of [body, note, edgeCell, totalCell]) put(element, null);
    return;
  }
  const moves = movesOf(losses);
  const ends = [program.points];
  for (const { points } of moves) ends.push(minus(ends.at(-1), points));
  const [low, high] = [ends.reduce(least), ends.reduce(most)];
  const width = minus(high, low);
  const at = (end) => (width.n ? times(over(minus(end, low), width), whole(100)) : ZERO);
  const digits = decimalsOf(program.rounding.to) ?? 0;
  const short = moves.every(({ points }) => (10n ** BigInt(digits)) % points.d === 0n);
  const show = { decimals: short ? digits : digits + 2, percent: false };
  const text = (points) => `${figure(points, program.plainUnit, show)}`;
  const rows = moves.map((move, i) => stepRow(move, ends[i], ends[i + 1], at, text));
  const first = kept.get(body)?.find((row) => row.matches?.(".end")) ?? body.querySelector(".end");
  const full = first.cloneNode(true);
  full.cells[2].replaceChildren(edgeAt(at(program.points)));
  put(body, [full, ...rows]);
  put(edgeCell, [edgeAt(at(ends.at(-1)))]);
  put(totalCell, [made("ins", totalText(result))]);
  const points = figure(program.points, program.plainUnit, null).text;
  put(note, [words("waterfall_note", { points, total: totalText(result) })]);
}

function stepRow({ key, label, causes, points }, before, after, at, text) {
  const row = made("tr");
  const name = made("th", "", { scope: "row" });
  const node = key && nodes.find((each) => each.id.replace(/^\w+\./, "") === key);
  const said = label ?? program.labels[key] ?? words("of_total");
  const id = node ? node.id : key === null ? "" : "total";
  name.append(id ? made("a", said, { href: `#${encodeURIComponent(id)}` }) : said);
  const bar = made("td", "", { class: "rate" });
  const [from, to] = [at(least(before, after)), at(most(before, after))];
  bar.append(drawn([
    { class: "ground", width: "100" },
    { class: points.n > 0n ? "loss" : "gain", x: withDecimals(from, 2), width: withDecimals(minus(to, from), 2) },
  ]));
  row.append(
    name,
    made("td", [...causes].join(words("list")), { class: "small" }),
    bar,
    made("td", text(points), { class: "figure" }),
    made("td", text(after), { class: "figure" }),
  );
  return row;
}

const edgeAt = (at) =>
  drawn([{ class: "edge", x: withDecimals(at, 2), width: "0.8", transform: "translate(-0.4)" }]);

function drawn(bars) {
  const element = (name, attributes) => {
    const made_ = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made_.setAttribute(key, value);
    return made_;
  };
  const svg = element("svg", {
    class: "track", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true",
    focusable: "false",
  });
  svg.append(...bars.map((bar) => element("rect", { ...bar, height: "8" })));
  return svg;
}
