/** As many of the latest observations have their full weight. */
const RECENT = 25;

/**
 * The weight of an observation, by its age: 1 for the latest 25, and before them rising linearly from 1 in `count` for
 * the oldest (Bergstra, Yamins & Cox 2013; Optuna's `default_weights`).
 *
 * @param index its place among `count` observations, in their order, from 0.
 */
export function weightByAge(index: number, count: number): number {
  const aging = count - RECENT;
  if (index >= aging) return 1;
  const oldest = 1 / count;
  return aging === 1 ? oldest : oldest + ((1 - oldest) * index) / (aging - 1);
}
