/** How a trial is judged by its own losses alone, epoch by epoch; plain JSON. */
export type StopRule =
  | {
      /** Ends a trial whose least loss has not fallen by more than `minDelta` for so many epochs. */
      readonly type: 'patience';
      readonly epochs: number;
      readonly minDelta: number;
    }
  | {
      /** Ends a trial whose least loss up to an epoch is above the threshold of that epoch. */
      readonly type: 'thresholds';
      /** By epoch from 1; null where none is set. */
      readonly thresholds: readonly (number | null)[];
      /** What the thresholds are, in words: `the median of 12 configurations`. */
      readonly meaning: string;
    };

/** What a rule says of a trial: that it has learned all that it will, or that it is not worth finishing. */
export interface Verdict {
  readonly status: 'finished' | 'stopped';
  readonly reason: string;
}

/**
 * Judges a trial after its last epoch so far; undefined while it may go on.
 *
 * @param losses after each epoch; of which one that is not a number is worse than any other.
 * @param name what the losses are called in the reason.
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
