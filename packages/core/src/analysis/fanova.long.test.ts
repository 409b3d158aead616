import { expect, it } from 'vitest';
import { mixedConditional } from '../../test/search/testFunctions.ts';
import { randomStreams } from '../run/plan/randomStreams.ts';
import { randomDraw } from '../search/samplers/random.ts';
import { fanova } from './fanova.ts';

it('the shares of conditional parameters are those of the quadrature, for 2000 configurations', () => {
  const { space, evaluate } = mixedConditional;
  const stream = randomStreams(1)('draws');
  const draws = Array.from({ length: 2000 }, () => randomDraw(space, stream));
  const values = draws.map((draw) => evaluate(draw)[0] ?? Number.NaN);
  const found = fanova(space, draws, values, randomStreams(0)('forest'));
  // By quadrature of the function, whose parameters are independent where they exist (numpy, midpoint rule).
  const shares = [0.2171, 0.016, 0.148, 0.0433, 0.1325, 0.0063];
  expect(found).toHaveLength(shares.length);
  for (const [i, share] of shares.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - share), `parameter ${i}`).toBeLessThan(0.025);
  }
});
