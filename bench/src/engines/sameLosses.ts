/** How far the first losses may be apart, which differ by roundings alone. */
const FIRST = 1e-5;

/** How far later ones may be apart: roundings grow, and epsilon stands at different places in Adam. */
const LATER = 5e-3;

/**
 * Makes sure that two programs train the same network in the same way, by the losses before each of the same steps.
 * Differences are relative where losses are above 1.
 *
 * @throws Error naming the first step at which they differ.
 */
export function checkSameLosses(engine: string, losses: readonly number[], expected: readonly number[]): void {
  if (losses.length !== expected.length) {
    throw new Error(`${engine} gave ${losses.length} losses, where ${expected.length} were asked for`);
  }
  for (const [step, loss] of expected.entries()) {
    const found = losses[step] ?? Number.NaN;
    const tolerance = (step === 0 ? FIRST : LATER) * Math.max(1, Math.abs(loss));
    if (Math.abs(found - loss) <= tolerance) continue;
    throw new Error(
      `${engine} trains something else: its loss before step ${step + 1} is ${found}, that of engine-wasm ${loss}`,
    );
  }
}
