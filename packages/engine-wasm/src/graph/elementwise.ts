import type { BinaryFunction, UnaryFunction } from './graph.ts';

/** The functions of one number, in float64. NaN in gives NaN out, except for `not` and `isNaN`. */
export const UNARY: Readonly<Record<UnaryFunction, (x: number) => number>> = {
  negate: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundHalfToEven,
  truncate: Math.trunc,
  sqrt: Math.sqrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  atan: Math.atan,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))),
  erf,
  relu: (x) => Math.max(x, 0),
  step: (x) => (Number.isNaN(x) ? x : flag(x > 0)),
  not: (x) => flag(x === 0),
  isNaN: (x) => flag(Number.isNaN(x)),
};

/**
 * The functions of two numbers, in float64, with the special cases of JavaScript: `pow` of 1 and NaN is NaN, of NaN and 0
 * it is 1, and NaN differs from every number. For `and` and `or` every number except 0 is true.
 */
export const BINARY: Readonly<Record<BinaryFunction, (left: number, right: number) => number>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
  greater: (left, right) => flag(left > right),
  greaterEqual: (left, right) => flag(left >= right),
  less: (left, right) => flag(left < right),
  lessEqual: (left, right) => flag(left <= right),
  equal: (left, right) => flag(left === right),
  notEqual: (left, right) => flag(left !== right),
  and: (left, right) => flag(left !== 0 && right !== 0),
  or: (left, right) => flag(left !== 0 || right !== 0),
};

function flag(condition: boolean): number {
  return condition ? 1 : 0;
}

function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return rest < 0.5 ? floor : Math.ceil(x);
}

/**
 * The error function, `2 / sqrt(pi)` times the integral of `exp(-t^2)` from 0 to x, with a relative error below 3e-15.
 *
 * Series 7.6.2 of the NIST Digital Library of Mathematical Functions (https://dlmf.nist.gov/7.6). All of its terms have the
 * sign of x, so they do not cancel.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  // The nearest float64 is 1 from here on.
  if (Math.abs(x) >= 6) return Math.sign(x);
  let term = x;
  let sum = 0;
  for (let n = 1; sum + term !== sum; n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
