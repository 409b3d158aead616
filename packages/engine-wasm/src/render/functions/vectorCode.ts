import type { Binaryen, Expression, FunctionBuilder, Variable } from '../functionBuilder.ts';
import { splatF32, splatF64, splatI32, splatI64 } from '../vectors.ts';

/** Renders a call of another function of vectors. */
export type CallFunction = (name: 'exp' | 'log' | 'log1p', operands: readonly Expression[]) => Expression;

/** Builds the code of a function of vectors, statement by statement. */
export class VectorCode {
  readonly module: InstanceType<Binaryen['Module']>;
  readonly #builder: FunctionBuilder;
  readonly #call: CallFunction;
  readonly #statements: Expression[] = [];

  constructor(builder: FunctionBuilder, call: CallFunction) {
    this.module = builder.module;
    this.#builder = builder;
    this.#call = call;
  }

  /** A parameter of the function, a vector. */
  parameter(index: number): Variable {
    return this.#builder.parameter(index);
  }

  /** Computes a vector and keeps it in a variable, so that it can be used more than once. */
  keep(value: Expression): Variable {
    const variable = this.#builder.local(this.#builder.binaryen.v128);
    this.#statements.push(variable.set(value));
    return variable;
  }

  /** The result of another function of vectors. */
  call(name: 'exp' | 'log' | 'log1p', ...operands: readonly Expression[]): Expression {
    return this.#call(name, operands);
  }

  f32(value: number): Expression {
    return splatF32(this.module, value);
  }

  i32(value: number): Expression {
    return splatI32(this.module, value);
  }

  f64(value: number): Expression {
    return splatF64(this.module, value);
  }

  i64(value: bigint): Expression {
    return splatI64(this.module, value);
  }

  /** A polynomial in single precision by Horner's method. The coefficient of the highest power comes first. */
  polynomial(x: Variable, [first = 0, ...others]: readonly number[]): Expression {
    const { f32x4 } = this.module;
    return others.reduce((sum, number) => f32x4.add(f32x4.mul(sum, x.get()), this.f32(number)), this.f32(first));
  }

  /** The same in double precision. */
  polynomialF64(x: Variable, [first = 0, ...others]: readonly number[]): Expression {
    const { f64x2 } = this.module;
    return others.reduce((sum, number) => f64x2.add(f64x2.mul(sum, x.get()), this.f64(number)), this.f64(first));
  }

  /** Lanes of `yes` where the bits of `mask` are all ones, of `no` where they are all zeros. */
  where(mask: Expression, yes: Expression, no: Expression): Expression {
    return this.module.v128.bitselect(yes, no, mask);
  }

  /** Adds the function to the module. */
  finish(result: Expression): void {
    this.#builder.finish(
      this.module.block(null, [...this.#statements, result], this.#builder.binaryen.v128),
      this.#builder.binaryen.v128,
    );
  }
}
