import { type Binaryen, type Expression, FunctionBuilder } from '../functionBuilder.ts';
import { erf, sigmoid, softplus, tanh } from './activations.ts';
import { exp, expm1, log, log1p } from './exponentials.ts';
import { pow } from './pow.ts';
import { atan, cos, sin } from './trigonometry.ts';
import { VectorCode } from './vectorCode.ts';

const RENDERERS = { exp, expm1, log, log1p, tanh, sin, cos, atan, sigmoid, softplus, erf, pow } as const;

/** Functions of the graph that are functions of the module, v128 -> v128 (`pow` takes two vectors). */
export type MathFunction = keyof typeof RENDERERS;

/** The math functions of a module, such as `exp`. Each is added on first use. */
export class MathFunctions {
  readonly #binaryen: Binaryen;
  readonly #module: InstanceType<Binaryen['Module']>;
  readonly #added = new Set<MathFunction>();

  constructor(binaryen: Binaryen, module: InstanceType<Binaryen['Module']>) {
    this.#binaryen = binaryen;
    this.#module = module;
  }

  /** Whether a function of the graph is a math function. */
  static has(name: string): name is MathFunction {
    return Object.hasOwn(RENDERERS, name);
  }

  /** Calls a function with vectors; the result is a vector. */
  call(name: MathFunction, operands: readonly Expression[]): Expression {
    if (!this.#added.has(name)) this.#add(name, operands.length);
    return this.#module.call(name, operands, this.#binaryen.v128);
  }

  #add(name: MathFunction, parameters: number): void {
    this.#added.add(name);
    const types = Array.from({ length: parameters }, () => this.#binaryen.v128);
    const builder = new FunctionBuilder(this.#binaryen, this.#module, name, types);
    const code = new VectorCode(builder, (called, operands) => this.call(called, operands));
    code.finish(RENDERERS[name](code));
  }
}
