import type { Engine } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { describeEngineHooks } from './engineHooks.ts';
import { describeEngineSessions } from './engineSessions.ts';
import { describeSnapshots } from './engineSnapshots.ts';
import { describeTiedLayers } from './engineTied.ts';
import { describeEngineTraining } from './engineTraining.ts';

/**
 * Registers the tests that every engine must pass.
 *
 * They train tiny networks and check what sessions report, that the same seed gives the same bits, that sessions do
 * not disturb each other, that they go on from a snapshot, that numbers are inputs of a program rather than part of it,
 * that each hook of a regularizer takes effect, and that tied layers share their kernels. How fast an engine is, and
 * how close to others, is left to other tests.
 *
 * @example
 * engineContract(engine);
 */
export function engineContract(engine: Engine): void {
  describe(`contract of engine ${engine.name}`, () => {
    it('describes itself', async () => {
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
