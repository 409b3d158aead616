import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { measured, start, TINY_DATA, tinyStructure } from './engine/tinyTrial.ts';
import nullEngine from './nullEngine.ts';

describe('nullEngine', () => {
  it('reports the documented losses and accuracies', async () => {
    const session = await start(nullEngine, tinyStructure(1), { learningRate: 0.1 });
    expect(measured(session.trainEpoch(), 'train')).toEqual({ loss: 1 / 2, accuracy: 3 / 4 });
    expect(measured(session.trainEpoch(), 'train')).toEqual({ loss: 1 / 3, accuracy: 5 / 6 });
    expect(measured(session.evaluate('validation'), 'validation')).toEqual({
      loss: 1 / 3,
      accuracy: 5 / 6,
      penalty: 0,
    });
  });

  it('reports weights and activations of every layer and given split', async () => {
    const session = await start(nullEngine, tinyStructure(1), { learningRate: 0.1 }, TINY_DATA);
    const inspected = session.inspect();
    expect(measured(inspected, null, 0)).toEqual({ 'weights.zeroFraction': 0.25, 'weights.nonZero': 9 });
    expect(measured(inspected, null)).toEqual({ 'weights.zeroFraction': 0.25, 'weights.nonZero': 13.5 });
    expect(measured(inspected, 'validation', 0)).toEqual({ 'activations.zeroFraction': 0.5, 'activations.l0': 3 });
    expect(measured(inspected, 'validation', 1)).toEqual({});
    expect(measured(inspected, 'test')).toEqual({});
    expect(session.weights().map(({ inputs, units }) => [inputs, units])).toEqual([
      [2, 6],
      [6, 1],
    ]);
  });

  it('continues from a snapshot and rejects one of another structure', async () => {
    const session = await start(nullEngine, tinyStructure(1), { learningRate: 0.1 });
    session.trainEpoch();
    const again = await start(nullEngine, tinyStructure(1), { learningRate: 0.1 });
    again.restore(session.save());
    expect(again.trainEpoch()).toEqual(session.trainEpoch());
    const other = await start(nullEngine, tinyStructure(3), { learningRate: 0.1 });
    expect(() => other.restore(session.save())).toThrow(
      'not a snapshot of null engine: 2-6-3: null engine: 2-6-1, epochs: 2',
    );
  });

  it('loads neither vitest nor TensorFlow.js', () => {
    const code = `
      import { registerHooks } from 'node:module';
      registerHooks({ resolve(specifier, context, next) { console.log(specifier); return next(specifier, context); } });
      await import('@sparsweep/testkit/null-engine');`;
    const loaded = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    expect(loaded).toContain('@sparsweep/testkit/null-engine');
    expect(loaded).not.toMatch(/vitest|tensorflow/);
  });
});
