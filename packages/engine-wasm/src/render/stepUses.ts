import { at } from '@sparsweep/core/plugin';
import type { Step } from '../schedule/kernel.ts';
import type { Indices } from './pointers.ts';
import { usesOperandAgain } from './renderFunction.ts';

/** Which steps need which, and which depend on which axes. */
export class StepUses {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  /**
   * The steps, in their order, that are to be kept in variables when the targets are computed: the targets, and what
   * is used more than once on the way to them.
   *
   * @param known steps that have been computed already.
   */
  keptFor(targets: readonly number[], known: ReadonlySet<number>): readonly number[] {
    const uses = this.#countUses(targets, known);
    return this.#steps.flatMap((step, number) => {
      const count = uses.get(number) ?? 0;
      // A constant costs as much as a variable, and a variable makes more code.
      return count > 1 && (step.kind !== 'number' || targets.includes(number)) ? [number] : [];
    });
  }

  /**
   * The steps on the way to the roots that depend on no other axes than those with an index, while what uses them does.
   *
   * @param known steps that have been computed already.
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

  /** How often each step on the way to the targets is used; targets at least twice, so that they are kept. */
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
