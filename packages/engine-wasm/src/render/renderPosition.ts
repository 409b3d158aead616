import type { Expression } from './functionBuilder.ts';
import type { Index } from './iteration.ts';
import type { KernelScope } from './kernelScope.ts';

/** Code of the position along an axis as a float32: in all lanes, or, where the lanes lie along it, one more in each. */
export function renderPosition({ builder }: KernelScope, index: Index | undefined, alongLanes: boolean): Expression {
  const { f32x4, i32, i32x4, v128 } = builder.module;
  if (index === undefined) throw new Error('a position along an axis without a loop');
  const moved = index.variable?.get() ?? i32.const(0);
  const whole = index.unit === 1 ? moved : i32.div_s(moved, i32.const(index.unit));
  const first = i32x4.splat(i32.add(whole, i32.const(index.plus)));
  if (!alongLanes) return f32x4.convert_i32x4_s(first);
  return f32x4.convert_i32x4_s(i32x4.add(first, v128.const(new Uint8Array(new Int32Array([0, 1, 2, 3]).buffer))));
}

/** Code of `factor * rows ** power` in all lanes, computed in float64 and rounded at the end. */
export function renderRows({ builder, rows }: KernelScope, factor: number, power: number): Expression {
  const { f32, f32x4, f64 } = builder.module;
  let value = f64.const(factor);
  for (let count = 0; count < Math.abs(power); count++) {
    value = power > 0 ? f64.mul(value, f64.convert_s.i32(rows.get())) : f64.div(value, f64.convert_s.i32(rows.get()));
  }
  return f32x4.splat(f32.demote(value));
}
