import { defineRegularizer, Type } from '@sparsweep/core/plugin';

// Workers are forked and have a channel to their parent; the command itself has none.
if (process.send !== undefined) throw new Error('no accelerator in this process');

/** A regularizer that is found well when the sweep file is read, and cannot be loaded where it is used. */
export default defineRegularizer({
  name: 'unloadable',
  summary: 'Cannot be loaded by workers.',
  options: Type.Object({}),
});
