import type { Binaryen, Expression } from './functionBuilder.ts';

type Module = InstanceType<Binaryen['Module']>;

/** A vector of four times the same float32. */
export function splatF32(module: Module, value: number): Expression {
  return module.v128.const(new Uint8Array(new Float32Array(4).fill(value).buffer));
}

/** A vector of four times the same 32-bit whole number. */
export function splatI32(module: Module, value: number): Expression {
  return module.v128.const(new Uint8Array(new Int32Array(4).fill(value).buffer));
}

/** A vector of two times the same float64. */
export function splatF64(module: Module, value: number): Expression {
  return module.v128.const(new Uint8Array(new Float64Array(2).fill(value).buffer));
}

/** A vector of two times the same 64-bit whole number. */
export function splatI64(module: Module, value: bigint): Expression {
  return module.v128.const(new Uint8Array(new BigInt64Array(2).fill(value).buffer));
}
