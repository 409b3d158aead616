import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LayerWeights, openReader } from '@sparsweep/core';
import { sparsweep } from '../support/sparsweep.ts';

/** The sweeps whose final weights are committed: files in `sweeps/`. */
export const SWEEPS = ['article', 'digits', 'autoencoder', 'schedules'] as const;
export type BitsSweep = (typeof SWEEPS)[number];

/** The hashes of the final weights of a sweep's trials, by number. */
export type WeightsHashes = readonly string[];

/** SHA-256 of weights: their float32 bytes, little-endian, layer by layer the kernel row by row, then the bias. */
export function hashOf(weights: readonly LayerWeights[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of weights.flatMap(({ kernel, bias }) => [kernel, bias])) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}

/** Runs a sweep with the command into a database in `folder` and returns the hashes of its weights. */
export async function trainedHashes(
  sweep: BitsSweep,
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<WeightsHashes> {
  const file = fileURLToPath(new URL(`./sweeps/${sweep}.yaml`, import.meta.url));
  const database = join(folder, `${sweep}${args.join('')}.db`.replaceAll(/[^\w.-]/g, '_'));
  const { stderr } = await sparsweep(['run', file, '--db', database, ...args], { cwd: folder, env });
  if (stderr !== '') throw new Error(`${sweep} could not be run: ${stderr}`);
  const reader = openReader(database);
  try {
    return reader.trials(1).map(({ trialId, number, error }) => {
      const weights = reader.weights(trialId);
      if (weights === undefined) throw new Error(`trial ${number} of ${sweep} left no weights: ${error}`);
      return hashOf(weights);
    });
  } finally {
    reader.close();
  }
}
