/** ln 2 split in two: a part with trailing zero bits, whose products with exponents are exact, and the rest. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 2/3, 2/5, ... 2/23. For squares below 0.0295 further terms do not change the result. */
const COEFFICIENTS = Array.from({ length: 11 }, (_, index) => 2 / (2 * index + 3));

/**
 * The natural logarithm, accurate to 1 unit in the last place.
 *
 * It returns the same bits on every machine: it uses only additions, multiplications and divisions, which are specified
 * exactly. The last bits of `Math.log` depend on the implementation and differ between Node and current browsers.
 *
 * With x = 2^e (1 + f), f from sqrt(1/2) - 1 to sqrt(2) - 1, and s = f / (2 + f): log(1 + f) = 2 atanh(s), written as
 * f - f^2/2 + s (f^2/2 + 2/3 s^2 + 2/5 s^4 + ...), whose first terms are nearly exact (as in FreeBSD's msun).
 */
export function log(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x > 0 ? x : Number.NaN;
  const { exponent, mantissa } = parts(x);
  const f = mantissa - 1;
  const s = f / (2 + f);
  const square = s * s;
  const half = 0.5 * f * f;
  const series = square * COEFFICIENTS.reduceRight((sum, coefficient) => sum * square + coefficient, 0);
  return exponent * LN2_HIGH - (half - (s * (half + series) + exponent * LN2_LOW) - f);
}

const view = new DataView(new ArrayBuffer(8));

/** A positive number as 2^exponent * mantissa, the mantissa from sqrt(1/2) to sqrt(2). */
function parts(x: number): { readonly exponent: number; readonly mantissa: number } {
  const isSubnormal = x < 2.2250738585072014e-308;
  view.setFloat64(0, isSubnormal ? x * 18014398509481984 : x);
  const high = view.getUint32(0);
  view.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  const mantissa = view.getFloat64(0);
  const exponent = (high >>> 20) - (isSubnormal ? 1023 + 54 : 1023);
  return mantissa > Math.SQRT2 ? { exponent: exponent + 1, mantissa: mantissa / 2 } : { exponent, mantissa };
}
