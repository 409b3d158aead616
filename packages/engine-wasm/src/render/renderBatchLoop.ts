import { at } from '@sparsweep/core/plugin';
import type { BatchLoop, Buffer, Procedure } from '../schedule/kernel.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';
import { BYTES, LANES, lanesOf } from './vectors.ts';

/** Bytes of a float64. */
const DOUBLE = 8;

/** The number of parameters of a loop's function: `(order, total rows, source 0, source 1, ..., sums)`, all i32. */
export function batchLoopParameters({ gathers }: BatchLoop): number {
  return gathers.length + 3;
}

/** Renders a loop over batches. */
export function renderBatchLoop(
  builder: FunctionBuilder,
  buffers: readonly Buffer[],
  loop: BatchLoop,
  { name, capacity }: Procedure,
): Expression {
  const { binaryen, module } = builder;
  const { f32, f64, i32 } = module;
  const [order, total] = [builder.parameter(0), builder.parameter(1)];
  const sums = builder.parameter(loop.gathers.length + 2);
  const done = builder.local(binaryen.i32);
  const rows = builder.local(binaryen.i32);
  const left = () => i32.sub(total.get(), done.get());
  const addressOf = (buffer: number) => at(buffers, buffer).address;

  const number = builder.local(binaryen.i32);
  const from = builder.local(binaryen.i32);
  const copies = loop.gathers.flatMap(({ buffer, width }, source) => [
    from.set(
      i32.add(
        builder.parameter(source + 2).get(),
        i32.mul(rowNumber(builder, order, done, number), i32.const(BYTES * width)),
      ),
    ),
    copyRow(builder, {
      from,
      to: () => i32.mul(number.get(), i32.const(BYTES * width)),
      constant: addressOf(buffer),
      width,
    }),
  ]);
  const additions = loop.sums.map(({ buffer, weight }, place) => {
    const value = f64.promote(f32.load(addressOf(buffer), BYTES, i32.const(0)));
    const term = weight === 'one' ? value : f64.mul(value, f64.convert_s.i32(rows.get()));
    const sum = f64.load(DOUBLE * place, DOUBLE, sums.get());
    return f64.store(DOUBLE * place, DOUBLE, sums.get(), f64.add(sum, term));
  });
  return builder.countUp(done, () => total.get(), capacity, [
    rows.set(module.select(i32.lt_s(left(), i32.const(capacity)), left(), i32.const(capacity))),
    number.set(i32.const(0)),
    builder.countUp(number, () => rows.get(), 1, copies),
    module.call(name, [rows.get()], binaryen.none),
    ...additions,
  ]);
}

/** The number, in its source, of row `number` of the batch that begins with row `done`. */
function rowNumber({ module }: FunctionBuilder, order: Variable, done: Variable, number: Variable): Expression {
  const { i32 } = module;
  const place = i32.shl(i32.add(done.get(), number.get()), i32.const(2));
  return i32.load(0, BYTES, i32.add(order.get(), place));
}

/** Vectors that are copied without a loop, or in one iteration of a loop. */
const UNROLLED = 8;

/** A row that is copied. */
interface RowCopy {
  /** The address of the row (i32). It may move. */
  readonly from: Variable;
  /** Makes the code of the target address; `constant` is added to it. */
  readonly to: () => Expression;
  readonly constant: number;
  /** The number of elements. */
  readonly width: number;
}

/** Copies a row. The code may read up to 12 bytes past its end. */
export function copyRow(builder: FunctionBuilder, { from, to, constant, width }: RowCopy): Expression {
  const { i32, v128 } = builder.module;
  const target = builder.local(builder.binaryen.i32);
  const whole = Math.floor(width / LANES);
  const inLoop = whole > UNROLLED ? whole - (whole % UNROLLED) : 0;
  const vector = (place: number) => v128.load(BYTES * LANES * place, BYTES, from.get());
  const copy = (place: number) => v128.store(constant + BYTES * LANES * place, BYTES, target.get(), vector(place));
  const stretch = BYTES * LANES * UNROLLED;
  const end = builder.local(builder.binaryen.i32);
  const loop = [
    end.set(i32.add(target.get(), i32.const(BYTES * LANES * inLoop))),
    builder.countUp(target, () => end.get(), stretch, [
      ...Array.from({ length: UNROLLED }, (_, place) => copy(place)),
      from.set(i32.add(from.get(), i32.const(stretch))),
    ]),
  ];
  const others = Array.from({ length: whole - inLoop }, (_, place) => copy(place));
  const last = Array.from({ length: width % LANES === 0 ? 0 : lanesOf(width) }, (_, lane) =>
    v128.store32_lane(
      constant + BYTES * (LANES * (whole - inLoop) + lane),
      BYTES,
      lane,
      target.get(),
      vector(whole - inLoop),
    ),
  );
  return builder.block([target.set(to()), ...(inLoop > 0 ? loop : []), ...others, ...last]);
}
