import type { SamplerPlugin } from '../sampler.ts';
import { cmaEs } from './cmaEs.ts';
import { evolution } from './evolution.ts';
import { gp } from './gp.ts';
import { grid } from './grid.ts';
import { latinHypercube } from './latinHypercube.ts';
import { nsga2 } from './nsga2.ts';
import { random } from './random.ts';
import { sobol } from './sobol.ts';
import { tpe } from './tpe.ts';

/** All search methods, in listing order. */
export const samplers: readonly SamplerPlugin[] = [
  grid,
  random,
  sobol,
  latinHypercube,
  tpe,
  gp,
  cmaEs,
  nsga2,
  evolution,
];
