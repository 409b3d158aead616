import { at } from '@sparsweep/core/plugin';
import { type Dim, lengthAt } from '../../src/graph/dim.ts';
import { BINARY, UNARY } from '../../src/graph/elementwise.ts';
import { argument, eachIndex, largest, reduce } from '../../src/graph/referenceOperations.ts';
import type { Body, Kernel, KernelProgram, Step, View } from '../../src/schedule/kernel.ts';

/**
 * The order in which a kernel handles its elements. All three must yield the same, even where a kernel reads what it stores,
 * as when a state is updated in place.
 */
export type ElementOrder = 'forward' | 'backward' | 'allAtOnce';

/** A program and its memory. */
interface Machine {
  readonly program: KernelProgram;
  readonly memory: Float32Array;
  readonly rows: number;
}

type Store = (place: number, value: number) => void;

/**
 * Runs a procedure on `rows` rows as `kernel.ts` describes it, in plain loops: arithmetic in float64, memory in float32.
 *
 * @param memory all of the program's memory, by address: element 0 is at address 0.
 * @throws Error when a kernel stores outside of the program's memory.
 */
export function runKernels(
  program: KernelProgram,
  name: string,
  memory: Float32Array,
  rows: number,
  order: ElementOrder = 'forward',
): void {
  const procedure = program.procedures.find((candidate) => candidate.name === name);
  if (procedure === undefined) throw new Error(`the program has no procedure ${name}`);
  if (rows > procedure.capacity) throw new Error(`${name} takes ${procedure.capacity} rows, not ${rows}`);
  for (const kernel of procedure.kernels) runKernel({ program, memory, rows }, kernel, order);
}

function runKernel(machine: Machine, kernel: Kernel, order: ElementOrder): void {
  const { program, memory } = machine;
  const kept: (readonly [place: number, value: number])[] = [];
  const store: Store = (place, value) => {
    if (!(place > 0 && place < program.bytes / 4)) throw new Error(`a ${kernel.kind} stores number ${place}`);
    if (order === 'allAtOnce') kept.push([place, value]);
    else memory[place] = value;
  };
  const elements = [...elementsOf(machine, kernel)];
  for (const compute of order === 'backward' ? elements.reverse() : elements) compute(store);
  for (const [place, value] of kept) memory[place] = value;
}

/** What computes and stores each element of a kernel. */
function elementsOf(machine: Machine, kernel: Kernel): Iterable<(store: Store) => void> {
  const length = (dim: Dim) => lengthAt(dim, machine.rows);
  const over = (dims: readonly Dim[], compute: (index: readonly number[], store: Store) => void) =>
    eachIndex(dims.map(length)).map((index) => (store: Store) => compute(index, store));
  const load = (view: View, index: readonly number[]) => at(machine.memory, placeOf(machine, view, index));
  const along = (count: Dim, value: (i: number) => number) => ({
    lengths: [length(count)],
    data: Float64Array.from({ length: length(count) }, (_, i) => value(i)),
  });
  switch (kernel.kind) {
    case 'map':
      return over(kernel.extent, (index, store) => runBody(machine, kernel.body, index, store));
    case 'reduce':
      return over([kernel.outer, kernel.inner], ([outer = 0, inner = 0], store) => {
        const terms = along(kernel.length, (i) => at(valuesOf(machine, kernel.steps, [outer, i, inner]), kernel.term));
        const [result] = reduce(kernel.function, [0], terms, []);
        runBody(machine, kernel.epilogue, [outer, inner], store, result);
      });
    case 'matmul':
      return over([kernel.rows, kernel.columns], ([row = 0, column = 0], store) => {
        const factors = (i: number) => load(kernel.left, [row, i]) * load(kernel.right, [i, column]);
        const [result] = reduce('sum', [0], along(kernel.depth, factors), []);
        runBody(machine, kernel.epilogue, [row, column], store, result);
      });
    case 'argument':
      return over([kernel.outer, kernel.inner], ([outer = 0, inner = 0], store) => {
        const values = along(kernel.length, (i) => load(kernel.input, [outer, i, inner]));
        const [position] = argument(kernel.function, 0, values, []);
        store(placeOf(machine, kernel.output, [outer, inner]), position ?? Number.NaN);
      });
    case 'largest':
      return over([kernel.outer], ([row = 0], store) => {
        const keys = placeOf(machine, { buffer: kernel.scratch, offset: 0, strides: [1] }, [0]);
        // What lies there must be of no use to any kernel after this one.
        for (let i = 0; i < Math.ceil(length(kernel.width) / 4) * 4; i++) store(keys + i, Number.NaN);
        const values = along(kernel.width, (i) => load(kernel.input, [row, i]));
        largest(values, load(kernel.count, [])).forEach((mark, i) => {
          store(placeOf(machine, kernel.output, [row, i]), mark);
        });
      });
  }
}

function runBody(
  machine: Machine,
  { steps, stores }: Body,
  index: readonly number[],
  store: Store,
  result?: number,
): void {
  const values = valuesOf(machine, steps, index, result);
  for (const { view, step } of stores) store(placeOf(machine, view, index), at(values, step));
}

function valuesOf(
  machine: Machine,
  steps: readonly Step[],
  index: readonly number[],
  result?: number,
): readonly number[] {
  const values: number[] = [];
  for (const step of steps) values.push(stepValue(machine, step, index, (operand) => at(values, operand), result));
  return values;
}

function stepValue(
  machine: Machine,
  step: Step,
  index: readonly number[],
  value: (operand: number) => number,
  result: number | undefined,
): number {
  switch (step.kind) {
    case 'load':
      return at(machine.memory, placeOf(machine, step.view, index));
    case 'number':
      return step.value;
    case 'rows':
      return step.factor * machine.rows ** step.power;
    case 'position':
      return at(index, step.axis);
    case 'result':
      if (result === undefined) throw new Error('only an epilogue has a result');
      return result;
    case 'unary':
      return UNARY[step.function](value(step.operand));
    case 'binary':
      return BINARY[step.function](value(step.left), value(step.right));
    case 'select':
      return value(value(step.condition) === 0 ? step.no : step.yes);
  }
}

/** The position in memory of an element of a view. */
function placeOf({ program, rows }: Machine, view: View, index: readonly number[]): number {
  if (view.strides.length !== index.length) throw new Error(`[${index}] is no element of a view of other axes`);
  const start = at(program.buffers, view.buffer).address / 4 + lengthAt(view.offset, rows);
  return index.reduce((place, i, axis) => place + i * lengthAt(at(view.strides, axis), rows), start);
}
