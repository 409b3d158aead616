import type { Dim, Shape } from '../../src/graph/dim.ts';
import type { BinaryFunction, Graph, Operation, ReduceFunction, UnaryFunction } from '../../src/graph/graph.ts';
import { GraphBuilder } from '../../src/graph/graphBuilder.ts';
import { printGraph } from '../../src/graph/print.ts';
import { deadCode } from '../../src/simplify/passes.ts';
import { type Rule, rewrite } from '../../src/simplify/rewrite.ts';

/** A short notation for small graphs. Every method returns the id of the node that it adds. */
export class Sketch {
  readonly builder = new GraphBuilder();

  add(operation: Operation): number {
    return this.builder.add(operation).id;
  }

  input(name: string, shape: Shape): number {
    return this.add({ op: 'input', inputs: [], name, shape });
  }

  constant(values: number | readonly number[], shape: Shape = []): number {
    return this.add({ op: 'constant', inputs: [], values: typeof values === 'number' ? [values] : values, shape });
  }

  rows(factor: number, power: number): number {
    return this.add({ op: 'rows', inputs: [], factor, power });
  }

  unary(name: UnaryFunction, x: number): number {
    return this.add({ op: 'unary', function: name, inputs: [x] });
  }

  binary(name: BinaryFunction, left: number, right: number): number {
    return this.add({ op: 'binary', function: name, inputs: [left, right] });
  }

  select(condition: number, yes: number, no: number): number {
    return this.add({ op: 'select', inputs: [condition, yes, no] });
  }

  reduce(name: ReduceFunction, x: number, axes: readonly number[]): number {
    return this.add({ op: 'reduce', function: name, axes, inputs: [x] });
  }

  matmul(left: number, right: number, flags: 'transposeLeft' | 'transposeRight' | 'both' | 'none' = 'none'): number {
    const transposeLeft = flags === 'transposeLeft' || flags === 'both';
    const transposeRight = flags === 'transposeRight' || flags === 'both';
    return this.add({ op: 'matmul', transposeLeft, transposeRight, inputs: [left, right] });
  }

  reshape(x: number, shape: Shape): number {
    return this.add({ op: 'reshape', inputs: [x], shape });
  }

  transpose(x: number, permutation: readonly number[]): number {
    return this.add({ op: 'transpose', permutation, inputs: [x] });
  }

  broadcast(x: number, shape: Shape): number {
    return this.add({ op: 'broadcast', inputs: [x], shape });
  }

  slice(x: number, begin: readonly Dim[], shape: Shape): number {
    return this.add({ op: 'slice', begin, inputs: [x], shape });
  }

  pad(x: number, before: readonly Dim[], value: number, shape: Shape): number {
    return this.add({ op: 'pad', before, value, inputs: [x], shape });
  }

  concat(parts: readonly number[], axis: number, shape: Shape): number {
    return this.add({ op: 'concat', axis, inputs: parts, shape });
  }
}

/** A graph with the output `y`, or several outputs `y0`, `y1` ... */
export function graphOf(make: (sketch: Sketch) => number | readonly number[]): Graph {
  const sketch = new Sketch();
  const made = make(sketch);
  const outputs = typeof made === 'number' ? { y: made } : Object.fromEntries(made.map((id, i) => [`y${i}`, id]));
  return sketch.builder.build(outputs);
}

/** Applies rules to a graph in one pass, and prints the result without inputs and unused nodes. */
export function rewritten(rules: readonly Rule[], make: (sketch: Sketch) => number | readonly number[]): string[] {
  return printed(deadCode(rewrite(graphOf(make), rules)));
}

/** The lines of a printed graph, without inputs. */
export function printed(graph: Graph): string[] {
  return printGraph(graph)
    .trimEnd()
    .split('\n')
    .filter((line) => !line.includes('= input '));
}
