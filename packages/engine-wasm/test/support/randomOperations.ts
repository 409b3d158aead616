import { at } from '@sparsweep/core/plugin';
import { add, type Dim, multiply, ROWS, type Shape, sameDim, sameShape, sizeOf } from '../../src/graph/dim.ts';
import {
  BINARY_FUNCTIONS,
  type Node,
  type Operation,
  REDUCE_FUNCTIONS,
  UNARY_FUNCTIONS,
} from '../../src/graph/graph.ts';
import { broadcastShape } from '../../src/graph/inferType.ts';

/** What an operation is drawn from: the nodes so far, lengths to choose from, and numbers that make the choices. */
export interface Draw {
  readonly nodes: readonly Node[];
  readonly lengths: readonly Dim[];
  readonly choices: readonly number[];
}

/** Numbers that constants are made of: exact in float32, most of them neutral to something. */
const NUMBERS = [0, 1, -1, 2, 0.5, -0.25, 3, 1.5, -0];

/** An operation that takes what is there, or nothing where the choices lead to none. */
export function randomOperation(draw: Draw): Operation | undefined {
  const [kind = 0, ...choices] = draw.choices;
  return choose(MAKERS, kind)({ ...draw, choices });
}

type Maker = (draw: Draw) => Operation | undefined;

const binary: Maker = ({ nodes, choices: [name = 0, left = 0, right = 0] }) => {
  const a = recent(nodes, left);
  const b = choose(nodes.filter((node) => broadcasts([a.shape, node.shape])).reverse(), right);
  const inputs = name % 2 === 0 ? ([a.id, b.id] as const) : ([b.id, a.id] as const);
  return { op: 'binary', function: choose(BINARY_FUNCTIONS, name), inputs };
};

/** A product or quotient with a scalar, of which training steps are full. */
const scale: Maker = ({ nodes, choices: [name = 0, x = 0, scalar = 0] }) => {
  const scalars = nodes.filter(({ shape }) => sizeOf(shape) === 1);
  if (scalars.length === 0) return undefined;
  const inputs = [recent(nodes, x).id, choose(scalars, scalar).id] as const;
  return { op: 'binary', function: choose(['multiply', 'divide'] as const, name), inputs };
};

const unary: Maker = ({ nodes, choices: [name = 0, x = 0] }) => ({
  op: 'unary',
  function: choose(UNARY_FUNCTIONS, name),
  inputs: [recent(nodes, x).id],
});

const select: Maker = ({ nodes, choices: [condition = 0, yes = 0, no = 0] }) => {
  const a = recent(nodes, condition);
  const b = choose(
    nodes.filter((node) => broadcasts([a.shape, node.shape])),
    yes,
  );
  const c = choose(
    nodes.filter((node) => broadcasts([a.shape, b.shape, node.shape])),
    no,
  );
  return { op: 'select', inputs: [a.id, b.id, c.id] };
};

const reduce: Maker = ({ nodes, choices: [name = 0, x = 0, which = 0] }) => {
  const input = recent(nodes, x);
  const all = input.shape.map((_, axis) => axis);
  const some = all.filter((axis) => (which >> axis) % 2 === 1);
  return {
    op: 'reduce',
    function: choose(REDUCE_FUNCTIONS, name % 3 === 0 ? name : 0),
    axes: some.length === 0 ? all : some,
    inputs: [input.id],
  };
};

const argument: Maker = ({ nodes, choices: [name = 0, x = 0, axis = 0] }) => {
  const input = recent(nodes, x);
  if (input.shape.length === 0) return undefined;
  return {
    op: 'argument',
    function: choose(['max', 'min'] as const, name),
    axis: axis % input.shape.length,
    inputs: [input.id],
  };
};

const matmul: Maker = ({ nodes, choices: [flags = 0, left = 0, right = 0] }) => {
  const matrices = nodes.filter(({ shape }) => shape.length === 2);
  if (matrices.length === 0) return undefined;
  const [transposeLeft, transposeRight] = [flags % 2 === 1, (flags >> 1) % 2 === 1];
  const a = recent(matrices, left);
  const depth = at(a.shape, transposeLeft ? 0 : 1);
  const partners = matrices.filter(({ shape }) => sameDim(at(shape, transposeRight ? 1 : 0), depth));
  if (partners.length === 0) return undefined;
  return { op: 'matmul', transposeLeft, transposeRight, inputs: [a.id, recent(partners, right).id] };
};

