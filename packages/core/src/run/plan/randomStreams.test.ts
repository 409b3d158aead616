import { describe, expect, it } from 'vitest';
import { derivedSeed, randomStreams } from './randomStreams.ts';

// The numbers were worked out by a Python program written from the paper: xoroshiro128+ on 64-bit integers, its state the
// first 128 bits of hashlib.sha256('<seed>\n<purpose>').
describe('randomStreams', () => {
  it.each([
    [0, 'weights', [0.10107012563116724, 0.8038805553980084, 0.8722217840680507]],
    [42, 'shuffle 3', [0.6743754775546891, 0.44743200035687647, 0.5749650808811059]],
    [4294967295, 'proposal 0', [0.44203430921072373, 0.4649852758138292, 0.10605456922249668]],
  ])('yields the uniform numbers of seed %i and purpose %s', (seed, purpose, expected) => {
    const stream = randomStreams(seed)(purpose);
    expect(expected.map(() => stream.uniform())).toEqual(expected);
  });

  it.each([
    [0, 'weights', [0, 0, 0, 180, 1736255413, 3098397485]],
    [42, 'shuffle 3', [0, 0, 1, 185, 239911845, 3008839223]],
    [4294967295, 'proposal 0', [0, 0, 3, 217, 3362560401, 4115455261]],
  ])(
    'yields the integers of seed %i and purpose %s below 1, 2, 6, 1000, 2^32 and 2^32 - 1',
    (seed, purpose, expected) => {
      const stream = randomStreams(seed)(purpose);
      expect([1, 2, 6, 1000, 2 ** 32, 2 ** 32 - 1].map((bound) => stream.integer(bound))).toEqual(expected);
    },
  );

  it('begins each stream anew, whatever was drawn from others', () => {
    const streams = randomStreams(7);
    const first = streams('weights');
    const expected = [first.uniform(), first.uniform()];
    const other = streams('shuffle 0');
    for (let i = 0; i < 100; i++) other.uniform();
    const again = streams('weights');
    expect([again.uniform(), again.uniform()]).toEqual(expected);
  });

  it('gives each seed and each purpose a stream of its own', () => {
    const firsts = [0, 1, 10, 11].flatMap((seed) =>
      ['a', 'b', '0', '1'].map((purpose) => randomStreams(seed)(purpose).uniform()),
    );
    expect(new Set(firsts).size).toBe(16);
  });

  it('spreads uniform numbers evenly over [0, 1)', () => {
    const stream = randomStreams(3)('evenness');
    const tenths = new Array(10).fill(0);
    for (let i = 0; i < 10_000; i++) tenths[Math.floor(stream.uniform() * 10)]++;
    // Chi-squared with 9 degrees of freedom exceeds 27.9 once in a thousand.
    expect(tenths.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
  });
});

describe('derivedSeed', () => {
  it('is the first 32 bits of the digest', () => {
    expect([0, 1, 2].map((replicate) => derivedSeed(0, `replicate ${replicate}`))).toEqual([
      2678873435, 3645135889, 4128765164,
    ]);
    expect(derivedSeed(7, 'dataset')).toBe(3713816095);
  });
});
