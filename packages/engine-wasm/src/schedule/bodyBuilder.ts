import { at } from '@sparsweep/core/plugin';
import type { Shape } from '../graph/dim.ts';
import type { Graph } from '../graph/graph.ts';
import type { Step, View } from './kernel.ts';
import { broadcastStrides } from './strides.ts';
import { valueView } from './valueViews.ts';

/** Builds the steps that compute nodes at one element of an iteration. */
export class BodyBuilder {
  readonly steps: Step[] = [];
  readonly #graph: Graph;
  readonly #stored: ReadonlySet<number>;
  readonly #bufferOf: ReadonlyMap<number, number>;
  readonly #extent: Shape;
  readonly #known = new Map<string, number>();
  readonly #root: number | undefined;

  /** @param root the node that the kernel computes, although it has a buffer. */
  constructor(
    graph: Graph,
    stored: ReadonlySet<number>,
    bufferOf: ReadonlyMap<number, number>,
    extent: Shape,
    root?: number,
  ) {
    this.#graph = graph;
    this.#stored = stored;
    this.#bufferOf = bufferOf;
    this.#extent = extent;
    this.#root = root;
  }

  /** The step with the value of a node. */
  value(id: number): number {
    const node = at(this.#graph.nodes, id);
    const isComputed = id === this.#root || !this.#stored.has(id);
    if (isComputed) {
      switch (node.op) {
        case 'rows':
          return this.#add({ kind: 'rows', factor: node.factor, power: node.power });
        case 'constant':
          if (node.values.length === 1) return this.#add({ kind: 'number', value: at(node.values, 0) });
          break;
        case 'positions':
          return this.#add({ kind: 'position', axis: 0 });
        case 'unary':
          return this.#add({ kind: 'unary', function: node.function, operand: this.value(at(node.inputs, 0)) });
        case 'binary': {
          const [left, right] = [this.value(at(node.inputs, 0)), this.value(at(node.inputs, 1))];
          return this.#add({ kind: 'binary', function: node.function, left, right });
        }
        case 'select': {
          const [condition = 0, yes = 0, no = 0] = node.inputs.map((input) => this.value(input));
          return this.#add({ kind: 'select', condition, yes, no });
        }
      }
    }
    return this.#load(id);
  }

  #load(id: number): number {
    const { nodes } = this.#graph;
    const view = valueView(this.#graph, id, (base) => this.#stored.has(base) && base !== this.#root);
    if (view === undefined) throw new Error(`node ${id} cannot be read in place`);
    const base = at(nodes, view.base);
    const buffer = this.#bufferOf.get(view.base);
    if (buffer === undefined) return this.value(base.id);
    const strides = broadcastStrides(view.strides, at(nodes, id).shape, this.#extent);
    const loaded: View = { buffer, offset: view.offset, strides };
    return this.#add({ kind: 'load', view: loaded });
  }

  #add(step: Step): number {
    const key = JSON.stringify(step, (_key, value) => (Object.is(value, -0) ? '-0' : value));
    const known = step.kind === 'number' && !Number.isFinite(step.value) ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.steps.length);
    this.steps.push(step);
    return this.steps.length - 1;
  }
}
