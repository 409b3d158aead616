import type binaryen from 'binaryen';
import { type Dim, lengthAt } from '../graph/dim.ts';

/** The library that builds WebAssembly. It is a parameter, because importing it is slow and not always necessary. */
export type Binaryen = typeof binaryen;

/** A piece of code. */
export type Expression = binaryen.ExpressionRef;
type ValueType = binaryen.Type;

/** A variable of a function. Each call makes a new expression: a tree must not contain the same expression twice. */
export interface Variable {
  get(): Expression;
  set(value: Expression): Expression;
  /** Sets it, and has its new value. */
  tee(value: Expression): Expression;
}

/** One function of a module under construction. */
export class FunctionBuilder {
  readonly binaryen: Binaryen;
  readonly module: binaryen.Module;
  readonly #name: string;
  readonly #parameters: readonly ValueType[];
  readonly #locals: ValueType[] = [];
  #labels = 0;

  constructor(library: Binaryen, module: binaryen.Module, name: string, parameters: readonly ValueType[]) {
    this.binaryen = library;
    this.module = module;
    this.#name = name;
    this.#parameters = parameters;
  }

  /** A parameter, counted from 0. */
  parameter(index: number): Variable {
    const type = this.#parameters[index];
    if (type === undefined) throw new Error(`${this.#name} has no parameter ${index}`);
    return this.#variable(index, type);
  }

  /** A new local variable. */
  local(type: ValueType): Variable {
    this.#locals.push(type);
    return this.#variable(this.#parameters.length + this.#locals.length - 1, type);
  }

  /** A sequence of statements. */
  block(statements: readonly Expression[]): Expression {
    const [only] = statements;
    return statements.length === 1 && only !== undefined ? only : this.module.block(null, statements);
  }

  /** Runs `body` and adds `stride` to `counter` while it is below `end` (signed comparison). */
  countUp(counter: Variable, end: () => Expression, stride: number, body: readonly Expression[]): Expression {
    const { module } = this;
    const label = `${this.#name}.loop${this.#labels++}`;
    const next = counter.tee(module.i32.add(counter.get(), module.i32.const(stride)));
    return module.if(
      module.i32.lt_s(counter.get(), end()),
      module.loop(label, this.block([...body, module.br(label, module.i32.lt_s(next, end()))])),
    );
  }

  /** A length as an i32, given the number of rows. */
  dim(dim: Dim, rows: Variable): Expression {
    const { i32 } = this.module;
    if (typeof dim === 'number') return i32.const(lengthAt(dim, 0));
    let product = rows.get();
    for (let power = 1; power < dim.power; power++) product = i32.mul(product, rows.get());
    return dim.factor === 1 ? product : i32.mul(product, i32.const(dim.factor));
  }

  /** Adds the function to the module. Without a result type it returns nothing. */
  finish(body: Expression, result: ValueType = this.binaryen.none): void {
    const { binaryen, module } = this;
    module.addFunction(this.#name, binaryen.createType(this.#parameters), result, [...this.#locals], body);
  }

  #variable(index: number, type: ValueType): Variable {
    const { local } = this.module;
    return {
      get: () => local.get(index, type),
      set: (value) => local.set(index, value),
      tee: (value) => local.tee(index, value, type),
    };
  }
}

/** An empty module with SIMD128 that imports the memory `env.memory`. */
export function newModule(binaryen: Binaryen): InstanceType<Binaryen['Module']> {
  const module = new binaryen.Module();
  module.setFeatures(binaryen.Features.SIMD128);
  // -1: no upper bound. The import takes over these settings.
  module.setMemory(0, -1, null, [], false, false, MEMORY);
  module.addMemoryImport(MEMORY, 'env', 'memory');
  return module;
}

const MEMORY = 'memory';
