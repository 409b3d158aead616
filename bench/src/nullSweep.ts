import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A sweep file in a folder of its own, which goes with it when it is disposed of. */
export interface NullSweep extends AsyncDisposable {
  readonly path: string;
}

/**
 * Writes a sweep whose trials train nothing, so that whatever time it takes is the program's own.
 *
 * @param trials how many trials, each of one epoch.
 */
export async function writeNullSweep(trials: number): Promise<NullSweep> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'sparsweep-bench-'));
  const path = join(folder.path, 'sweep.yaml');
  await writeFile(
    path,
    `name: null-engine
dataset: { use: classification, nSamples: 100, randomState: 0 }
model:
  layers:
    - units: 8
      regularizers: [{ use: l1, strength: { min: 1e-4, max: 1e-1, log: true } }]
train:
  epochs: 1
  optimizer: { use: adam, learningRate: { min: 1e-4, max: 1e-2, log: true } }
search: { method: random, trials: ${trials} }
run: { engine: '@sparsweep/testkit/null-engine' }
`,
  );
  return { path, [Symbol.asyncDispose]: () => folder.remove() };
}
