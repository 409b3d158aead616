import type { Operation } from './graph.ts';

/** An operation on other nodes: each input is replaced by what a function makes of it. */
export function mapInputs<Kind extends Operation>(operation: Kind, map: (id: number) => number): Kind {
  return operation.inputs.length === 0 ? operation : { ...operation, inputs: operation.inputs.map(map) };
}
