import { defineRegularizer, Type } from '@sparsweep/core/plugin';

// Workers are forked and have a channel to their parent; the command itself has none.
if (process.send !== undefined) throw new Error('no accelerator in this process');

/** A regularizer that loads when the sweep file is read, but not in a worker. */
export default defineRegularizer({
  name: 'unloadable',
  summary: 'Cannot be loaded by workers.',
  options: Type.Object({}),
});
