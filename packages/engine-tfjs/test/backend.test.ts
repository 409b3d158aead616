import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('loading TensorFlow.js', () => {
  it('prints nothing and reports its backend', () => {
    const code = `
      const { default: engine } = await import('./index.ts');
      const { loadTensorFlow } = await import('./loadTensorFlow.ts');
      const { tf } = await loadTensorFlow();
      tf.tensor1d([1, 2]).square().dataSync();
      process.stdout.write(JSON.stringify({ ...(await engine.describe()), used: tf.getBackend() }));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: new URL('../src/', import.meta.url),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const { backend, used, advice } = JSON.parse(stdout);
    expect(backend.startsWith(`${used} (`)).toBe(true);
    if (used === 'cpu') expect(advice).toContain('@tensorflow/tfjs-node');
  });
});
