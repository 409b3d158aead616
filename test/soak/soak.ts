import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject, openReader } from '@sparsweep/core';
import { RunningCommand } from '../support/runningCommand.ts';
import { compareTrials, type Differences } from './compareTrials.ts';
import { type Storm, weather } from './storm.ts';

/** What came of a soak. */
export interface Soaked extends Storm, Differences {
  readonly sweeps: number;
  readonly trials: number;
}

/** What a soak is made of. */
export interface SoakSettings {
  /** Where everything is written. */
  readonly folder: string;
  readonly sweeps: readonly JsonObject[];
  /** No sweep is begun after so many milliseconds, once each was soaked. */
  readonly duration: number;
  /** Draws from 0 to below 1. */
  readonly random: () => number;
  /** Is told what came of it after each sweep. */
  readonly tell: (soaked: Soaked) => void;
}

/** Trains each sweep undisturbed, then all of them again and again while their processes are killed, and compares. */
export async function soak({ folder, sweeps, duration, random, tell }: SoakSettings): Promise<Soaked> {
  const calm = await Promise.all(sweeps.map((sweep, i) => trainCalmly(join(folder, `calm-${i}`), sweep)));
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
    const [sweep, undisturbed] = [sweeps[i % sweeps.length], calm[i % sweeps.length]];
    if (sweep === undefined || undisturbed === undefined) break;
    const stormy = sweepFolder(join(folder, `stormy-${i}`), sweep);
    soaked = sum(soaked, await weather(stormy, random), compare(stormy, undisturbed));
    tell(soaked);
  }
  return soaked;
}

async function trainCalmly(folder: string, sweep: JsonObject): Promise<string> {
  sweepFolder(folder, sweep);
  const { status, stderr } = await new RunningCommand(['run', 'sweep.yaml'], { cwd: folder }).ended;
  if (status !== 0) throw new Error(`an undisturbed sweep ended with status ${status}:\n${stderr}`);
  return folder;
}

function sweepFolder(folder: string, sweep: JsonObject): string {
  mkdirSync(folder);
  // JSON is YAML.
  writeFileSync(join(folder, 'sweep.yaml'), JSON.stringify(sweep));
  return folder;
}

function compare(stormy: string, calm: string): Differences & Pick<Soaked, 'trials'> {
  const [found, expected] = [stormy, calm].map((folder) => openReader(join(folder, 'sparsweep.db')));
  if (found === undefined || expected === undefined) throw new Error('there are two folders');
  try {
    return { ...compareTrials(found, expected), trials: found.trials(1).length };
  } finally {
    found.close();
    expected.close();
  }
}

function sum(before: Soaked, storm: Storm, found: Differences & Pick<Soaked, 'trials'>): Soaked {
  return {
    sweeps: before.sweeps + 1,
    trials: before.trials + found.trials,
    kills: before.kills + storm.kills,
    resumes: before.resumes + storm.resumes,
    survival: Math.max(before.survival, storm.survival),
    lost: before.lost + found.lost,
    duplicated: before.duplicated + found.duplicated,
    different: before.different + found.different,
  };
}
