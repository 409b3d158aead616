import { expect, it } from 'vitest';
import { choice, range } from '../../../../test/search/parameters.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import { LEAST_EXPONENT, mixtureOf, quickExp } from './mixture.ts';
import { coordinatesOf } from './ranking.ts';

const NAMES = ['real', 'whole', 'choice', 'log'] as const;
const DOMAINS = [range(0, 1), range(1, 10, { integer: true }), choice(3), range(1e-4, 1, { log: true })];
const PARAMETERS = DOMAINS.map((domain, i) => ({ name: NAMES[i] ?? '', path: '', domain }));

/** The coordinates of a value for each domain. */
function point(...values: readonly number[]): readonly number[] {
  const draw = Object.fromEntries(values.map((value, i) => [NAMES[i] ?? '', value]));
  return coordinatesOf({ template: {}, parameters: PARAMETERS }, draw);
}

const OBSERVED = [point(0.2, 2, 0, 1e-3), point(0.5, 3, 0, 1e-2), point(0.9, 9, 2, 0.5)];
const observations = OBSERVED.map((coordinates) => ({ coordinates, weight: 1 }));

it('has the density of the Parzen estimator of Optuna 5.0.0', () => {
  const mixture = mixtureOf(DOMAINS, observations);
  // _ParzenEstimator.log_pdf, plus log(log(1e4)), since the logarithmic range is the unit interval here.
  expect(mixture.logDensity(point(0.3, 3, 0, 1e-3))).toBeCloseTo(-1.8095856602747373, 5);
  expect(mixture.logDensity(point(0.95, 10, 1, 0.9))).toBeCloseTo(-3.8906482394664774, 5);
  expect(mixture.logDensity(point(0.01, 5, 2, 2e-2))).toBeCloseTo(-4.0168755166646015, 5);
});

it('is only the prior without observations', () => {
  // By scipy: norm.pdf(0.25) / (norm.cdf(0.5) - norm.cdf(-0.5)) = 1.009775..., times 0.5 for the choice.
  const mixture = mixtureOf([range(0, 1), choice(2)], []);
  expect(mixture.logDensity([0.25, 1])).toBeCloseTo(-0.6834193800689957, 12);
});

it('draws as its density says', () => {
  const domains = [range(1, 4, { integer: true }), choice(2, [0.75, 0.25])];
  const mixture = mixtureOf(domains, [{ coordinates: [0.125, 1], weight: 2 }]);
  const stream = randomStreams(1)('draws');
  const counts = new Map<string, number>();
  for (let i = 0; i < 8000; i++) {
    const [x = 0, c = 0] = mixture.draw(stream);
    const key = `${Math.floor(x * 4)} ${c}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let total = 0;
  for (const c of [0, 1]) {
    for (const cell of [0, 1, 2, 3]) {
      const share = Math.exp(mixture.logDensity([(cell + 0.5) / 4, c]));
      total += share;
      const deviation = Math.sqrt((share * (1 - share)) / 8000);
      expect(Math.abs((counts.get(`${cell} ${c}`) ?? 0) / 8000 - share)).toBeLessThan(4 * deviation);
    }
  }
  expect(total).toBeCloseTo(1, 8);
});

it('appends a kernel as if it had been there from the start, at minimum bandwidth', () => {
  // 100 quantiles, 1/100 apart and less: every bandwidth is 1/100, whatever comes between.
  const many = Array.from({ length: 100 }, (_, i) => ({ coordinates: [(i + 0.5) / 100], weight: 1 }));
  const late = { coordinates: [0.503], weight: 0.5 };
  const grown = mixtureOf([range(0, 1)], many);
  grown.append(late);
  const whole = mixtureOf([range(0, 1)], [...many, late]);
  for (const x of [0.01, 0.5, 0.77]) expect(grown.logDensity([x])).toBeCloseTo(whole.logDensity([x]), 8);
});

it('gives no density to a choice of probability 0, even where it was observed', () => {
  const mixture = mixtureOf([choice(3, [0.5, 0.5, 0])], [{ coordinates: [2], weight: 1 }]);
  expect(mixture.logDensity([2])).toBe(Number.NEGATIVE_INFINITY);
  expect(mixture.logDensity([0])).toBeCloseTo(Math.log(0.5), 12);
  const stream = randomStreams(1)('draws');
  expect(Array.from({ length: 100 }, () => mixture.draw(stream)[0])).not.toContain(2);
});

it('is the exponential function to 12 digits', () => {
  for (let x = LEAST_EXPONENT; x <= 0; x += 0.0371) expect(Math.abs(quickExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
  expect(quickExp(0)).toBe(1);
  expect(Math.abs(quickExp(LEAST_EXPONENT) / Math.exp(LEAST_EXPONENT) - 1)).toBeLessThan(1e-12);
});
