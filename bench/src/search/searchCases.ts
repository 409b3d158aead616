/** A point at which a sampler is timed: after this many finished trials. */
export interface SearchCase {
  readonly finished: number;
  /** Minimum number of timed proposals; generations are timed as a whole. */
  readonly proposals: number;
  /** The promised upper bound in microseconds per trial. */
  readonly target?: number;
}

/** The cases of samplers that `CASES` does not list. */
const OTHER: readonly SearchCase[] = [{ finished: 10_000, proposals: 300 }];

const CASES: Readonly<Record<string, readonly SearchCase[]>> = {
  random: [{ finished: 10_000, proposals: 500, target: 50 }],
  sobol: [{ finished: 10_000, proposals: 500, target: 50 }],
  tpe: [
    { finished: 1000, proposals: 200, target: 1000 },
    { finished: 10_000, proposals: 200, target: 1000 },
  ],
  nsga2: [{ finished: 10_000, proposals: 500, target: 200 }],
  gp: [{ finished: 200, proposals: 10, target: 50_000 }],
};

/** The cases of a sampler. */
export function casesOf(sampler: string): readonly SearchCase[] {
  return CASES[sampler] ?? OTHER;
}

/** The cases of Optuna's samplers, under our names. After 10,000 trials they would take too long. */
export const PEER_CASES: readonly (SearchCase & { readonly sampler: string })[] = [
  { sampler: 'random', finished: 1000, proposals: 100 },
  { sampler: 'tpe', finished: 1000, proposals: 20 },
  { sampler: 'gp', finished: 200, proposals: 5 },
];