const reshape: Maker = ({ nodes, choices: [way = 0, x = 0, axis = 0] }) => {
  const { id, shape } = recent(nodes, x);
  const place = axis % (shape.length + 1);
  const merged = shape.length < 2 ? shape : mergeAxes(shape, axis % (shape.length - 1));
  const ways: readonly Shape[] = [
    shape.toSpliced(place, 0, 1),
    shape.filter((length) => length !== 1),
    merged,
    [sizeOf(shape)],
    shape.toReversed(),
    shape,
  ];
  return { op: 'reshape', inputs: [id], shape: choose(ways, way) };
};

const transpose: Maker = ({ nodes, choices: [x = 0, first = 0, second = 0] }) => {
  const { id, shape } = recent(nodes, x);
  const axes = shape.map((_, axis) => axis);
  const [moved = 0] = axes.splice(first % Math.max(axes.length, 1), 1);
  axes.splice(second % (axes.length + 1), 0, ...(shape.length === 0 ? [] : [moved]));
  return { op: 'transpose', permutation: axes, inputs: [id] };
};

const broadcast: Maker = ({ nodes, lengths, choices: [x = 0, way = 0, other = 0] }) => {
  const { id, shape } = recent(nodes, x);
  const longer = [choose(lengths, other), ...shape.map((length) => (length === 1 ? choose(lengths, way) : length))];
  const shapes = nodes.map((node) => node.shape).filter((to) => broadcasts([shape, to], to));
  return { op: 'broadcast', inputs: [id], shape: way % 3 === 0 ? longer : choose(shapes, other) };
};

const slice: Maker = ({ nodes, choices: [x = 0, from = 0, cut = 0] }) => {
  const { id, shape } = recent(nodes, x);
  const begin = shape.map((length, axis) => (typeof length === 'number' ? (from >> axis) % length : 0));
  const block = shape.map((length, axis) => {
    if (typeof length !== 'number') return (cut >> axis) % 3 === 0 ? 1 : length;
    const rest = length - at(begin, axis);
    return rest - ((cut >> axis) % rest);
  });
  return { op: 'slice', begin, inputs: [id], shape: block };
};

const pad: Maker = ({ nodes, choices: [x = 0, amounts = 0, number = 0] }) => {
  const { id, shape } = recent(nodes, x);
  const before = shape.map((length, axis): Dim => {
    const amount = (amounts >> axis) % 3;
    return typeof length === 'number' ? amount : multiply(length, amount % 2);
  });
  const after = (amounts >> 3) % 2;
  const padded = shape.map((length, axis) => {
    const begun = add(length, at(before, axis)) ?? length;
    return typeof begun === 'number' ? begun + after : begun;
  });
  return { op: 'pad', before, value: choose(NUMBERS, number), inputs: [id], shape: padded };
};

const concat: Maker = ({ nodes, choices: [x = 0, along = 0, other = 0] }) => {
  const first = recent(nodes, x);
  if (first.shape.length === 0) return undefined;
  const axis = along % first.shape.length;
  const partners = nodes.flatMap(({ id, shape }) => {
    const fits = shape.length === first.shape.length && sameShape(shape.with(axis, 1), first.shape.with(axis, 1));
    const length = fits ? add(at(first.shape, axis), at(shape, axis)) : undefined;
    return length === undefined ? [] : [{ id, length }];
  });
  const { id, length } = choose(partners, other);
  return { op: 'concat', axis, inputs: [first.id, id], shape: first.shape.with(axis, length) };
};

const largest: Maker = ({ nodes, choices: [x = 0, count = 0] }) => {
  const input = recent(nodes, x);
  const scalars = nodes.filter(({ shape }) => shape.length === 0);
  if (input.shape.length === 0 || scalars.length === 0) return undefined;
  return { op: 'largest', inputs: [input.id, choose(scalars, count).id] };
};

