import { at } from '@sparsweep/core/plugin';
import fc from 'fast-check';
import { type Dim, lengthAt, sizeOf } from '../../src/graph/dim.ts';
import type { Graph, Node, Operation } from '../../src/graph/graph.ts';
import { GraphBuilder } from '../../src/graph/graphBuilder.ts';
import { type InferredType, inferType } from '../../src/graph/inferType.ts';
import { lengthsOf, randomOperation } from './randomOperations.ts';
import { type Sample, wellConditioned } from './wellConditioned.ts';

/** A graph and a batch for it. */
export interface RandomGraph {
  readonly graph: Graph;
  /** The elements of each input, by name. */
  readonly inputs: Record<string, Float32Array>;
  readonly rows: number;
}

/** Options of random graphs. */
export interface RandomGraphOptions {
  /** Whether inputs and outputs may have NaN and infinities; false where absent. */
  readonly nonFinite?: boolean;
  /** The most operations to try, of which about half fit; 40 where absent. */
  readonly mostOperations?: number;
}

/** The most elements of a tensor. */
const MOST_ELEMENTS = 700;

/** Shapes of inputs, as positions in the list of lengths. */
const INPUT_SHAPES = [
  [1, 0],
  [0, 2],
  [2],
  [],
  [1, 2],
  [0],
  [1],
  [3, 2],
  [1, 3],
  [2, 1, 0],
  [0, 0],
  [0, 1, 2],
  [2, 0, 3],
];

/**
 * Graphs of all operations, with lengths from 1 to 9 and lengths that grow with the rows, and inputs for 1 to 9 rows.
 *
 * They are well conditioned for their inputs: values stay below 1e4, and computing in float32 or in another order changes
 * them by about 1e-6 of their magnitude, so that any other computation of the graph can be compared with the interpreter.
 * Every node that no other uses is an output, and so are a few others. Failures shrink.
 */
export function randomGraph(options: RandomGraphOptions = {}): fc.Arbitrary<RandomGraph> {
  const finite = fc.integer({ min: -64, max: 64 }).map((value) => value / 16);
  const nonFinite = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const element = options.nonFinite === true ? fc.oneof({ weight: 3, arbitrary: finite }, nonFinite) : finite;
  const choice = fc.nat({ max: 2 ** 16 });
  return fc
    .record({
      rows: fc.integer({ min: 1, max: 9 }),
      lengths: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
      inputs: fc.array(fc.tuple(choice, choice), { minLength: 2, maxLength: 6 }),
      elements: fc.array(element, { minLength: 1, maxLength: 40 }),
      operations: fc.array(fc.tuple(choice, choice, choice, choice), {
        maxLength: options.mostOperations ?? 40,
        size: 'max',
      }),
      outputs: fc.array(choice, { maxLength: 3 }),
    })
    .map((recipe) => make(recipe, options.nonFinite === true));
}

interface Recipe {
  readonly rows: number;
  readonly lengths: readonly [number, number];
  readonly inputs: readonly (readonly [number, number])[];
  readonly elements: readonly number[];
  readonly operations: readonly (readonly number[])[];
  readonly outputs: readonly number[];
}

/** What the values of a graph depend on besides its inputs. */
interface Batch {
  readonly rows: number;
  readonly lengths: readonly Dim[];
  readonly nonFinite: boolean;
}

function make(recipe: Recipe, nonFinite: boolean): RandomGraph {
  const { rows } = recipe;
  const batch: Batch = { rows, lengths: lengthsOf(...recipe.lengths), nonFinite };
  const builder = new GraphBuilder();
  const samples: Sample[] = [];
  const inputs: Record<string, Float32Array> = {};
  for (const [i, [shapeChoice, kind]] of recipe.inputs.entries()) {
    const name = `input.${i}`;
    const shape = at(INPUT_SHAPES, shapeChoice % INPUT_SHAPES.length).map((place) => at(batch.lengths, place));
    const values = inputValues(lengthAt(sizeOf(shape), rows), i, kind, recipe.elements);
    inputs[name] = values;
    const exact = Float64Array.from(values);
    const node = builder.add({ op: 'input', inputs: [], name, shape });
    samples.push({ node, exact, rounded: exact, isCertain: true });
  }
  for (const choices of recipe.operations) {
    const sample = tryOperation(batch, samples, choices);
    if (sample !== undefined) samples.push({ ...sample, node: builder.add(sample.node) });
  }
  return { graph: builder.build(outputsOf(builder.nodes, recipe.outputs)), inputs, rows };
}

/** Integers, sixteenths, or numbers that use all bits of a float32. */
function inputValues(size: number, position: number, kind: number, elements: readonly number[]): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => {
    const value = at(elements, (i + 3 * position) % elements.length);
    if (kind % 3 === 0) return Math.trunc(value);
    return kind % 3 === 1 ? value : value * (0.61 + 0.01 * (i % 37)) + 0.0371 * position;
  });
}

/** The operation that the choices describe, if its shapes fit and it is well conditioned. */
function tryOperation(batch: Batch, samples: readonly Sample[], choices: readonly number[]): Sample | undefined {
  const operation = randomOperation({ nodes: samples.map(({ node }) => node), lengths: batch.lengths, choices });
  if (operation === undefined) return undefined;
  const inputs = operation.inputs.map((id) => at(samples, id));
  const type = typeOf(
    operation,
    inputs.map(({ node }) => node),
  );
  if (type === undefined || lengthAt(sizeOf(type.shape), batch.rows) > MOST_ELEMENTS) return undefined;
  return wellConditioned({ ...operation, ...type, id: samples.length }, inputs, batch.rows, batch.nonFinite);
}

function typeOf(operation: Operation, inputs: readonly Node[]): InferredType | undefined {
  try {
    return inferType(operation, inputs);
  } catch {
    return undefined;
  }
}

/** The nodes that no other uses, and some more. */
function outputsOf(nodes: readonly Node[], choices: readonly number[]): Record<string, number> {
  const taken = new Set(nodes.flatMap(({ inputs }) => inputs));
  const ends = nodes.filter(({ id, op }) => !taken.has(id) && op !== 'input').map(({ id }) => id);
  const others = choices.map((choice) => choice % nodes.length);
  return Object.fromEntries([...ends, ...others].map((id, i) => [`output.${i}`, id]));
}
