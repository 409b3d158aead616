/** How many of min, min + step, ... are at most max, where max is meant even if binary fractions miss it by a hair. */
export function stepCount(min: number, max: number, step: number): number {
  const nearest = Math.round((max - min) / step);
  return steppedValue(min, step, nearest) <= max ? nearest + 1 : nearest;
}

/**
 * `min + index * step` as it is in decimal fractions: 0.1 + 2 * 0.1 is 0.3 and -0.3 + 3 * 0.1 is 0.
 *
 * Neither sum can have more decimal places than its terms, so what binary arithmetic adds beyond them is cut off.
 */
export function steppedValue(min: number, step: number, index: number): number {
  const places = Math.max(decimalPlaces(min), decimalPlaces(step));
  // `toFixed` knows no more than 100 places, and turns a tiny negative number into -0.
  return Number((min + index * step).toFixed(Math.min(places, 100))) + 0;
}

function decimalPlaces(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [, fraction = ''] = digits.split('.');
  return Math.max(0, fraction.length - Number(exponent));
}
