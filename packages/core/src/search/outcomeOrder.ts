import type { Outcome } from './sampler.ts';

/** How far a configuration was trained: infinitely far when to its end, to an epoch when stopped, nowhere on failure. */
export function reachOf({ losses, stoppedEpoch }: Outcome): number {
  return losses === null ? Number.NEGATIVE_INFINITY : (stoppedEpoch ?? Number.POSITIVE_INFINITY);
}

/**
 * Orders outcomes from the best to the worst by their first loss: full trainings before those that were stopped early,
 * those before failures; of two that were stopped, the one that came further is better. 0 for equals.
 */
export function byFirstLoss(a: Outcome, b: Outcome): number {
  const [reachA, reachB] = [reachOf(a), reachOf(b)];
  if (reachA !== reachB) return reachB - reachA;
  const [lossA = 0] = a.losses ?? [];
  const [lossB = 0] = b.losses ?? [];
  return lossA - lossB;
}