const constant: Maker = ({ lengths, choices: [way = 0, number = 0, length = 0] }) => {
  const uniform = [choose(NUMBERS, number)];
  const size = choose(lengths, length);
  if (way % 3 === 0) return { op: 'constant', inputs: [], values: uniform, shape: [] };
  if (way % 3 === 1 || typeof size !== 'number') {
    return { op: 'constant', inputs: [], values: uniform, shape: [choose(lengths, number), size] };
  }
  const values = Array.from({ length: size }, (_, i) => choose(NUMBERS, number + i * (1 + (way % 4))));
  return { op: 'constant', inputs: [], values, shape: [size] };
};

const rows: Maker = ({ choices: [factor = 0, power = 0] }) => ({
  op: 'rows',
  inputs: [],
  factor: choose([1, 2, 0.5, 3], factor),
  power: choose([1, -1, 2], power),
});

const positions: Maker = ({ lengths, choices: [length = 0] }) => ({
  op: 'positions',
  inputs: [],
  length: choose(lengths, length),
});

/** An operation with a constant, which may be its neutral element. */
const withConstant: Maker = (draw) => {
  const {
    nodes,
    choices: [name = 0, x = 0, which = 0],
  } = draw;
  const scalars = nodes.filter(({ op, shape }) => op === 'constant' && shape.length === 0);
  if (scalars.length < 3) return { op: 'constant', inputs: [], values: [choose(NUMBERS, which)], shape: [] };
  const [a, b] = [recent(nodes, x).id, choose(scalars, which).id];
  const functions = ['multiply', 'multiply', 'add', 'divide', 'max', 'subtract', 'pow', 'min', 'notEqual'] as const;
  return { op: 'binary', function: choose(functions, name), inputs: name % 3 === 0 ? [b, a] : [a, b] };
};

/** Applies the operation of one of the last nodes to it again. A transpose is varied, as two may cancel. */
const again: Maker = ({ nodes, choices: [back = 0, turn = 0] }) => {
  const same = nodes.filter(({ op }) => op === 'unary' || op === 'transpose');
  if (same.length === 0) return undefined;
  const node = recent(same, back);
  if (node.op === 'unary') return { ...node, inputs: [node.id] };
  const axes = node.shape.map((_, axis) => (axis + turn) % node.shape.length);
  return { op: 'transpose', permutation: turn % 4 === 0 ? axes.toReversed() : axes, inputs: [node.id] };
};

/** A relu, or another function of the input of a relu, as in its derivative. */
const beside: Maker = ({ nodes, choices: [which = 0, name = 0] }) => {
  const relus = nodes.filter((node) => node.op === 'unary' && node.function === 'relu');
  const [input] = relus.length === 0 ? [] : choose(relus, which).inputs;
  if (input === undefined) return { op: 'unary', function: 'relu', inputs: [recent(nodes, which).id] };
  return { op: 'unary', function: choose(['step', 'step', 'sign', 'abs'] as const, name), inputs: [input] };
};

const MAKERS: readonly Maker[] = [
  ...[binary, scale, unary, select, reduce, argument, matmul, reshape, transpose, broadcast],
  ...[slice, pad, concat, largest, constant, rows, positions],
  // Most of a training step consists of these.
  ...[binary, binary, scale, unary, unary, reduce, matmul, matmul, again, beside],
  ...[withConstant, withConstant, withConstant, again],
];

function mergeAxes(shape: Shape, axis: number): Shape {
  return shape.toSpliced(axis, 2, multiply(at(shape, axis), at(shape, axis + 1)));
}

/** Whether shapes broadcast to a common shape; if one is given, to that one. */
function broadcasts(shapes: readonly Shape[], wanted?: Shape): boolean {
  try {
    const common = broadcastShape(shapes);
    return wanted === undefined || sameShape(common, wanted);
  } catch {
    return false;
  }
}

/** One of the last few, so that operations build on each other. */
function recent(nodes: readonly Node[], choice: number): Node {
  return at(nodes, nodes.length - 1 - (choice % Math.min(nodes.length, 6)));
}

function choose<Element>(values: readonly Element[], choice: number): Element {
  return at(values, choice % values.length);
}

/** Lengths of axes that tensors of a graph share: two fixed ones, 1, and the number of rows. */
export function lengthsOf(first: number, second: number): readonly Dim[] {
  return [first, ROWS, second, 1];
}
