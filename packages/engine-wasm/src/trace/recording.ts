import { at, messageOf, type SparsweepError } from '@sparsweep/core/plugin';
import type { DataId } from '@tensorflow/tfjs';
import type { DType, Graph, Node } from '../graph/graph.ts';
import { GraphBuilder, mapInputs } from '../graph/graphBuilder.ts';
import { GraphOps } from './graphOps.ts';
import { type CodeSite, type ErrorSite, NETWORK, notCompilable } from './sites.ts';

/** A recorded tensor, or a recorded call that made tensors. */
export interface Recorded {
  /** Its node in the graph. */
  readonly node: number;
  /** The kernel that made it, or another word: the name of an input, "Constant". */
  readonly kernel: string;
  /** The code that was running; null outside of hooks and optimizers. */
  readonly site: CodeSite | null;
  /** Whether it was computed as part of a gradient. */
  readonly isGradient: boolean;
  /** Whether TensorFlow.js differentiates it. */
  readonly isOnTape: boolean;
  readonly parents: readonly Recorded[];
}

/** A graph recorded for a fixed number of rows. */
export interface Recording {
  readonly graph: Graph;
  /** For each node, the call that it was recorded for. */
  readonly origins: readonly Recorded[];
}

/**
 * The site to name in an error about a recorded tensor; the network where nothing is known of it.
 *
 * No hook runs while a gradient is computed: the site is then that of the nearest ancestor that a hook made.
 */
export function errorSiteOf(recorded: Recorded | undefined): ErrorSite {
  if (recorded === undefined) return { site: NETWORK, isGradient: false };
  const { site, isGradient, parents } = recorded;
  return { site: site ?? (isGradient ? nearestSite(parents) : null) ?? NETWORK, isGradient };
}

/** The site of the nearest ancestor that has one, in breadth-first order. */
function nearestSite(parents: readonly Recorded[]): CodeSite | null {
  const seen = new Set(parents);
  for (const { site, parents: grandparents } of seen) {
    if (site !== null) return site;
    // The iteration also visits elements that are added during it.
    for (const grandparent of grandparents) seen.add(grandparent);
  }
  return null;
}

/** A graph during recording: which node stands for which tensor, and which call made it. */
export class GraphLog {
  readonly #builder = new GraphBuilder();
  readonly #recorded = new WeakMap<DataId, Recorded>();
  readonly #origins: Recorded[] = [];
  /** Adds operations to the graph. */
  readonly ops = new GraphOps(this.#builder);

  /** Adds an input to the graph. */
  input(name: string, shape: readonly number[], dtype: DType): Node {
    return this.#builder.add({ op: 'input', inputs: [], name, shape }, dtype);
  }

  /** Maps a tensor to its node. All nodes added since the last call have the origin `origin`. */
  remember(id: DataId, node: Node, origin: Recorded): Recorded {
    const recorded = { ...origin, node: node.id };
    this.#recorded.set(id, recorded);
    for (let made = this.#origins.length; made < this.#builder.nodes.length; made++) this.#origins.push(origin);
    return recorded;
  }

  /** The record of a tensor. */
  find(id: DataId): Recorded | undefined {
    return this.#recorded.get(id);
  }

  /** The node that stands for a tensor. */
  nodeOf({ node }: Recorded): Node {
    return at(this.#builder.nodes, node);
  }

  /** The graph with these outputs, and the origins of all of its nodes. */
  finish(outputs: Readonly<Record<string, number>>): Recording {
    return { graph: this.#builder.build(outputs), origins: [...this.#origins] };
  }
}

/**
 * The recording without the nodes that no output depends on. They need not compile: an unused constant may depend on the
 * rows in any way, and an unused gradient may use any operation.
 */
export function pruned({ graph, origins }: Recording): Recording {
  const needed = new Set(Object.values(graph.outputs));
  for (const { id, inputs } of graph.nodes.toReversed()) {
    if (needed.has(id)) for (const input of inputs) needed.add(input);
  }
  const builder = new GraphBuilder();
  const ids: number[] = [];
  const kept: Recorded[] = [];
  for (const node of graph.nodes) {
    if (!needed.has(node.id)) continue;
    const moved = mapInputs(node, (id) => at(ids, id));
    ids[node.id] = builder.add(moved, node.dtype).id;
    kept.push(at(origins, node.id));
  }
  const outputs = Object.entries(graph.outputs).map(([name, id]) => [name, at(ids, id)] as const);
  return { graph: builder.build(Object.fromEntries(outputs)), origins: kept };
}

/**
 * The error to report when TensorFlow.js throws because a kernel has no gradient; null for any other error.
 *
 * TensorFlow.js names only the kernel. It walks the tape backwards, so the last such call before the value is the one.
 *
 * @param value the differentiated tensor, once it is known.
 */
export function missingGradient(thrown: unknown, value: Recorded | null): SparsweepError | null {
  const [, kernel] = /gradient function not found for (\w+)/.exec(messageOf(thrown)) ?? [];
  if (kernel === undefined || value === null) return null;
  const { site } = errorSiteOf(lastAncestor(value, kernel) ?? value);
  return notCompilable(
    { site, isGradient: false },
    `uses ${kernel}, which has no gradient in TensorFlow.js`,
    'no engine can train with it unless tf.customGrad gives it one',
    { cause: thrown },
  );
}

/** The last differentiated call of a kernel among the ancestors of a value, of those that depend on a parameter. */
function lastAncestor(value: Recorded, kernel: string): Recorded | null {
  const calls = [...ancestorsOf(value)].filter((ancestor) => ancestor.kernel === kernel && ancestor.isOnTape);
  const differentiated = calls.filter((call) =>
    [...ancestorsOf(call)].some((ancestor) => PARAMETER.test(ancestor.kernel)),
  );
  return differentiated.reduce<Recorded | null>((last, call) => (last && last.node > call.node ? last : call), null);
}

/** The inputs that a step is differentiated with respect to. */
const PARAMETER = /^layers\.\d+\.(kernel|bias)$/;

function ancestorsOf(descendant: Recorded): ReadonlySet<Recorded> {
  const ancestors = new Set([descendant]);
  // The iteration also visits elements that are added during it.
  for (const { parents } of ancestors) for (const parent of parents) ancestors.add(parent);
  return ancestors;
}
