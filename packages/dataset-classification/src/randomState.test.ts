import { describe, expect, it } from 'vitest';
import { RandomState } from './randomState.ts';

// Output of numpy 2.4.6 for RandomState(seed), with these calls in order on one stream:
// random_sample(2); standard_normal(3); randint(n) for n in BOUNDS; permutation(8); standard_normal()
const BOUNDS = [1, 2, 10, 1000, 2 ** 30, 2 ** 32 - 1];
const streams = [
  {
    seed: 0,
    uniform: [0.5488135039273248, 0.7151893663724195],
    normal: [0.9787379841057392, 2.240893199201458, 1.8675579901499675],
    integers: [0, 0, 7, 70, 243580376, 4138900056],
    permutation: [7, 6, 3, 5, 0, 1, 2, 4],
    lastNormal: -0.977277879876411,
  },
  {
    seed: 42,
    uniform: [0.3745401188473625, 0.9507143064099162],
    normal: [0.6476885381006925, 1.5230298564080254, -0.23415337472333597],
    integers: [0, 0, 7, 372, 434285667, 613608295],
    permutation: [0, 6, 3, 1, 4, 5, 2, 7],
    lastNormal: -0.23413695694918055,
  },
  {
    seed: 2 ** 32 - 1,
    uniform: [0.0976320289940138, 0.9123828453026218],
    normal: [0.6484086742306527, 0.6693235306338161, -1.0805437227474493],
    integers: [0, 1, 6, 87, 1007408439, 3525743318],
    permutation: [3, 2, 0, 4, 7, 1, 5, 6],
    lastNormal: 0.2845010447986309,
  },
];

describe('RandomState', () => {
  it.each(streams)('matches numpy for seed $seed', (stream) => {
    const random = new RandomState(stream.seed);
    expect([random.uniform(), random.uniform()]).toEqual(stream.uniform);
    for (const normal of stream.normal) expect(random.standardNormal()).toBeCloseTo(normal, 14);
    expect(BOUNDS.map((bound) => random.integer(bound))).toEqual(stream.integers);
    expect([...random.permutation(8)]).toEqual(stream.permutation);
    expect(random.standardNormal()).toBeCloseTo(stream.lastNormal, 14);
  });

  it('matches numpy after many draws', () => {
    const random = new RandomState(7);
    for (let draw = 0; draw < 5000; draw++) random.uniform();
    expect(random.uniform()).toBe(0.4162124271188803);
  });
});
