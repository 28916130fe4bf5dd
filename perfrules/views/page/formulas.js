"use strict";
// What formulas call. A value is a Fraction, true or false, a text, or a day (a whole number).
// One that is not there is Missing or Failed, and is passed on by whatever reads it.

class Missing {
  // `first` is what stopped the reading, `all` everything that must be there for a value.
  constructor(first, all = first) {
    this.first = first;
    this.all = all;
  }
}

class Failed {
  constructor(problems) {
    this.problems = problems;
  }
}

const missing = (...names) => new Missing(new Set(names));
const failed = (code, fields = {}) => new Failed([{ code, fields }]);
const stops = (value) => value instanceof Missing || value instanceof Failed;

// The value of a part that reads all of `values`; undefined when each of them is there.
function stopped(values) {
  const first = values.find(stops);
  if (!(first instanceof Missing)) return first;
  const all = new Set(first.all);
  for (const value of values) {
    if (value instanceof Missing) for (const name of value.all) all.add(name);
  }
  return new Missing(first.first, all);
}

let cited = []; // the texts of formulas that a refusal shows
const within = (value, at) => (tooLarge(value) ? failed("E251", { formula: cited[at] }) : value);

const add = (a, b, at) => stopped([a, b]) ?? within(plus(a, b), at);
const sub = (a, b, at) => stopped([a, b]) ?? within(minus(a, b), at);
const mul = (a, b, at) => stopped([a, b]) ?? within(times(a, b), at);
const div = (a, b, below) =>
  stopped([a, b]) ??
  (b.n === 0n ? failed("E250", { denominator: cited[below] }) : within(over(a, b), below));
const neg = (a) => (stops(a) ? a : negative(a));
const not = (a) => (stops(a) ? a : !a);
const given = (a) => (a instanceof Failed ? a : !(a instanceof Missing));

const compared = (a, b) => (a instanceof Fraction ? order(a, b) : a < b ? -1 : a > b ? 1 : 0);
const lt = (a, b) => compared(a, b) < 0;
const le = (a, b) => compared(a, b) <= 0;
const gt = (a, b) => compared(a, b) > 0;
const ge = (a, b) => compared(a, b) >= 0;
const eq = (a, b) => (a instanceof Fraction ? same(a, b) : a === b);
const ne = (a, b) => !eq(a, b);

function compare(first, ...rest) {
  const operands = [first];
  const signs = [];
  for (let i = 0; i < rest.length; i += 2) {
    signs.push(rest[i]);
    operands.push(rest[i + 1]);
  }
  const early = stopped(operands.slice(0, 2));
  if (early !== undefined) return early;
  for (const [i, holds] of signs.entries()) {
    if (stops(operands[i + 1])) return stopped(operands.slice(1));
    if (!holds(operands[i], operands[i + 1])) return false;
  }
  return true;
}

function and_(...parts) {
  for (const part of parts) {
    const value = part();
    if (stops(value) || !value) return value;
  }
  return true;
}

function or_(...parts) {
  for (const part of parts) {
    const value = part();
    if (stops(value) || value) return value;
  }
  return false;
}

const choose = (condition, then, otherwise) =>
  stops(condition) ? condition : condition ? then() : otherwise();

// ── functions of values ──

const strict =
  (compute) =>
  (at, ...values) =>
    stopped(values) ?? compute(at, ...values);
const counted = (compute) => strict((at, ...values) => within(compute(...values), at));

// To a multiple of a step that is above zero; `whole` rounds a number that is not negative.
const toStep = (whole) =>
  strict((at, x, to) => {
    if (to.n <= 0n) return failed("E252", { step: exactText(to) });
    const size = times(K(whole(over(absolute(x), to)), 1n), to);
    return within(x.n >= 0n ? size : negative(size), at);
  });

