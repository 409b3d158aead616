import type { Node } from '../../src/graph/graph.ts';

/** What a node comes to for some inputs. */
export interface Sample {
  readonly node: Node;
  /** Computed in float64. */
  readonly exact: Float64Array;
  /** Rounded to float32 after every operation. */
  readonly rounded: Float64Array;
  /** Whether it comes out the same in whatever order products and sums are worked out. */
  readonly isCertain: boolean;
}
