import { expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import { groupsOf } from './groups.ts';

it('has together what stands inside the same choice', () => {
  const inside = (index: number) => ({ parameter: 'branch', choice: index });
  const space = spaceOf(
    parameter('x', range(0, 1)),
    parameter('branch', choice(2)),
    parameter('a', range(0, 1), inside(0)),
    parameter('b', range(0, 1), inside(1)),
    parameter('c', range(0, 1), inside(0)),
    parameter('y', range(0, 1)),
  );
  expect(groupsOf(space)).toEqual([[0, 1, 5], [2, 4], [3]]);
});
