import { at } from '@sparsweep/core/plugin';
import type { BatchLoop, KernelProgram, Procedure } from '../schedule/kernel.ts';
import { copyRow } from './copyRow.ts';
import { BYTES } from './elementAddress.ts';
import { type Binaryen, type Expression, FunctionBuilder, type Variable } from './functionBuilder.ts';

/** Bytes of a float64. */
const DOUBLE = 8;

/** Adds the function of a loop over batches to a module: `(order, total rows, source 0, source 1, ..., sums)`. */
export function renderBatchLoop(
  binaryen: Binaryen,
  module: InstanceType<Binaryen['Module']>,
  { buffers }: KernelProgram,
  loop: BatchLoop,
  { name, capacity }: Procedure,
): void {
  const { i32 } = module;
  const parameters = Array.from({ length: loop.gathers.length + 3 }, () => binaryen.i32);
  const builder = new FunctionBuilder(binaryen, module, loop.name, parameters);
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
    copyRow(builder, from, () => i32.mul(number.get(), i32.const(BYTES * width)), addressOf(buffer), width),
  ]);
  builder.finish(
    builder.countUp(done, () => total.get(), capacity, [
      rows.set(module.select(i32.lt_s(left(), i32.const(capacity)), left(), i32.const(capacity))),
      number.set(i32.const(0)),
      builder.countUp(number, () => rows.get(), 1, copies),
      module.call(name, [rows.get()], binaryen.none),
      ...loop.sums.map(({ buffer, weight }, place) => addUp(builder, addressOf(buffer), weight, rows, sums, place)),
    ]),
  );
}

/** The number, in its source, of row `number` of the batch that begins with row `done`. */
function rowNumber({ module }: FunctionBuilder, order: Variable, done: Variable, number: Variable): Expression {
  const { i32 } = module;
  const place = i32.shl(i32.add(done.get(), number.get()), i32.const(2));
  return i32.load(0, BYTES, i32.add(order.get(), place));
}

function addUp(
  { module }: FunctionBuilder,
  address: number,
  weight: 'one' | 'rows',
  rows: Variable,
  sums: Variable,
  place: number,
): Expression {
  const { f32, f64, i32 } = module;
  const value = f64.promote(f32.load(address, BYTES, i32.const(0)));
  const term = weight === 'one' ? value : f64.mul(value, f64.convert_s.i32(rows.get()));
  return f64.store(DOUBLE * place, DOUBLE, sums.get(), f64.add(f64.load(DOUBLE * place, DOUBLE, sums.get()), term));
}
