"use strict";
// Exact numbers: a fraction of two BigInts, reduced, its denominator above zero.

class Fraction {
  constructor(n, d) {
    this.n = n;
    this.d = d;
  }
}

const MOST = 1n << 4096n; // no numerator and no denominator reaches it

function gcd(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

function ratio(n, d) {
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(n, d);
  return common === 1n ? new Fraction(n, d) : new Fraction(n / common, d / common);
}

// A constant of a formula, which comes reduced.
const K = (n, d) => new Fraction(n, d);

const ZERO = K(0n, 1n);
const ONE = K(1n, 1n);

// Plain arithmetic, for what the engine itself reckons; `add`, `sub`, … of formulas are bounded.
const plus = (a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
const minus = (a, b) => ratio(a.n * b.d - b.n * a.d, a.d * b.d);
const times = (a, b) => ratio(a.n * b.n, a.d * b.d);
const over = (a, b) => ratio(a.n * b.d, a.d * b.n);
const negative = (a) => new Fraction(-a.n, a.d);
const absolute = (a) => (a.n < 0n ? negative(a) : a);
const order = (a, b) => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};
const same = (a, b) => a.n === b.n && a.d === b.d;
const least = (a, b) => (order(b, a) < 0 ? b : a);
const most = (a, b) => (order(b, a) > 0 ? b : a);
const total = (numbers) => numbers.reduce(plus, ZERO);
const tooLarge = (a) => a.n >= MOST || a.n <= -MOST || a.d >= MOST;

// The largest whole number not above n/d.
function floorDivided(n, d) {
  const whole = n / d;
  return n % d < 0n ? whole - 1n : whole;
}
const floorOf = (a) => floorDivided(a.n, a.d);
const ceilOf = (a) => -floorDivided(-a.n, a.d);

// "7702405/410687", "-3", as the file writes them.
function fraction(text) {
  const [n, d] = text.split("/");
  return ratio(BigInt(n), BigInt(d ?? "1"));
}
const fractionText = (a) => (a.d === 1n ? `${a.n}` : `${a.n}/${a.d}`);

// The multiple of `step` that stands for the number, as the rule file states it.
function rounded(number, { to, mode }) {
  const above = (number.n < 0n ? -number.n : number.n) * to.d;
  const below = number.d * to.n;
  let whole = above / below;
  const rest = above % below;
  if (mode === "half-up" && 2n * rest >= below) whole += 1n;
  if (mode === "half-even" && (2n * rest > below || (2n * rest === below && whole % 2n))) {
    whole += 1n;
  }
  if (mode === "up" && rest > 0n) whole += 1n;
  return ratio((number.n < 0n ? -whole : whole) * to.n, to.d);
}

// How many digits stand behind the point; null when the decimal does not end.
function decimalsOf(number) {
  let rest = number.d;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) [rest, twos] = [rest / 2n, twos + 1];
  while (rest % 5n === 0n) [rest, fives] = [rest / 5n, fives + 1];
  return rest === 1n ? Math.max(twos, fives) : null;
}

// So many digits after the point, half away from zero.
function withDecimals(number, decimals, thousands = false) {
  const size = absolute(number);
  const power = 10n ** BigInt(decimals);
  const scaled = (size.n * power * 2n + size.d) / (2n * size.d);
  const whole = (scaled / power).toString();
  const sign = number.n < 0n && scaled ? "-" : "";
  const grouped = thousands ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  const behind = decimals ? "." + (scaled % power).toString().padStart(decimals, "0") : "";
  return sign + grouped + behind;
}

// The whole value: a decimal when it ends soon, else a reduced fraction.
function exactText(number) {
  const decimals = decimalsOf(number);
  return decimals !== null && decimals <= 12
    ? withDecimals(number, decimals)
    : fractionText(number);
}

// A printed score, with the digits of its rounding.
function printedText(score, rounding) {
  const decimals = decimalsOf(rounding.to);
  return decimals === null ? exactText(score) : withDecimals(score, decimals);
}

// A value as people read it: `unit` is { factor, percent, word }, `show` { decimals, percent }.
function figure(value, unit, show, atLeast = 0) {
  const percent = show ? show.percent : unit.percent;
  const factor = percent ? K(1n, 100n) : unit.factor;
  const number = over(value, factor);
  let decimals;
  if (show) {
    decimals = show.decimals;
  } else {
    const needed = decimalsOf(number);
    const short = needed !== null && needed <= 6;
    decimals = short ? Math.max(needed, atLeast) : percent ? 2 : 4;
  }
  const exact = (number.d === 1n) || (10n ** BigInt(decimals)) % number.d === 0n;
  const text = withDecimals(number, decimals, true).replace("-", "−");
  const word = percent ? (unit.word === "百分点" ? "百分点" : "%") : unit.word;
  const told = text + (word === "%" ? "%" : word ? ` ${word}` : "");
  return { text: told, exact, toString: () => (exact ? told : `≈${told}`) };
}

// A number as a person writes it, in digits, exactly; null when it is none. As the engine reads
// facts: full-width digits, thousands separators, an exponent; a unit may follow.
const NARROW = { "．": ".", "，": ",", "％": "%", "－": "-", "＋": "+", "−": "-" };
function asWritten(text) {
  const plain = text
    .trim()
    .replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[．，％－＋−]/g, (c) => NARROW[c])
    .replace(/[\u3000\u00a0]/g, " ");
  const found =
    /^([-+]?)(\d[\d,]*|(?=\.\d))(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?\s*([^\d\s.,+-].*)?$/s.exec(plain);
  if (!found || plain.length > 100) return null;
  const [, sign, whole, behind = "", exponent = "0", word = ""] = found;
  if (whole.includes(",") && !/^\d{1,3}(,\d{3})+$/.test(whole)) return null;
  const digits = whole.replaceAll(",", "") + behind;
  const power = Number(exponent) - behind.length;
  if (digits.length > 28 || Math.abs(Number(exponent)) > 20) return null;
  const size = BigInt(sign + digits);
  const number = power < 0 ? ratio(size, 10n ** BigInt(-power)) : K(size * 10n ** BigInt(power), 1n);
  return { number, decimals: Math.max(0, -power), word };
}

// Days are whole numbers, counted as in the Gregorian calendar; 0 is 1970-01-01.
function dayNumber(text) {
  const [year, month, day] = text.split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}
function dayParts(number) {
  const date = new Date(number * 86_400_000);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}
function dayText(number) {
  const [year, month, day] = dayParts(number);
  const two = (part) => String(part).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}
