import { describe, expect, it } from 'vitest';
import type { TrialRecord } from '../../store/write/records.ts';
import { compareRerun } from './compareRerun.ts';
import { type TrialNumbers, trialNumbers } from './rerunTrial.ts';

const measured = (epoch: number | null, name: string, value: number | null) => ({
  epoch,
  split: 'train' as const,
  layer: null,
  name,
  value,
});

/** A layer of two inputs and two units. */
const layer = (kernel: readonly number[], bias: readonly number[]) => ({
  inputs: 2,
  units: 2,
  kernel: Float32Array.from(kernel),
  bias: Float32Array.from(bias),
});

const stored: TrialNumbers = {
  status: 'finished',
  epochs: 2,
  measurements: [measured(1, 'loss', 0.75), measured(2, 'loss', 0.5), measured(null, 'accuracy', 1)],
  weights: [layer([1, 2, 3, 4], [0, -1])],
};

describe('compareRerun', () => {
  it('finds equal what is equal in every bit', () => {
    const again = {
      ...stored,
      measurements: stored.measurements.toReversed(),
      weights: [layer([1, 2, 3, 4], [0, -1])],
    };
    expect(compareRerun(stored, again)).toEqual({
      equal: true,
      measurements: { compared: 3, different: 0 },
      weights: { compared: 6, different: 0 },
    });
  });

  it('names the earliest measurement that differs', () => {
    // The numbers 0.5 and 0.5 + 2^-53 are neighbours.
    const measurements = [
      measured(null, 'accuracy', 0.875),
      measured(2, 'loss', 0.5 + 2 ** -53),
      measured(1, 'loss', 0.75),
    ];
    expect(compareRerun(stored, { ...stored, measurements })).toEqual({
      equal: false,
      first: {
        kind: 'measurement',
        epoch: 2,
        split: 'train',
        layer: null,
        name: 'loss',
        stored: 0.5,
        again: 0.5 + 2 ** -53,
      },
      measurements: { compared: 3, different: 2 },
      weights: { compared: 6, different: 0 },
    });
  });

  it('names the weight that differs, and the one that differs most for its size', () => {
    // 3 is for input 1 and unit 0; 2^-22 is the distance to the next float32. The bias -1 becomes -0.5: half of 1.
    const again = { ...stored, weights: [layer([1, 2, 3 + 2 ** -22, 4], [0, -0.5])] };
    const { equal, first, weights } = compareRerun(stored, again);
    expect(equal).toBe(false);
    expect(first).toEqual({
      kind: 'weight',
      layer: 0,
      tensor: 'kernel',
      input: 1,
      unit: 0,
      stored: 3,
      again: 3 + 2 ** -22,
      relative: 2 ** -22 / (3 + 2 ** -22),
    });
    expect(weights).toMatchObject({ compared: 6, different: 2 });
    expect(weights.largest).toMatchObject({
      tensor: 'bias',
      input: null,
      unit: 1,
      stored: -1,
      again: -0.5,
      relative: 0.5,
    });
  });

  it('tells the zeros of a weight apart, which differ in a bit and not in size', () => {
    const { equal, weights } = compareRerun(stored, { ...stored, weights: [layer([1, 2, 3, 4], [-0, -1])] });
    expect(equal).toBe(false);
    expect(weights).toMatchObject({
      different: 1,
      largest: { tensor: 'bias', unit: 0, stored: 0, again: -0, relative: 0 },
    });
  });

  it('takes the difference from a number that is not finite for infinite', () => {
    const { weights } = compareRerun(stored, { ...stored, weights: [layer([1, Number.NaN, 3, 9], [0, -1])] });
    expect(weights).toMatchObject({ different: 2, largest: { input: 0, unit: 1, relative: Number.POSITIVE_INFINITY } });
  });

  it('finds one NaN equal to another', () => {
    const broken = {
      status: 'diverged' as const,
      epochs: 1,
      measurements: [measured(1, 'loss', null)],
      weights: [layer([Number.NaN, Number.POSITIVE_INFINITY, 0, 0], [0, 0])],
    };
    // Another sign and other bits, as another processor may give.
    const kernel = new Float32Array(Uint32Array.from([0xffc00001, 0x7f800000, 0, 0]).buffer);
    const again = { ...broken, weights: [{ inputs: 2, units: 2, kernel, bias: new Float32Array(2) }] };
    expect(compareRerun(broken, again).equal).toBe(true);
  });

  it.each([
    [stored.measurements.slice(0, 2), { epoch: null, name: 'accuracy', stored: 1 }, 'again'],
    [[...stored.measurements, measured(2, 'accuracy', 1)], { epoch: 2, name: 'accuracy', again: 1 }, 'stored'],
  ])('names what was measured on one side only', (measurements, expected, missing) => {
    const { first } = compareRerun(stored, { ...stored, measurements });
    expect(first).toMatchObject({ kind: 'measurement', ...expected });
    expect(first).not.toHaveProperty(missing);
  });

  it('says that a trial ended otherwise, unless an epoch before that came out otherwise', () => {
    const again: TrialNumbers = {
      status: 'diverged',
      epochs: 1,
      error: 'the train loss became NaN in epoch 1',
      measurements: [measured(1, 'loss', 0.75)],
    };
    const comparison = compareRerun(stored, again);
    expect(comparison).toMatchObject({
      equal: false,
      first: { kind: 'end', stored: { status: 'finished', epochs: 2 }, again: { status: 'diverged', epochs: 1 } },
      measurements: { compared: 3, different: 2 },
      weights: { compared: 0, different: 0 },
    });
    const worse = compareRerun(stored, { ...again, measurements: [measured(1, 'loss', null)] });
    expect(worse.first).toMatchObject({ kind: 'measurement', epoch: 1, stored: 0.75, again: null });
  });

  it('says that the layers have other sizes', () => {
    const wide = { inputs: 1, units: 4, kernel: new Float32Array(4), bias: new Float32Array(4) };
    const { first } = compareRerun(stored, { ...stored, weights: [wide] });
    expect(first).toEqual({ kind: 'layers', stored: [[2, 2]], again: [[1, 4]] });
  });

  it('compares no weights where none were kept', () => {
    const { weights: _, ...without } = stored;
    expect(compareRerun(without, stored)).toMatchObject({ equal: true, weights: { compared: 0, different: 0 } });
  });
});

describe('trialNumbers', () => {
  const records: readonly TrialRecord[] = [
    { type: 'started', trial: 3, attempt: 1 },
    {
      type: 'epoch',
      trial: 3,
      epoch: 1,
      measurements: [
        { name: 'loss', split: 'train', layer: null, value: Number.NaN },
        { name: 'penalty', split: 'train', layer: null, value: -0 },
      ],
    },
    { type: 'ended', trial: 3, status: 'diverged', epochs: 1, error: 'it did', measurements: [], weights: [] },
  ];

  it('gives numbers as the store keeps them', () => {
    expect(trialNumbers(records)).toEqual({
      status: 'diverged',
      epochs: 1,
      error: 'it did',
      measurements: [measured(1, 'loss', null), measured(1, 'penalty', 0)],
      weights: [],
    });
  });

  it('has none of a trial that has not ended', () => {
    expect(() => trialNumbers(records.slice(0, 2))).toThrow('has not ended');
  });
});
