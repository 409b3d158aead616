import { at } from '@sparsweep/core/plugin';
import { add, type Dim, multiply, type Shape, sizeOf } from '../graph/dim.ts';
import type { Graph, Node } from '../graph/graph.ts';
import { BodyBuilder } from './bodyBuilder.ts';
import type { DraftBuffers, DraftProcedure } from './draft.ts';
import type { Body, Kernel, Step, View } from './kernel.ts';
import { type AxisGroups, axisGroups, groupedSteps } from './regroup.ts';
import { areContiguous, contiguousStrides, wholeBuffer } from './strides.ts';
import { separateAxes, storedNodes, valueView } from './valueViews.ts';

/** Lowers a graph to kernels, one for each stored node, in the order of the nodes. */
export function lowerGraph(name: string, capacity: number, whole: Graph, buffers: DraftBuffers): DraftProcedure {
  const graph = separateAxes(whole);
  const lowering = new Lowering(graph, buffers);
  for (const node of graph.nodes) lowering.lower(node);
  return {
    name,
    capacity,
    kernels: lowering.kernels,
    inputs: Object.fromEntries(
      graph.nodes.flatMap((node) => (node.op === 'input' ? [[node.name, lowering.bufferOf(node.id)]] : [])),
    ),
    outputs: Object.fromEntries(Object.entries(graph.outputs).map(([output, id]) => [output, lowering.bufferOf(id)])),
  };
}

class Lowering {
  readonly kernels: Kernel[] = [];
  readonly #graph: Graph;
  readonly #buffers: DraftBuffers;
  readonly #stored: ReadonlySet<number>;
  readonly #bufferOf = new Map<number, number>();

  constructor(graph: Graph, buffers: DraftBuffers) {
    this.#graph = graph;
    this.#buffers = buffers;
    this.#stored = storedNodes(graph);
  }

  /** The buffer of a stored node. */
  bufferOf(id: number): number {
    const buffer = this.#bufferOf.get(id);
    if (buffer === undefined) throw new Error(`node ${id} has no buffer`);
    return buffer;
  }

  /** Adds the kernels that compute a stored node. */
  lower(node: Node): void {
    if (!this.#stored.has(node.id)) return;
    this.#bufferOf.set(node.id, this.#newBuffer(node));
    switch (node.op) {
      case 'input':
        return;
      case 'constant':
        if (node.values.length === 1) this.#map(node);
        return;
      case 'reduce':
        this.#reduce(node);
        return;
      case 'argument':
        this.#argument(node);
        return;
      case 'matmul':
        this.#matmul(node);
        return;
      case 'largest':
        this.#largest(node);
        return;
      case 'pad':
        this.#pad(node);
        return;
      case 'concat':
        this.#concat(node);
        return;
      default:
        this.#map(node);
    }
  }

  #newBuffer(node: Node): number {
    const size = sizeOf(node.shape);
    if (node.op === 'constant' && node.values.length !== 1) {
      return this.#buffers.add({ name: 'constant', size, values: node.values, lifetime: 'persistent' });
    }
    if (node.op === 'input') {
      if (typeof size === 'number') return this.#buffers.shared(node.name, size);
      return this.#buffers.add({ name: node.name, size, lifetime: 'call' });
    }
    const output = Object.entries(this.#graph.outputs).find(([, id]) => id === node.id)?.[0];
    if (output === undefined) return this.#temporary(node.op, size);
    const lifetime = typeof size === 'number' ? 'persistent' : 'call';
    return this.#buffers.add({ name: output, size, lifetime });
  }

  #temporary(name: string, size: Dim): number {
    return this.#buffers.add({ name, size, lifetime: 'kernels' });
  }

