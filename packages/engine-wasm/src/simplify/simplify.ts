import type { Graph } from '../graph/graph.ts';
import { arithmeticIdentities, scalarFactors } from './arithmeticRules.ts';
import { constantConditions, constants, rowArithmetic } from './constantRules.ts';
import { repeatedFunctions, stepOfRelu } from './functionRules.ts';
import {
  bareOperands,
  broadcasts,
  emptyMoves,
  matmulOperands,
  reductions,
  repeatedScalars,
  reshapes,
  transposes,
} from './movementRules.ts';
import { commonSubexpressions, deadCode } from './passes.ts';
import { type Rule, rewrite } from './rewrite.ts';

/** The rules for single nodes. The first one that applies is used. */
export const RULES: readonly Rule[] = [
  constants,
  rowArithmetic,
  constantConditions,
  arithmeticIdentities,
  repeatedFunctions,
  stepOfRelu,
  bareOperands,
  scalarFactors,
  emptyMoves,
  reshapes,
  repeatedScalars,
  broadcasts,
  transposes,
  matmulOperands,
  reductions,
];

/** The passes, repeated until nothing changes. A pass that changes nothing returns the same object. */
export const PASSES: readonly ((graph: Graph) => Graph)[] = [
  (graph) => rewrite(graph, RULES),
  commonSubexpressions,
  deadCode,
];

/** More rounds than any graph needs. */
const MOST_ROUNDS = 1000;

/**
 * Rewrites a graph to one that yields the same values with less work.
 *
 * NaN and infinities are kept. Numbers may differ by rounding, because scalar factors are multiplied with each other first
 * and a division by a scalar becomes a product; the sign of a zero may differ. All inputs stay.
 */
export function simplify(graph: Graph): Graph {
  let current = graph;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = PASSES.reduce((before, pass) => pass(before), current);
    if (next === current) return current;
    current = next;
  }
  throw new Error(`a graph of ${graph.nodes.length} nodes still changes after ${MOST_ROUNDS} rounds of simplification`);
}
