import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject, openReader } from '@sparsweep/core';
import { RunningCommand } from '../support/sparsweep.ts';
import { trainedSweep } from '../support/sweeps.ts';
import { writeSweep } from '../support/temporaryFolder.ts';
import { type ChaosRun, chaosRun } from './chaosRun.ts';
import { compareTrials, type Differences } from './compareTrials.ts';

const run = { workers: 2, checkpointEvery: '100ms', retries: 100, retryDelay: '10ms' };
const learningRate = { min: 0.001, max: 0.1, log: true, name: 'rate' };
const strength = { min: 0.0001, max: 1, log: true, name: 'strength' };
const layers = [{ units: 16, regularizers: [{ use: 'l1', target: 'weights', strength }] }, { units: 8 }];

/** Sweeps that differ in what a resumed process has to know: nothing, what was proposed, what was stopped. */
export const SOAKED_SWEEPS: readonly JsonObject[] = [
  trainedSweep({ name: 'grid', train: { epochs: 800, batchSize: 16 }, replicates: 2, run }),
  trainedSweep({
    name: 'search',
    model: { layers },
    train: { epochs: 800, batchSize: 16, optimizer: { use: 'adam', learningRate } },
    search: { method: 'tpe', trials: 24, generation: 6, startup: 6 },
    replicates: 1,
    run,
  }),
  trainedSweep({
    name: 'halving',
    model: { layers },
    train: { epochs: 2000, batchSize: 16, optimizer: { use: 'adam', learningRate } },
    search: { method: 'random', trials: 24 },
    earlyTerminate: { use: 'hyperband', reduction: 3 },
    replicates: 1,
    run,
  }),
];

/** The totals of a soak test. */
export interface Soaked extends ChaosRun, Differences {
  readonly sweeps: number;
  readonly trials: number;
}

/** What a soak test is made of. */
export interface SoakSettings {
  /** Where everything is written. */
  readonly folder: string;
  readonly sweeps: readonly JsonObject[];
  /** No sweep starts after so many milliseconds, once each has run. */
  readonly duration: number;
  /** Draws from 0 to below 1. */
  readonly random: () => number;
  /** Receives the totals after each sweep. */
  readonly tell: (soaked: Soaked) => void;
}

/** Trains each sweep undisturbed, then repeats chaos runs of all of them and compares the results. */
export async function soak({ folder, sweeps, duration, random, tell }: SoakSettings): Promise<Soaked> {
  const references = await Promise.all(
    sweeps.map((sweep, i) => trainUndisturbed(join(folder, `undisturbed-${i}`), sweep)),
  );
  const begin = performance.now();
  let soaked: Soaked = {
    sweeps: 0,
    trials: 0,
    kills: 0,
    resumes: 0,
    survival: 0,
    lost: 0,
    duplicated: 0,
    different: 0,
  };
  for (let i = 0; i < sweeps.length || performance.now() - begin < duration; i++) {
    const [sweep, undisturbed] = [sweeps[i % sweeps.length], references[i % sweeps.length]];
    if (sweep === undefined || undisturbed === undefined) break;
    const disturbed = sweepFolder(join(folder, `chaos-${i}`), sweep);
    soaked = sum(soaked, await chaosRun(disturbed, random), compare(disturbed, undisturbed));
    tell(soaked);
  }
  return soaked;
}

async function trainUndisturbed(folder: string, sweep: JsonObject): Promise<string> {
  sweepFolder(folder, sweep);
  const { status, stderr } = await new RunningCommand(['run', 'sweep.yaml'], { cwd: folder }).ended;
  if (status !== 0) throw new Error(`an undisturbed sweep ended with status ${status}:\n${stderr}`);
  return folder;
}

function sweepFolder(folder: string, sweep: JsonObject): string {
  mkdirSync(folder);
  writeSweep(folder, sweep);
  return folder;
}

function compare(disturbed: string, undisturbed: string): Differences & Pick<Soaked, 'trials'> {
  const [found, expected] = [disturbed, undisturbed].map((folder) => openReader(join(folder, 'sparsweep.db')));
  if (found === undefined || expected === undefined) throw new Error('there are two folders');
  try {
    return { ...compareTrials(found, expected), trials: found.trials(1).length };
  } finally {
    found.close();
    expected.close();
  }
}

function sum(before: Soaked, chaos: ChaosRun, found: Differences & Pick<Soaked, 'trials'>): Soaked {
  return {
    sweeps: before.sweeps + 1,
    trials: before.trials + found.trials,
    kills: before.kills + chaos.kills,
    resumes: before.resumes + chaos.resumes,
    survival: Math.max(before.survival, chaos.survival),
    lost: before.lost + found.lost,
    duplicated: before.duplicated + found.duplicated,
    different: before.different + found.different,
  };
}
