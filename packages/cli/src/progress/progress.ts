import type { SweepObserver } from '@sparsweep/core';

/** Tells the user how a sweep goes on. */
export interface Progress extends SweepObserver {
  /** A plugin printed a line. */
  output(line: string): void;
  /** Something that the user should know at once. */
  notice(text: string): void;
  /** Nothing more will come. */
  close(): void;
}
