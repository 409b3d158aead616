import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import { mapHooks, type Regularizer } from '../../plugin/regularizer.ts';

/** The regularizer with hooks whose errors name the plugin and the hook. */
export function guardedRegularizer(plugin: Regularizer, use: string): Regularizer {
  return mapHooks(plugin, (hook, run) => (...args) => {
    try {
      return run(...args);
    } catch (thrown) {
      // An engine that cannot compile a hook already names the plugin and the hook.
      if (thrown instanceof SparsweepError && thrown.code === 'not-compilable') throw thrown;
      const reason = messageOf(thrown);
      throw new SparsweepError('broken-plugin', `regularizer \`${use}\` failed in \`${hook}\`: ${reason}`, {
        cause: thrown,
      });
    }
  });
}
