import { defineRegularizer, SparsweepError, Type } from '@sparsweep/core/plugin';

/**
 * k-sparse: keeps the k largest activations of each sample and sets the rest to zero (Makhzani & Frey, "k-Sparse
 * autoencoders", 2013). The gradient flows through the kept values.
 *
 * Values are compared after the activation function, by value and not by magnitude. On ties the unit with the lower
 * index is kept. At evaluation alpha * k units are kept.
 */
export const regularizerKSparse = defineRegularizer({
  name: 'k-sparse',
  summary: 'Keeps the k most active units of each sample and silences the others.',
  options: Type.Object(
    {
      k: Type.Optional(
        Type.Integer({ minimum: 1, description: 'How many units stay active. Give either this or fraction.' }),
      ),
      fraction: Type.Optional(
        Type.Number({
          exclusiveMinimum: 0,
          maximum: 1,
          description: 'What share of the units stays active, at least one unit. Give either this or k.',
        }),
      ),
      alpha: Type.Number({
        minimum: 1,
        default: 1,
        description: 'At evaluation alpha times as many units stay, at most all.',
      }),
      scope: Type.Enum(['sample'], { default: 'sample', description: 'Among what the largest are sought.' }),
    },
    { oneOf: [{ required: ['k'] }, { required: ['fraction'] }] },
  ),

  transform(activations, { tf, options: { k, fraction, alpha }, phase, layer, largest }) {
    const units = k ?? (fraction && tf.maximum(tf.mul(fraction, layer.units), 1));
    if (units === undefined) {
      throw new SparsweepError('invalid-option', 'k-sparse needs either k or fraction; both are missing');
    }
    return tf.mul(activations, largest(activations, phase === 'evaluate' ? tf.mul(units, alpha) : units));
  },
});

export default regularizerKSparse;
