import { SparsweepError } from '@sparsweep/core/plugin';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { checkOptions } from './checkOptions.ts';
import { type ClassificationOptions, classificationOptions } from './options.ts';

const bad: { given: Partial<ClassificationOptions>; message: RegExp }[] = [
  { given: { nFeatures: 3 }, message: /nInformative 2 \+ nRedundant 2 \+ nRepeated 0 is 4.*nFeatures 3: raise.* to 4/ },
  { given: { nRepeated: 17 }, message: /is 21, more than nFeatures 20/ },
  { given: { nClasses: 3 }, message: /nClasses 3 \* nClustersPerClass 2 is 6.*2\^nInformative = 4.*nInformative to 3/ },
  { given: { weights: [1, 1, 1] }, message: /weights has 3 numbers, but nClasses is 2: give 2 numbers, or 1/ },
  { given: { weights: [] }, message: /weights has 0 numbers/ },
  { given: { weights: [1.2] }, message: /weights \[1.2\] sum to more than 1/ },
  { given: { shift: [1, 2] }, message: /shift has 2 numbers, but nFeatures is 20/ },
  { given: { scale: Array(21).fill(1) }, message: /scale has 21 numbers, but nFeatures is 20.*list of 20, or null/ },
  { given: { nSamples: 1e9 }, message: /nSamples 1000000000 \* nFeatures 20 is 20000000000 numbers; at most/ },
];

const good: Partial<ClassificationOptions>[] = [
  {},
  { nFeatures: 4 },
  { nClasses: 4, nClustersPerClass: 1 },
  { nClasses: 5, nInformative: 2000, nFeatures: 2002 },
  { weights: [0.2, 0.3] },
  { weights: [0.9, 0.9] },
  { weights: [1] },
  { nClasses: 1, nClustersPerClass: 4, weights: [] },
  // By rounding these three sum to 1.0000000000000002.
  { nInformative: 3, nClasses: 4, weights: [0.33, 0.56, 0.11] },
  { shift: Array(20).fill(1), scale: null },
];

function check(given: Partial<ClassificationOptions>): unknown {
  try {
    checkOptions({ ...Value.Create(classificationOptions), ...given });
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('checkOptions', () => {
  it.each(bad)('rejects $given', ({ given, message }) => {
    const error = check(given);
    expect(error).toBeInstanceOf(SparsweepError);
    expect(error).toMatchObject({ code: 'invalid-option', message: expect.stringMatching(message) });
    expect(error).toMatchObject({ message: expect.stringMatching(/^dataset classification: /) });
  });

  it.each(good)('accepts %o', (given) => {
    expect(check(given)).toBeUndefined();
  });
});
