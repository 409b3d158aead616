/** ln 2 split in two: a part with trailing zero bits, whose products with exponents are exact, and the rest. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 1/2!, 1/3!, ... 1/14!. For |r| below 0.35 further terms do not change the result. */
const COEFFICIENTS = Array.from({ length: 13 }, (_, index) => 1 / factorial(index + 2));

/**
 * e to the power of x, accurate to 1 unit in the last place.
 *
 * Unlike `Math.exp`, it returns the same bits on every machine; see `log`.
 *
 * It splits x = k ln 2 + r with |r| at most ln(2) / 2 and returns 2^k times the Taylor series of e^r.
 */
export function exp(x: number): number {
  if (x > 709.79) return Number.POSITIVE_INFINITY;
  if (x < -745.14) return 0;
  const k = Math.round(x / Math.LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  const series = COEFFICIENTS.reduceRight((sum, coefficient) => sum * r + coefficient, 0);
  const power = 1 + (r + (r * r * series + lost * (1 + r)));
  // Two factors, because 2^1024 overflows and results below 2^-1022 must be rounded only once.
  const half = Math.trunc(k / 2);
  return power * powerOfTwo(half) * powerOfTwo(k - half);
}

const view = new DataView(new ArrayBuffer(8));

/** 2^exponent, for exponents from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  view.setUint32(0, (exponent + 1023) << 20);
  return view.getFloat64(0);
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
