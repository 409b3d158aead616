import { defineRegularizer, Type } from '@sparsweep/core/plugin';
import { commit, FAULTS } from './fault.ts';

/** A regularizer that changes nothing and has a fault in the given hook. */
export default defineRegularizer({
  name: 'faulty',
  summary: 'Misbehaves.',
  options: Type.Object({
    fault: Type.Enum([...FAULTS], { default: 'none' }),
    hook: Type.Enum(['transform', 'penalty', 'project', 'state', 'update'], { default: 'project' }),
    once: Type.String({ default: '' }),
  }),
  transform(activations, { options: { fault, hook, once } }) {
    if (hook === 'transform') commit(fault, once);
    return activations;
  },
  penalty(_, { tf, options: { fault, hook, once } }) {
    if (hook === 'penalty') commit(fault, once);
    return tf.scalar(0);
  },
  project(kernel, { options: { fault, hook, once } }) {
    if (hook === 'project') commit(fault, once);
    return kernel;
  },
  state({ options: { fault, hook, once } }) {
    if (hook === 'state') commit(fault, once);
    return {};
  },
  update(_, { options: { fault, hook, once } }) {
    if (hook === 'update') commit(fault, once);
    return {};
  },
});