const call_min = counted((...values) => values.reduce(least));
const call_max = counted((...values) => values.reduce(most));
const call_abs = counted(absolute);
const call_clamp = counted((x, low, high) => most(low, least(x, high)));
const call_round = toStep((x) => floorOf(plus(x, K(1n, 2n))));
const call_round_up = toStep(ceilOf);
const call_round_down = toStep(floorOf);
const call_floor = counted((x) => K(floorOf(x), 1n));
const call_ceil = counted((x) => K(ceilOf(x), 1n));
const call_steps = strict((at, x, each) =>
  each.n <= 0n
    ? failed("E252", { step: exactText(each) })
    : within(K(floorOf(over(x, each)), 1n), at),
);
const call_interpolate = strict((at, x, ...points) => {
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  for (let i = 1; i < xs.length; i++) if (order(xs[i - 1], xs[i]) >= 0) return failed("E253");
  if (order(x, xs[0]) <= 0) return within(ys[0], at);
  for (let i = 1; i < xs.length; i++) {
    if (order(x, xs[i]) <= 0) {
      const slope = over(minus(ys[i], ys[i - 1]), minus(xs[i], xs[i - 1]));
      return within(plus(ys[i - 1], times(minus(x, xs[i - 1]), slope)), at);
    }
  }
  return within(ys[ys.length - 1], at);
});
const call_days = strict((_, a, b) => K(BigInt(b - a), 1n));
const call_months = strict((_, a, b) => K(fullMonths(a, b), 1n));
const call_one_of = strict((_, x, ...texts) => texts.includes(x));

function fullMonths(start, end) {
  if (end < start) return -fullMonths(end, start);
  const [startYear, startMonth, startDay] = dayParts(start);
  const [year, month, day] = dayParts(end);
  const months = (year - startYear) * 12 + month - startMonth;
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return BigInt(day >= Math.min(startDay, last.getUTCDate()) ? months : months - 1);
}

// ── functions over the rows of a table ──

let tablesByNumber = []; // their names, for what a refusal says

// The value and weight of each row that meets the condition, or why they cannot be told.
function eachRow(table, N, T, each, weight, where) {
  const rows = T[table];
  if (stops(rows)) return rows;
  const found = [];
  const lacking = new Set();
  for (const row of rows) {
    const read = inRow({ ...row }, N, each, weight, where);
    if (read instanceof Failed) return read;
    if (read instanceof Missing) for (const name of read.first) lacking.add(name);
    else if (read) found.push(read);
  }
  return lacking.size ? new Missing(lacking) : found;
}

// Of one row, whose columns come before other names; null when it does not meet the condition.
function inRow(row, names, each, weight, where) {
  const N = Object.setPrototypeOf(row, names);
  const meets = where ? where(N) : true;
  if (stops(meets)) return meets;
  if (!meets) return null;
  const value = each ? each(N) : true;
  if (stops(value)) return value;
  const weighs = weight ? weight(N) : null;
  return stops(weighs) ? weighs : { value, weight: weighs };
}

const folded =
  (name, fold, onNone) =>
  (at, table, N, T, each, weight, where) => {
    const found = eachRow(table, N, T, each, weight, where);
    if (stops(found)) return found;
    if (!found.length && onNone === undefined) {
      return failed("E254", { table: tablesByNumber[table], function: name });
    }
    return found.length ? fold(found, at, table) : onNone;
  };

function summed(values, at) {
  let sum = ZERO;
  for (const value of values) {
    sum = plus(sum, value);
    if (tooLarge(sum)) return failed("E251", { formula: cited[at] });
  }
  return sum;
}

const whole = (count) => K(BigInt(count), 1n);
const yes = (found) => found.filter((row) => row.value).length;
const divided = (sum, by, at) => (stops(sum) ? sum : within(over(sum, by), at));
const values = (found) => found.map((row) => row.value);

const fold_sum = folded("sum", (found, at) => summed(values(found), at), ZERO);
const fold_count = folded("count", (found) => whole(yes(found)), ZERO);
const fold_mean = folded("mean", (found, at) =>
  divided(summed(values(found), at), whole(found.length), at),
);
const fold_share = folded("share", (found) => over(whole(yes(found)), whole(found.length)));
const fold_any = folded("any", (found) => yes(found) > 0);
const fold_all = folded("all", (found) => yes(found) === found.length);
const fold_weighted_mean = folded("weighted_mean", (found, at, table) => {
  const weights = summed(found.map((row) => row.weight), at);
  if (stops(weights)) return weights;
  if (weights.n === 0n) return failed("E256", { table: tablesByNumber[table] });
  return divided(summed(found.map((row) => times(row.value, row.weight)), at), weights, at);
});
const fold_only = (at, table, N, T, each, weight, where) => {
  const found = eachRow(table, N, T, each, weight, where);
  if (stops(found)) return found;
  if (found.length === 1) return found[0].value;
  return failed("E255", { table: tablesByNumber[table], found: `${found.length}` });
};

// ── places of a way of scoring that give no score ──

const nothing_gap = () => failed("E257");
const nothing_open = () => failed("E258");
const nothing_several = () => failed("E259");
const nothing_target = () => failed("E260");
