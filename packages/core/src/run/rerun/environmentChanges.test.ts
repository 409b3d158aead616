import { describe, expect, it } from 'vitest';
import { environmentChanges } from './environmentChanges.ts';

const stored = {
  sparsweep: '0.1.0',
  node: '24.21.0',
  packages: { '@tensorflow/tfjs': '4.22.0', '@tensorflow/tfjs-node': '4.22.0', yaml: '2.9.1' },
  os: { platform: 'linux', release: '6.1', arch: 'x64' },
  cpu: { model: 'Xeon', threads: 2 },
  memoryBytes: 1,
  git: { commit: 'abc', dirty: false },
};

describe('environmentChanges', () => {
  it('finds nothing where only what cannot matter differs', () => {
    const present = {
      ...stored,
      os: { ...stored.os, release: '6.2' },
      cpu: { ...stored.cpu, threads: 8 },
      memoryBytes: 2,
      packages: { ...stored.packages, new: '1.0.0' },
    };
    expect(environmentChanges(stored, present)).toEqual([]);
  });

  it('names versions, packages that are gone, the processor and the commit', () => {
    const present = {
      sparsweep: '0.2.0',
      node: '24.21.0',
      packages: { '@tensorflow/tfjs': '4.22.0', '@tensorflow/tfjs-node': null },
      os: { platform: 'linux', arch: 'arm64' },
      cpu: { model: 'Graviton' },
      git: null,
    };
    expect(environmentChanges(stored, present)).toEqual([
      { name: 'sparsweep', stored: '0.1.0', present: '0.2.0' },
      { name: 'os arch', stored: 'x64', present: 'arm64' },
      { name: 'cpu model', stored: 'Xeon', present: 'Graviton' },
      { name: 'git commit', stored: 'abc', present: null },
      { name: 'git dirty', stored: false, present: null },
      { name: '@tensorflow/tfjs-node', stored: '4.22.0', present: null },
      { name: 'yaml', stored: '2.9.1', present: null },
    ]);
  });

  it('knows of nothing in an environment that holds nothing', () => {
    expect(environmentChanges({}, {})).toEqual([]);
  });
});
