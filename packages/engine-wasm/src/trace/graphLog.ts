import { at } from '@sparsweep/core/plugin';
import type { DataId } from '@tensorflow/tfjs';
import type { DType, Node } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graphBuilder.ts';
import { GraphOps } from './graphOps.ts';
import type { Recorded, Recording } from './recording.ts';

/** A graph while it is recorded: which node stands for which tensor, and where each came from. */
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

  /** Notes that a node stands for a tensor. It, and all nodes that are new, were made by `origin`. */
  remember(id: DataId, node: Node, origin: Recorded): Recorded {
    const recorded = { ...origin, node: node.id };
    this.#recorded.set(id, recorded);
    for (let made = this.#origins.length; made < this.#builder.nodes.length; made++) this.#origins.push(origin);
    return recorded;
  }

  /** What is known of a tensor. */
  find(id: DataId): Recorded | undefined {
    return this.#recorded.get(id);
  }

  /** The node that stands for a tensor. */
  nodeOf({ node }: Recorded): Node {
    return at(this.#builder.nodes, node);
  }

  /** The graph that yields these nodes, and the origins of all. */
  finish(outputs: Readonly<Record<string, number>>): Recording {
    return { graph: this.#builder.build(outputs), origins: [...this.#origins] };
  }
}