  /** Computes a node element by element, together with its inputs that are not stored. */
  #map(node: Node): void {
    const view = wholeBuffer(this.bufferOf(node.id), node.shape);
    this.#addMap(node.shape, view, node.id, this.#bodyBuilder(node.shape, node.id));
  }

  /** Stores a node, computed element by element, in a view. */
  #addMap(extent: Shape, view: View, id: number, body = this.#bodyBuilder(extent)): void {
    const step = body.value(id);
    this.kernels.push({ kind: 'map', extent, body: { steps: body.steps, stores: [{ view, step }] } });
  }

  #bodyBuilder(extent: Shape, root?: number): BodyBuilder {
    return new BodyBuilder(this.#graph, this.#stored, this.#bufferOf, extent, root);
  }

  /** A view of a node in memory. A node that is not in memory is stored first. */
  #inMemory(id: number): View {
    const view = valueView(this.#graph, id, (base) => this.#stored.has(base));
    const buffer = view && this.#bufferOf.get(view.base);
    if (view !== undefined && buffer !== undefined) return { buffer, offset: view.offset, strides: view.strides };
    return this.#copied(id);
  }

  /** A view of a node with adjacent elements. */
  #contiguous(id: number): View {
    const view = this.#inMemory(id);
    return areContiguous(view.strides, at(this.#graph.nodes, id).shape) ? view : this.#copied(id);
  }

  #copied(id: number): View {
    const { shape } = at(this.#graph.nodes, id);
    const view = wholeBuffer(this.#temporary('copy', sizeOf(shape)), shape);
    this.#addMap(shape, view, id);
    return view;
  }

  #matmul(node: Node & { op: 'matmul' }): void {
    const [left, right] = node.inputs.map((id) => this.#inMemory(id));
    if (left === undefined || right === undefined) throw new Error('a product has two factors');
    const [rows, columns] = node.shape;
    const depth = at(at(this.#graph.nodes, at(node.inputs, 0)).shape, node.transposeLeft ? 0 : 1);
    this.kernels.push({
      kind: 'matmul',
      rows: rows ?? 1,
      columns: columns ?? 1,
      depth,
      left: node.transposeLeft ? transposedView(left) : left,
      right: node.transposeRight ? transposedView(right) : right,
      epilogue: storeResult(wholeBuffer(this.bufferOf(node.id), node.shape)),
    });
  }

  #reduce(node: Node & { op: 'reduce' }): void {
    const [input] = node.inputs;
    const { shape } = at(this.#graph.nodes, input);
    const [first = 0] = node.axes;
    const isRun = node.axes.every((axis, index) => axis === first + index);
    if (isRun) {
      const body = this.#bodyBuilder(shape);
      const term = body.value(input);
      const steps = groupedSteps(body.steps, shape, first, node.axes.length);
      const groups = axisGroups(shape, first, node.axes.length);
      if (steps !== undefined) this.#addReduce(node, groups, steps, term);
      else
        this.#addReduce(node, groups, [loadOf({ ...this.#contiguous(input), strides: contiguousStrides(groups) })], 0);
      return;
    }
    // Axes that are not adjacent are first moved to the end.
    const kept = shape.flatMap((_, axis) => (node.axes.includes(axis) ? [] : [axis]));
    const order = [...kept, ...node.axes];
    const extent = order.map((axis) => at(shape, axis));
    const { strides, ...view } = this.#inMemory(input);
    const source = { ...view, strides: order.map((axis) => at(strides, axis)) };
    const copy = wholeBuffer(this.#temporary('transposed', sizeOf(shape)), extent);
    this.kernels.push({ kind: 'map', extent, body: { steps: [loadOf(source)], stores: [{ view: copy, step: 0 }] } });
    const groups = axisGroups(extent, kept.length, node.axes.length);
    this.#addReduce(node, groups, [loadOf(wholeBuffer(copy.buffer, groups))], 0);
  }

  #addReduce(
    node: Node & { op: 'reduce' },
    [outer, length, inner]: AxisGroups,
    steps: readonly Step[],
    term: number,
  ): void {
    const target = wholeBuffer(this.bufferOf(node.id), [outer, inner]);
    this.kernels.push({
      kind: 'reduce',
      function: node.function,
      outer,
      length,
      inner,
      steps,
      term,
      epilogue: storeResult(target),
    });
  }

  #argument(node: Node & { op: 'argument' }): void {
    const [input] = node.inputs;
    const groups = axisGroups(at(this.#graph.nodes, input).shape, node.axis, 1);
    const [outer, length, inner] = groups;
    const source = this.#contiguous(input);
    this.kernels.push({
      kind: 'argument',
      function: node.function,
      outer,
      length,
      inner,
      input: { ...source, strides: contiguousStrides(groups) },
      output: wholeBuffer(this.bufferOf(node.id), [outer, inner]),
    });
  }

  #largest(node: Node & { op: 'largest' }): void {
    const [input, count] = node.inputs;
    const width = node.shape.at(-1) ?? 1;
    const outer = sizeOf(node.shape.slice(0, -1));
    const keys =
      typeof width === 'number' ? Math.ceil(width / 4) * 4 : { factor: width.factor + 4, power: width.power };
    this.kernels.push({
      kind: 'largest',
      outer,
      width,
      input: { ...this.#contiguous(input), strides: [width, 1] },
      count: { ...this.#inMemory(count), strides: [] },
      output: wholeBuffer(this.bufferOf(node.id), [outer, width]),
      scratch: this.#temporary('keys', keys),
    });
  }

  #pad(node: Node & { op: 'pad' }): void {
    const [input] = node.inputs;
    const whole = wholeBuffer(this.bufferOf(node.id), node.shape);
    const fill: Body = { steps: [{ kind: 'number', value: node.value }], stores: [{ view: whole, step: 0 }] };
    this.kernels.push({ kind: 'map', extent: node.shape, body: fill });
    this.#addMap(at(this.#graph.nodes, input).shape, blockOf(whole, node.before), input);
  }

  #concat(node: Node & { op: 'concat' }): void {
    const whole = wholeBuffer(this.bufferOf(node.id), node.shape);
    let begin: Dim = 0;
    for (const input of node.inputs) {
      const { shape } = at(this.#graph.nodes, input);
      this.#addMap(
        shape,
        blockOf(
          whole,
          node.shape.map((_, axis) => (axis === node.axis ? begin : 0)),
        ),
        input,
      );
      begin = sum(begin, at(shape, node.axis));
    }
  }
}

function loadOf(view: View): Step {
  return { kind: 'load', view };
}

function storeResult(view: View): Body {
  return { steps: [{ kind: 'result' }], stores: [{ view, step: 0 }] };
}

function transposedView({ strides, ...view }: View): View {
  return { ...view, strides: strides.toReversed() };
}

/** The block of a view that begins at `begin`. */
function blockOf(view: View, begin: readonly Dim[]): View {
  const offset = begin.reduce((total, from, axis) => sum(total, multiply(from, at(view.strides, axis))), view.offset);
  return { ...view, offset };
}

function sum(left: Dim, right: Dim): Dim {
  const total = add(left, right);
  if (total === undefined)
    throw new Error('a kernel cannot have the sum of a length that depends on the rows and one that does not');
  return total;
}
