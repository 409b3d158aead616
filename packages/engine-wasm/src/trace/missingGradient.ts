import { messageOf, type SparsweepError } from '@sparsweep/core/plugin';
import { notCompilable } from './notCompilable.ts';
import { type Recorded, siteOf } from './recording.ts';

/**
 * What to say of an error that TensorFlow.js throws for want of a gradient; null for any other error.
 *
 * It names only the kernel. It walks backwards, so the last such call that led to the value is meant.
 *
 * @param value what the gradient is of, once it is known.
 */
export function missingGradient(thrown: unknown, value: Recorded | null): SparsweepError | null {
  const [, kernel] = /gradient function not found for (\w+)/.exec(messageOf(thrown)) ?? [];
  if (kernel === undefined || value === null) return null;
  const { place } = siteOf(lastAncestor(value, kernel) ?? value);
  return notCompilable(
    { place, isGradient: false },
    `uses ${kernel}, of which TensorFlow.js knows no gradient`,
    'no engine can train with it unless tf.customGrad gives it one',
    { cause: thrown },
  );
}

/**
 * Of the calls of a kernel that a parameter went into, and that led to a value by ways that TensorFlow.js
 * differentiates, the last.
 */
function lastAncestor(value: Recorded, kernel: string): Recorded | null {
  const calls = [...ancestorsOf(value)].filter((ancestor) => ancestor.kernel === kernel && ancestor.isOnTape);
  const differentiated = calls.filter((call) =>
    [...ancestorsOf(call)].some((ancestor) => PARAMETER.test(ancestor.kernel)),
  );
  return differentiated.reduce<Recorded | null>((last, call) => (last && last.node > call.node ? last : call), null);
}

/** The names of the inputs that a step is differentiated by. */
const PARAMETER = /^layers\.\d+\.(kernel|bias)$/;

function ancestorsOf(descendant: Recorded): ReadonlySet<Recorded> {
  const ancestors = new Set([descendant]);
  // A set is walked on through what is added to it on the way.
  for (const { parents } of ancestors) for (const parent of parents) ancestors.add(parent);
  return ancestors;
}
