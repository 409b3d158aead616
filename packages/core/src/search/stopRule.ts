/** A rule that decides from a trial's own losses whether to end it; plain JSON. */
export type StopRule =
  | {
      /** Ends a trial if its lowest loss has not fallen by more than `minDelta` for `epochs` epochs. */
      readonly type: 'patience';
      readonly epochs: number;
      readonly minDelta: number;
    }
  | {
      /** Ends a trial if its lowest loss up to an epoch is above the threshold of that epoch. */
      readonly type: 'thresholds';
      /** One per epoch, from epoch 1; null for no threshold. */
      readonly thresholds: readonly (number | null)[];
      /** Describes the thresholds: `the median of 12 configurations`. */
      readonly meaning: string;
    };

/** The decision to end a trial: `finished` if it no longer improves, `stopped` if it is unpromising. */
export interface Verdict {
  readonly status: 'finished' | 'stopped';
  readonly reason: string;
}

/**
 * Applies the rules after the last epoch so far; undefined if the trial may continue.
 *
 * @param losses after each epoch; NaN counts as worse than any other.
 * @param name of the losses in the reason.
 */
export function judge(rules: readonly StopRule[], losses: readonly number[], name: string): Verdict | undefined {
  for (const rule of rules) {
    const verdict = rule.type === 'patience' ? outOfPatience(rule, losses, name) : aboveThreshold(rule, losses, name);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function outOfPatience(
  { epochs, minDelta }: StopRule & { type: 'patience' },
  losses: readonly number[],
  name: string,
): Verdict | undefined {
  let best = Number.POSITIVE_INFINITY;
  let since = 0;
  for (const loss of losses) {
    since = loss < best - minDelta ? 0 : since + 1;
    if (since === 0) best = loss;
  }
  if (since < epochs) return undefined;
  return { status: 'finished', reason: `${name} had not improved for ${epochs} epochs` };
}

function aboveThreshold(
  { thresholds, meaning }: StopRule & { type: 'thresholds' },
  losses: readonly number[],
  name: string,
): Verdict | undefined {
  const threshold = thresholds[losses.length - 1] ?? null;
  const best = Math.min(...losses.filter((loss) => !Number.isNaN(loss)));
  if (threshold === null || best <= threshold) return undefined;
  return { status: 'stopped', reason: `the best ${name} up to epoch ${losses.length} was worse than ${meaning}` };
}
