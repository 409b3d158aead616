import { describe, expect, it } from 'vitest';
import { messageFor, readTest, sweepText } from '../../test/sweepfile/readTest.ts';

const LOSS = 'metrics: [{ name: train.loss, goal: minimize }]';
const of = (earlyTerminate: string, metrics = LOSS) =>
  sweepText({ rest: `${metrics}\nearlyTerminate: ${earlyTerminate}` });

describe('earlyTerminate', () => {
  it('is one method or a list, with defaults filled in', async () => {
    expect((await readTest(of('{ use: asha }'))).spec.search.earlyTerminate).toEqual([
      { use: 'asha', minEpochs: 1, reduction: 3 },
    ]);
    expect(
      (await readTest(of('[{ use: patience }, { use: hyperband, minEpochs: 4 }]'))).spec.search.earlyTerminate,
    ).toEqual([
      { use: 'patience', epochs: 10, minDelta: 0 },
      { use: 'hyperband', minEpochs: 4, reduction: 3 },
    ]);
  });

  it.each([
    [
      '{ use: median }',
      'metrics: []',
      /sweep\.yaml:7:17: trials are ended early by the first of `metrics`, and there is none/,
    ],
    [
      '{ use: median }',
      'metrics: [{ name: weights.zeroFraction, goal: maximize }]',
      /sweep\.yaml:6:19: trials are ended early by the first metric, and `weights\.zeroFraction` is only measured at the end/,
    ],
    [
      '[{ use: median }, { use: asha }]',
      LOSS,
      /sweep\.yaml:7:42: `asha` compares trials with each other, and `median` does already/,
    ],
    ['{ use: medain }', LOSS, /sweep\.yaml:7:24: .*medain[\s\S]*did you mean `median`/],
    ['{ use: asha, reduction: 1 }', LOSS, /sweep\.yaml:7:41: .*reduction/],
    ['{ use: asha, epochs: 1 }', LOSS, /sweep\.yaml:7:30: .*epochs/],
  ])('%s is refused where it stands', async (earlyTerminate, metrics, message) => {
    expect(await messageFor(of(earlyTerminate, metrics))).toMatch(message);
  });
});
