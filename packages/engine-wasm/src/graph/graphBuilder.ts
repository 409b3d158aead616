import type { Graph, Node, Operation } from './graph.ts';
import { inferType } from './inferType.ts';

/** Builds a graph node by node. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];

  /** The nodes so far, by id. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /**
   * Adds an operation on existing nodes, and returns its node.
   *
   * @param dtype for inputs, constants and conversions, whose type cannot be inferred; float32 where absent.
   * @throws Error when the shapes of the inputs do not fit the operation.
   */
  add(operation: Operation, dtype?: Node['dtype']): Node {
    const inputs = operation.inputs.map((id) => {
      const node = this.#nodes[id];
      if (node === undefined) throw new Error(`${operation.op} takes node ${id}, but there are ${this.#nodes.length}`);
      return node;
    });
    const inferred = inferType(operation, inputs);
    const node: Node = Object.freeze({
      ...operation,
      id: this.#nodes.length,
      shape: inferred.shape,
      dtype: dtype ?? inferred.dtype,
    });
    this.#nodes.push(node);
    return node;
  }

  /** The graph that yields these nodes. */
  build(outputs: Readonly<Record<string, number>>): Graph {
    return Object.freeze({ nodes: Object.freeze([...this.#nodes]), outputs: Object.freeze({ ...outputs }) });
  }
}

/** The operation with a function applied to each of its inputs. */
export function mapInputs<Kind extends Operation>(operation: Kind, map: (id: number) => number): Kind {
  return operation.inputs.length === 0 ? operation : { ...operation, inputs: operation.inputs.map(map) };
}
