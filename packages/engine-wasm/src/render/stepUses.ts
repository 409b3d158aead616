import { at } from '@sparsweep/core/plugin';
import type { Step } from '../schedule/kernel.ts';
import type { Indices } from './pointers.ts';
import { usesOperandAgain } from './renderFunction.ts';

/** Analyses which steps use which, and which axes they depend on. */
export class StepUses {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  /**
   * The steps to keep in variables when the targets are computed, in order: the targets, and every step that they use
   * more than once.
   *
   * @param known steps that are computed already.
   */
  keptFor(targets: readonly number[], known: ReadonlySet<number>): readonly number[] {
    const uses = this.#countUses(targets, known);
    return this.#steps.flatMap((step, number) => {
      const count = uses.get(number) ?? 0;
      // A constant is as fast as a variable, and takes less code.
      return count > 1 && (step.kind !== 'number' || targets.includes(number)) ? [number] : [];
    });
  }

  /**
   * The steps to compute before the next loop: those that depend only on axes with an index, and that are roots or used by
   * steps that depend on other axes.
   *
   * @param known steps that are computed already.
   */
  lastOf(roots: readonly number[], known: ReadonlySet<number>, indices: Indices): readonly number[] {
    const ready = this.#steps.map(() => false);
    this.#steps.forEach((step, number) => {
      ready[number] =
        known.has(number) || (standsAt(step, indices) && operandsOf(step).every((operand) => ready[operand]));
    });
    const needed = this.#countUses(roots, known);
    const users = [...needed.keys()].filter((number) => !ready[number]);
    const last = [...roots, ...users.flatMap((number) => operandsOf(at(this.#steps, number)))];
    return [...new Set(last)].filter((number) => ready[number] && !known.has(number)).sort((a, b) => a - b);
  }

  /** How often each step is used to compute the targets. Targets count at least twice, so that they are kept. */
  #countUses(targets: readonly number[], known: ReadonlySet<number>): ReadonlyMap<number, number> {
    const uses = new Map<number, number>();
    const use = (number: number, times: number): void => {
      if (known.has(number)) return;
      const before = uses.get(number) ?? 0;
      uses.set(number, before + times);
      if (before > 0) return;
      const step = at(this.#steps, number);
      for (const operand of operandsOf(step)) use(operand, repeats(step) ? 2 : 1);
    };
    for (const target of targets) use(target, 2);
    return uses;
  }
}

function repeats(step: Step): boolean {
  return step.kind === 'unary' && usesOperandAgain(step.function);
}

function standsAt(step: Step, indices: Indices): boolean {
  if (step.kind === 'result') return false;
  if (step.kind === 'position') return indices[step.axis] !== undefined;
  if (step.kind !== 'load') return true;
  return step.view.strides.every((stride, axis) => stride === 0 || indices[axis] !== undefined);
}

function operandsOf(step: Step): readonly number[] {
  switch (step.kind) {
    case 'unary':
      return [step.operand];
    case 'binary':
      return [step.left, step.right];
    case 'select':
      return [step.condition, step.yes, step.no];
    default:
      return [];
  }
}
