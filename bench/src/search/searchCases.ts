/** A number of finished trials at which a sampler is timed. */
export interface SearchCase {
  readonly finished: number;
  /** How many proposals are timed, at least: whole generations are. */
  readonly proposals: number;
  /** Microseconds that a trial is to stay below, where the project promises that. */
  readonly target?: number;
}

/** A sampler that is not named here. */
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

/** Where a sampler is timed. */
export function casesOf(sampler: string): readonly SearchCase[] {
  return CASES[sampler] ?? OTHER;
}

/** Where Optuna's samplers are timed, by the names of ours; they take too long to be timed after 10,000 trials. */
export const PEER_CASES: readonly (SearchCase & { readonly sampler: string })[] = [
  { sampler: 'random', finished: 1000, proposals: 100 },
  { sampler: 'tpe', finished: 1000, proposals: 20 },
  { sampler: 'gp', finished: 200, proposals: 5 },
];
