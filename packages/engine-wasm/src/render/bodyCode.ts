import { at } from '@sparsweep/core/plugin';
import type { Body, Step, View } from '../schedule/kernel.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { storeVector } from './loadVector.ts';
import { addressOf, type Indices, keepPointers, type Pointers } from './pointers.ts';
import { renderStep } from './renderStep.ts';
import { StepUses } from './stepUses.ts';
import type { Lanes } from './vectors.ts';

/** The values of steps and parts of addresses that earlier code has computed. */
export interface Environment {
  readonly values: ReadonlyMap<number, Variable>;
  readonly pointers: Pointers;
}

/** Code, and the environment after it. */
export interface Prepared {
  readonly code: readonly Expression[];
  readonly environment: Environment;
}

/** The environment before any code. */
export const NOTHING: Environment = { values: new Map(), pointers: new Map() };

/**
 * Renders the arithmetic of a body, four elements along one axis at a time. What does not depend on an inner loop is
 * computed outside of it: `prepare`, called at the start of each loop, keeps it in variables.
 */
export class BodyCode {
  readonly #scope: KernelScope;
  readonly #steps: readonly Step[];
  readonly #stores: Body['stores'];
  readonly #roots: readonly number[];
  readonly #views: readonly View[];
  readonly #uses: StepUses;
  readonly #vectorAxis: number;

  /**
   * @param vectorAxis the axis along which the four lanes lie; -1 for a body without axes.
   * @param wanted steps whose values are needed besides those that are stored.
   */
  constructor(scope: KernelScope, { steps, stores }: Body, vectorAxis: number, wanted: readonly number[] = []) {
    this.#scope = scope;
    this.#steps = steps;
    this.#stores = stores;
    this.#roots = [...wanted, ...stores.map(({ step }) => step)];
    this.#uses = new StepUses(steps);
    const loaded = steps.flatMap((step) => (step.kind === 'load' ? [step.view] : []));
    this.#views = [...loaded, ...stores.map(({ view }) => view)];
    this.#vectorAxis = vectorAxis;
  }

  /** Computes everything that depends only on axes with an index. */
  prepare(environment: Environment, indices: Indices, lanes: Lanes): Prepared {
    const moved = this.preparePointers(environment, indices);
    const kept = this.#uses.lastOf(this.#roots, new Set(environment.values.keys()), indices);
    const computed = this.#compute(moved.environment, kept, indices, lanes);
    return { code: [...moved.code, ...computed.code], environment: computed.environment };
  }

  /** Computes the parts of addresses that depend only on axes with an index. */
  preparePointers({ values, pointers }: Environment, indices: Indices): Prepared {
    const kept = keepPointers(this.#scope, this.#views, pointers, indices);
    return { code: kept.code, environment: { values, pointers: kept.pointers } };
  }

  /** Computes the wanted value of four elements. */
  value(environment: Environment, indices: Indices, lanes: Lanes): { code: readonly Expression[]; value: Variable } {
    const computed = this.#compute(environment, this.#roots, indices, lanes);
    return { code: computed.code, value: variableOf(computed.environment, at(this.#roots, 0)) };
  }

  /** Computes and stores the elements of the lanes in use. All values are computed before the first store. */
  elements(environment: Environment, indices: Indices, lanes: Lanes): Expression {
    const computed = this.#compute(environment, this.#roots, indices, lanes);
    const stores = this.#stores.map(({ view, step }) => {
      const address = addressOf(this.#scope, view, environment.pointers, indices);
      // A body without axes has a single element.
      const stride = this.#vectorAxis < 0 ? 1 : at(view.strides, this.#vectorAxis);
      return storeVector(this.#scope, { address, stride, lanes }, variableOf(computed.environment, step));
    });
    return this.#scope.builder.block([...computed.code, ...stores]);
  }

  /** The same for an epilogue, whose `result` steps are the given variable. */
  elementsOf(environment: Environment, indices: Indices, lanes: Lanes, result: Variable): Expression {
    const values = new Map(environment.values);
    this.#steps.forEach((step, number) => {
      if (step.kind === 'result') values.set(number, result);
    });
    return this.elements({ ...environment, values }, indices, lanes);
  }

  #compute(environment: Environment, targets: readonly number[], indices: Indices, lanes: Lanes): Prepared {
    const { builder } = this.#scope;
    const values = new Map(environment.values);
    const place = {
      steps: this.#steps,
      indices,
      vectorAxis: this.#vectorAxis,
      lanes,
      pointers: environment.pointers,
      isKept: (step: number): boolean => values.has(step),
      operand: (step: number): Expression =>
        values.get(step)?.get() ?? renderStep(this.#scope, at(this.#steps, step), place),
    };
    const code = this.#uses.keptFor(targets, new Set(values.keys())).map((step) => {
      const variable = builder.local(builder.binaryen.v128);
      const set = variable.set(place.operand(step));
      values.set(step, variable);
      return set;
    });
    return { code, environment: { ...environment, values } };
  }
}

function variableOf({ values }: Environment, step: number): Variable {
  const variable = values.get(step);
  if (variable === undefined) throw new Error(`step ${step} was not computed`);
  return variable;
}
