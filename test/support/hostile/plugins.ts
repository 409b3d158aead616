import { type HostileSweep, sweep } from './hostileSweep.ts';

/** Sweep files that name something else as a plugin: system files, devices, code in a URL. */
export function plugins(): readonly HostileSweep[] {
  const climbing = '../../../../../../../../../../etc/passwd';
  const uses = [
    ...[climbing, '/dev/zero', '/dev/stdin', '.', './', '..', '/', 'data:text/javascript,globalThis.polluted=1'],
    ...['file:///etc/passwd', 'http://127.0.0.1:9/x.js', 'node:fs', 'fs', 'node:test', 'yaml', '#internal'],
    ...[
      './%00%ff%zz.ts',
      'a%2f..%2f%zz?x#y',
      './a.ts?x#y',
      '\\\\host\\share\\a.js',
      'C:\\a.js',
      '~/a.js',
      '$HOME/a.js',
    ],
    ...['`touch stray`', '$(touch stray)', "'; touch stray; '", '-', '--version', '*', '@', '@/', 'a/../..', '//'],
    ...['constructor', '__proto__', 'hasOwnProperty', ' ', `./${'a/'.repeat(3000)}b.js`, 'a'.repeat(100_000)],
  ];
  return [
    ...uses.map((use) => ({
      attack: `the dataset ${use.slice(0, 40)}`,
      content: sweep({ dataset: `{ use: ${JSON.stringify(use)} }` }),
    })),
    ...uses.map((use) => ({
      attack: `the regularizer ${use.slice(0, 40)}`,
      content: sweep({ layer: `{ units: 3, regularizers: [{ use: ${JSON.stringify(use)} }] }` }),
    })),
    ...uses.map((use) => ({
      attack: `the engine ${use.slice(0, 40)}`,
      content: sweep({ rest: `run: { engine: ${JSON.stringify(use)} }` }),
      // Reading does not load the engine.
      outcome: 'either' as const,
    })),
  ];
}
