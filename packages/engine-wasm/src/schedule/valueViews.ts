import { at } from '@sparsweep/core/plugin';
import { add, type Dim, multiply, type Shape, sameDim, sizeOf } from '../graph/dim.ts';
import type { Graph, Node } from '../graph/graph.ts';
import { GraphBuilder, mapInputs } from '../graph/graphBuilder.ts';
import { areContiguous, broadcastStrides, contiguousStrides } from './strides.ts';

/** The elements of a node, as a view of a node that has a buffer. */
interface ValueView {
  /** The node that has the buffer. */
  readonly base: number;
  readonly offset: Dim;
  /** One for each axis of the node. */
  readonly strides: readonly Dim[];
}

/** Whether a node only rearranges the elements of its input. */
function isMovement(node: Node): boolean {
  return node.op === 'reshape' || node.op === 'transpose' || node.op === 'broadcast' || node.op === 'slice';
}

/** The view of a node's elements; undefined where strides cannot express it, as after reshaping a transposed matrix. */
export function valueView(graph: Graph, id: number, hasBuffer: (id: number) => boolean): ValueView | undefined {
  const node = at(graph.nodes, id);
  if (hasBuffer(id) || !isMovement(node)) {
    return { base: id, offset: 0, strides: contiguousStrides(node.shape) };
  }
  const source = at(graph.nodes, at(node.inputs, 0));
  const view = valueView(graph, source.id, hasBuffer);
  return view === undefined ? undefined : moved(node, source.shape, view);
}

function moved(node: Node, shape: Shape, view: ValueView): ValueView | undefined {
  switch (node.op) {
    case 'reshape': {
      const strides = reshapedStrides(view.strides, shape, node.shape);
      return strides === undefined ? undefined : { ...view, strides };
    }
    case 'transpose':
      return { ...view, strides: node.permutation.map((axis) => at(view.strides, axis)) };
    case 'broadcast':
      return { ...view, strides: broadcastStrides(view.strides, shape, node.shape) };
    case 'slice': {
      const offset = offsetOf(node.begin, view);
      return offset === undefined ? undefined : { ...view, offset };
    }
    default:
      return undefined;
  }
}

function offsetOf(begin: readonly Dim[], { offset, strides }: ValueView): Dim | undefined {
  let sum: Dim | undefined = offset;
  for (const [axis, from] of begin.entries()) {
    sum = sum === undefined ? undefined : add(sum, multiply(from, at(strides, axis)));
  }
  return sum;
}

function reshapedStrides(strides: readonly Dim[], from: Shape, to: Shape): readonly Dim[] | undefined {
  if (areContiguous(strides, from)) return contiguousStrides(to);
  // Other layouts can only gain or lose axes of length 1.
  const kept = strides.filter((_, axis) => at(from, axis) !== 1);
  const lengths = from.filter((length) => length !== 1);
  const wanted = to.filter((length) => length !== 1);
  if (JSON.stringify(lengths) !== JSON.stringify(wanted)) return undefined;
  let next = 0;
  return to.map((length) => (length === 1 ? 0 : at(kept, next++)));
}

/** Whether a node is computed element by element. */
function isElementwise({ op }: Node): boolean {
  return op === 'unary' || op === 'binary' || op === 'select';
}

/** Whether a node needs no memory: a constant of one number, or a power of the rows. */
function isNumber(node: Node): boolean {
  return node.op === 'rows' || (node.op === 'constant' && node.values.length === 1);
}

/**
 * The nodes whose elements are stored, by id. The others are computed where they are used.
 *
 * Elementwise computations are stored where a kernel needs them in memory, where several nodes use them, and where their
 * user is larger, so that nothing is computed twice; later, merged kernels drop the stores that no other kernel loads.
 * Movements are stored where strides cannot express the next one.
 */
export function storedNodes({ nodes, outputs }: Graph): ReadonlySet<number> {
  const users = Map.groupBy(
    nodes.flatMap((node) => node.inputs.map((input) => ({ input, node }))),
    ({ input }) => input,
  );
  const isOutput = new Set(Object.values(outputs));
  const stored = new Set<number>();
  for (const node of nodes) {
    if (isMovement(node)) continue;
    const uses = users.get(node.id) ?? [];
    const inlined =
      isNumber(node) || (isElementwise(node) && uses.length === 1 && uses.every((use) => canInline(node, use.node)));
    if (!inlined || isOutput.has(node.id)) stored.add(node.id);
  }
  const graph = { nodes, outputs };
  for (const node of nodes) {
    if (!isMovement(node)) continue;
    // A stored node always has a view.
    const isKnown = valueView(graph, node.id, (id) => stored.has(id)) !== undefined;
    if (!isKnown) stored.add(at(node.inputs, 0));
    if (isOutput.has(node.id)) stored.add(node.id);
  }
  return stored;
}

/** Whether a computation can be part of the kernel of its only user. */
function canInline(node: Node, user: Node): boolean {
  if (user.op === 'reduce') return true;
  return isElementwise(user) && sameDim(sizeOf(node.shape), sizeOf(user.shape));
}

/**
 * Splits every slice and pad that begins inside several axes into one for each axis, where a length depends on the rows: the
 * offset of its first element is then a single length, as a view needs it.
 */
export function separateAxes({ nodes, outputs }: Graph): Graph {
  const builder = new GraphBuilder();
  const replaced: number[] = [];
  for (const node of nodes) {
    const mapped = mapInputs(node, (input) => at(replaced, input));
    replaced.push(
      isMixed(node, nodes[node.inputs[0] ?? -1]?.shape)
        ? addSeparately(builder, mapped)
        : builder.add(mapped, node.dtype).id,
    );
  }
  return builder.build(
    Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, at(replaced, output)])),
  );
}

function isMixed(node: Node, shape: Shape = []): boolean {
  if (node.op !== 'slice' && node.op !== 'pad') return false;
  const begins = (node.op === 'slice' ? node.begin : node.before).filter((begin) => begin !== 0);
  return begins.length > 1 && [...begins, ...node.shape, ...shape].some((length) => typeof length !== 'number');
}

function addSeparately(builder: GraphBuilder, node: Node): number {
  if (node.op !== 'slice' && node.op !== 'pad') throw new Error(`${node.op} begins nowhere`);
  let input = node.inputs[0];
  const begins = node.op === 'slice' ? node.begin : node.before;
  for (const axis of node.shape.keys()) {
    const { shape } = at(builder.nodes, input);
    const next: Shape = shape.with(axis, at(node.shape, axis));
    const begin: readonly Dim[] = begins.map((from, other) => (other === axis ? from : 0));
    const step =
      node.op === 'slice'
        ? ({ op: 'slice', begin, inputs: [input], shape: next } as const)
        : ({ op: 'pad', before: begin, value: node.value, inputs: [input], shape: next } as const);
    input = builder.add(step, node.dtype).id;
  }
  return input;
}
