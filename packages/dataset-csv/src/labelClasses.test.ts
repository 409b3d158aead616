import { describe, expect, it } from 'vitest';
import { labelClasses } from './labelClasses.ts';

describe('labelClasses', () => {
  it.each([
    { targets: ['10', '9', '-1', '9'], classes: ['-1', '9', '10'], labels: [2, 1, 0, 1] },
    { targets: ['2', '2.0', '1', '+1e0'], classes: ['1', '2'], labels: [1, 1, 0, 0] },
    { targets: ['-0', '0', '1'], classes: ['0', '1'], labels: [0, 0, 1] },
    { targets: ['10', '9', 'x'], classes: ['10', '9', 'x'], labels: [0, 1, 2] },
    { targets: ['b', 'B', 'ä', 'a', 'b'], classes: ['B', 'a', 'b', 'ä'], labels: [2, 0, 3, 1, 2] },
  ])('sorts $targets', ({ targets, classes, labels }) => {
    const result = labelClasses(targets);
    expect(result.classes).toEqual(classes);
    expect([...result.labels]).toEqual(labels);
  });
});
