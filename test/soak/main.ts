/** Runs sweeps for about three minutes, kills their processes, and exits with status 1 if anything was lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOAKED_SWEEPS, type Soaked, soak } from './soak.ts';

const DURATION_MILLISECONDS = 150_000;

function tell({ sweeps, trials, kills, resumes, survival, lost, duplicated, different }: Soaked): void {
  const came = `${lost} lost, ${duplicated} duplicated, ${different} different`;
  const went = `${kills} kills, ${resumes} resumes, ${sweeps} sweeps, ${trials} trials`;
  console.log(`${went}: ${came}; workers outlived their command by ${Math.round(survival)} ms at most`);
}

const folder = mkdtempSync(join(tmpdir(), 'sparsweep-soak-'));
try {
  const { lost, duplicated, different } = await soak({
    folder,
    sweeps: SOAKED_SWEEPS,
    duration: DURATION_MILLISECONDS,
    random: Math.random,
    tell,
  });
  if (lost + duplicated + different > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
