import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { Regularizer, RegularizerHooks } from '../../plugin/regularizer.ts';

/** The regularizer with hooks that say, when they throw, whose they are. */
export function guardedRegularizer(plugin: Regularizer, use: string): Regularizer {
  function guard<Arguments extends readonly unknown[], Result>(
    hook: keyof RegularizerHooks,
    run: ((...args: Arguments) => Result) | undefined,
  ): Readonly<Record<string, (...args: Arguments) => Result>> {
    if (run === undefined) return {};
    const guarded = (...args: Arguments): Result => {
      try {
        return run(...args);
      } catch (thrown) {
        // Where an engine cannot compile what a hook does, it says by itself which hook of which plugin that is.
        if (thrown instanceof SparsweepError && thrown.code === 'not-compilable') throw thrown;
        const reason = messageOf(thrown);
        throw new SparsweepError('broken-plugin', `regularizer \`${use}\` failed in \`${hook}\`: ${reason}`, {
          cause: thrown,
        });
      }
    };
    return { [hook]: guarded };
  }
  return {
    ...plugin,
    ...guard('transform', plugin.transform?.bind(plugin)),
    ...guard('penalty', plugin.penalty?.bind(plugin)),
    ...guard('project', plugin.project?.bind(plugin)),
    ...guard('state', plugin.state?.bind(plugin)),
    ...guard('update', plugin.update?.bind(plugin)),
  };
}
