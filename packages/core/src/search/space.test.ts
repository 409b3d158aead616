import { describe, expect, it } from 'vitest';
import { drawKey, drawnOf, drawnValues, isActive, makeDraw, type Parameter, type Space } from './space.ts';

const method: Parameter = { name: 'method', path: '/m', domain: { type: 'choice', labels: ['l1', null] } };
const inner: Parameter = {
  name: 'constructor',
  path: '/m/values/0/k',
  domain: { type: 'range', min: 0, max: 9, integer: true, log: false },
  within: { parameter: 'method', choice: 0 },
};
const space: Space = { template: {}, parameters: [method, inner] };

describe('a draw', () => {
  it('shows choices by label and numbers as they are', () => {
    expect(drawnValues(space, { method: 0, constructor: 7 })).toEqual({ method: 'l1', constructor: 7 });
    expect(drawnValues(space, { method: 1 })).toEqual({ method: null });
  });

  it('determines which parameters exist', () => {
    expect(isActive(method, {})).toBe(true);
    expect(isActive(inner, { method: 0 })).toBe(true);
    expect(isActive(inner, { method: 1 })).toBe(false);
    expect(isActive(inner, {})).toBe(false);
  });

  it('has only the drawn values, whatever the parameters are called', () => {
    expect(drawnOf({}, 'constructor')).toBeUndefined();
    expect(drawnOf({ constructor: 0 }, 'constructor')).toBe(0);
  });

  it('contains the active parameters, under any name', () => {
    const odd: Space = { template: {}, parameters: [method, inner, { ...inner, name: '__proto__' }] };
    const draw = makeDraw(odd, (_, index) => index);
    expect(Object.entries(draw)).toEqual([
      ['method', 0],
      ['constructor', 1],
      ['__proto__', 2],
    ]);
    expect(Object.keys(makeDraw(odd, () => 1))).toEqual(['method']);
    expect(drawKey(odd, draw)).not.toBe(
      drawKey(
        odd,
        makeDraw(odd, () => 0),
      ),
    );
    expect(drawKey(odd, draw)).toBe(
      drawKey(
        odd,
        makeDraw(odd, (_, index) => index),
      ),
    );
  });
});
