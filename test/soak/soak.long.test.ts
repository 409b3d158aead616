import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { SOAKED_SWEEPS, soak } from './soak.ts';

describe('sweeps whose processes are killed every second', () => {
  it('lose, duplicate and change nothing', async () => {
    const told: number[] = [];
    const soaked = await soak({
      folder: temporaryFolder(),
      sweeps: SOAKED_SWEEPS,
      duration: 0,
      random: Math.random,
      tell: ({ trials }) => void told.push(trials),
    });
    expect(soaked).toMatchObject({ sweeps: 3, trials: 58, lost: 0, duplicated: 0, different: 0 });
    expect(told).toEqual([10, 34, 58]);
    expect(soaked.kills).toBeGreaterThan(3);
  }, 600_000);
});
