import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, ratio } from '../measure.ts';
import { bareInserts } from './bareInserts.ts';
import { ROWS_OF_TRIAL } from './syntheticTrials.ts';
import { writeTrials } from './writeTrials.ts';

const ROWS = 1_000_000;
const TRIALS = Math.ceil(ROWS / ROWS_OF_TRIAL);

/** How long it takes to store a million rows of metrics, with the trials that they belong to, and by bare inserts. */
export async function storing(runs: number, folder: string): Promise<readonly Figure[]> {
  const path = join(folder, 'storing.db');
  const ours: number[] = [];
  const bare: number[] = [];
  // In turns, so that whatever else the machine does meets both alike.
  for (let run = 0; run < runs; run++) {
    ours.push(await writeTrials(path, 'stored', TRIALS));
    rmSync(path);
    bare.push(bareInserts(path, TRIALS));
    rmSync(path);
  }
  const stored: Figure = { name: '1,000,000 metric rows', unit: 's', values: ours, target: 10 };
  const floor: Figure = { name: 'bare inserts', unit: 's', values: bare };
  return [stored, floor, ratio(stored, floor)];
}
