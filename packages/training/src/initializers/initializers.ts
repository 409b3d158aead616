import type { Initializer, RandomStream } from '@sparsweep/core/plugin';
import { normal } from './normal.ts';

/** Draws the first kernel [inputs, units] of a layer, row by row. */
export type InitializerFunction = (inputs: number, units: number, random: RandomStream) => Float32Array;

/** The initializers by name. */
export const initializerFunctions: Readonly<Record<Initializer, InitializerFunction>> = {
  /** Uniform on +-sqrt(6 / (inputs + units)) (Glorot & Bengio, 2010, equation 16); the default of Keras. */
  glorotUniform: (inputs, units, random) => uniform(inputs, units, Math.sqrt(6 / (inputs + units)), random),

  /**
   * Normal with standard deviation sqrt(2 / inputs) (He et al., 2015, equation 10), as in PyTorch's `kaiming_normal_`.
   * Keras's `HeNormal` draws from a normal that is cut off at two standard deviations instead.
   */
  heNormal: (inputs, units, random) => {
    const deviation = Math.sqrt(2 / inputs);
    return Float32Array.from({ length: inputs * units }, () => deviation * normal(random));
  },

  /** Uniform on +-sqrt(6 / inputs), which has the variance of `heNormal`; `HeUniform` in Keras. */
  heUniform: (inputs, units, random) => uniform(inputs, units, Math.sqrt(6 / inputs), random),

  zeros: (inputs, units) => new Float32Array(inputs * units),
};

function uniform(inputs: number, units: number, limit: number, random: RandomStream): Float32Array {
  return Float32Array.from({ length: inputs * units }, () => limit * (2 * random.uniform() - 1));
}
