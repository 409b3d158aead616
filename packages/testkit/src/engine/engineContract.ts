import type { Engine } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { describeEngineHooks } from './hooks.ts';
import { describeEngineSessions } from './sessions.ts';
import { describeSnapshots } from './snapshots.ts';
import { describeTiedLayers } from './tiedLayers.ts';
import { describeEngineTraining } from './training.ts';

/**
 * Registers the tests that every engine must pass.
 *
 * They train tiny networks and check what sessions report, that the same seed gives the same bits, that sessions are
 * independent, that they resume from a snapshot, that numbers are inputs of a program, that each hook of a regularizer
 * takes effect, and that tied layers share their kernels. They do not test speed or agreement between engines.
 *
 * @example
 * engineContract(engine);
 */
export function engineContract(engine: Engine): void {
  describe(`contract of engine ${engine.name}`, () => {
    it('has a name, a summary and a backend', async () => {
      expect(engine.kind).toBe('engine');
      expect(engine.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(engine.summary).toMatch(/\S/);
      expect((await engine.describe()).backend).toMatch(/\S/);
    });
    describeEngineTraining(engine);
    describeEngineSessions(engine);
    describeSnapshots(engine);
    describeEngineHooks(engine);
    describeTiedLayers(engine);
  });
}
