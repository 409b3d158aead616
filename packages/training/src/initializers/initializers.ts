import { type Initializer, log, type RandomStream } from '@sparsweep/core/plugin';

/** Draws the initial kernel [inputs, units] of a layer, row by row. */
type InitializerFunction = (inputs: number, units: number, random: RandomStream) => Float32Array;

/** The initializers by name. */
export const initializerFunctions: Readonly<Record<Initializer, InitializerFunction>> = {
  /** Uniform on +-sqrt(6 / (inputs + units)) (Glorot & Bengio, 2010, equation 16); the default of Keras. */
  glorotUniform: (inputs, units, random) => uniform(inputs, units, Math.sqrt(6 / (inputs + units)), random),

  /**
   * Normal with standard deviation sqrt(2 / inputs) (He et al., 2015, equation 10), as in PyTorch's `kaiming_normal_`.
   * Keras's `HeNormal` instead truncates the normal at two standard deviations.
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

/**
 * Draws from the standard normal distribution by Marsaglia's polar method (Marsaglia & Bray, 1964).
 *
 * The method yields a pair; the second number is dropped so that no state is kept between calls.
 */
function normal(random: RandomStream): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square);
  }
}
