import type { Shape } from '../graph/dim.ts';
import type { BinaryFunction, DType, Node, Operation, ReduceFunction, UnaryFunction } from '../graph/graph.ts';
import type { GraphBuilder } from '../graph/graphBuilder.ts';

/** Functions that yield integers for integers. */
const WHOLE: ReadonlySet<UnaryFunction | BinaryFunction> = new Set([
  'negate',
  'abs',
  'sign',
  'floor',
  'ceil',
  'round',
  'truncate',
  'relu',
  'step',
  'not',
  'isNaN',
  'add',
  'subtract',
  'multiply',
  'max',
  'min',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
  'equal',
  'notEqual',
  'and',
  'or',
] as const);

/** The operations of a graph, for the rules of kernels. */
export class GraphOps {
  readonly #builder: GraphBuilder;

  constructor(builder: GraphBuilder) {
    this.#builder = builder;
  }

  unary(name: UnaryFunction, x: Node): Node {
    return this.#whole(name, this.#add({ op: 'unary', function: name, inputs: [x.id] }));
  }

  binary(name: BinaryFunction, left: Node, right: Node): Node {
    return this.#whole(name, this.#add({ op: 'binary', function: name, inputs: [left.id, right.id] }));
  }

  /** `yes` where the condition holds, else `no`. */
  select(condition: Node, yes: Node, no: Node): Node {
    return this.#add({ op: 'select', inputs: [condition.id, yes.id, no.id] });
  }

  scalar(value: number, dtype: DType = 'float32'): Node {
    return this.constant([value], [], dtype);
  }

  /** Fixed numbers, stored as one number where all are equal. */
  constant(values: ArrayLike<number>, shape: Shape, dtype: DType): Node {
    const all = Array.from(values);
    const [first = 0] = all;
    const isUniform = all.every((value) => Object.is(value, first));
    return this.#add({ op: 'constant', inputs: [], values: isUniform ? [first] : all, shape }, dtype);
  }

  /** The same numbers as another type, as `tf.cast` converts them. */
  convert(x: Node, dtype: DType): Node {
    if (x.dtype === dtype) return x;
    if (dtype === 'bool') return this.binary('notEqual', x, this.scalar(0));
    const whole = dtype === 'int32' && x.dtype === 'float32' ? this.unary('truncate', x) : x;
    return this.#add({ op: 'reshape', inputs: [whole.id], shape: x.shape }, dtype);
  }

  reduce(name: ReduceFunction, x: Node, axes: readonly number[]): Node {
    return axes.length === 0 ? x : this.#add({ op: 'reduce', function: name, axes, inputs: [x.id] });
  }

  argument(name: 'max' | 'min', x: Node, axis: number): Node {
    return this.#add({ op: 'argument', function: name, axis, inputs: [x.id] });
  }

  matmul(left: Node, right: Node, transposeLeft: boolean, transposeRight: boolean): Node {
    return this.#add({ op: 'matmul', transposeLeft, transposeRight, inputs: [left.id, right.id] });
  }

  reshape(x: Node, shape: Shape): Node {
    return this.#add({ op: 'reshape', inputs: [x.id], shape });
  }

  transpose(x: Node, permutation: readonly number[]): Node {
    return this.#add({ op: 'transpose', permutation, inputs: [x.id] });
  }

  broadcast(x: Node, shape: Shape): Node {
    return this.#add({ op: 'broadcast', inputs: [x.id], shape });
  }

  slice(x: Node, begin: readonly number[], shape: Shape): Node {
    return this.#add({ op: 'slice', begin, inputs: [x.id], shape });
  }

  pad(x: Node, before: readonly number[], value: number, shape: Shape): Node {
    return this.#add({ op: 'pad', before, value, inputs: [x.id], shape });
  }

  concat(parts: readonly Node[], axis: number, shape: Shape): Node {
    return this.#add({ op: 'concat', axis, inputs: parts.map(({ id }) => id), shape });
  }

  /** 0, 1, 2 ... */
  positions(length: number): Node {
    return this.#add({ op: 'positions', inputs: [], length });
  }

  largest(x: Node, count: Node): Node {
    return this.#add({ op: 'largest', inputs: [x.id, count.id] });
  }

  #add(operation: Operation, dtype?: DType): Node {
    return this.#builder.add(operation, dtype);
  }

  /** Truncates integers: TensorFlow.js stores them in an Int32Array, which drops the fraction. */
  #whole(name: UnaryFunction | BinaryFunction, node: Node): Node {
    return node.dtype !== 'int32' || WHOLE.has(name) ? node : this.unary('truncate', node);
  }
}
