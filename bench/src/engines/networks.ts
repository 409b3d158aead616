/** A dense network with relu in its hidden layers, and the training of it that is timed. */
export interface Network {
  readonly name: string;
  /** Inputs, hidden layers, outputs; one output tells two classes apart by a logit, more are one class each. */
  readonly widths: readonly number[];
  /** Of the L1 penalty on the activations of the hidden layers; 0 for none. */
  readonly strength: number;
  /** Rows of a batch. */
  readonly batch: number;
  /** Batches of an epoch. */
  readonly batches: number;
  /** After so many epochs training begins anew, so that it is never timed on a network that has nothing to learn. */
  readonly epochs: number;
}

/** The networks that are timed, the article's first. */
export const NETWORKS: readonly Network[] = [
  { name: '20-64-1', widths: [20, 64, 1], strength: 0.01, batch: 32, batches: 32, epochs: 30 },
  { name: '64-128-64-10', widths: [64, 128, 64, 10], strength: 0, batch: 32, batches: 64, epochs: 15 },
  { name: '784-300-100-10', widths: [784, 300, 100, 10], strength: 0, batch: 100, batches: 20, epochs: 5 },
];
