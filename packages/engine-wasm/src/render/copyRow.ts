import { BYTES, LANES } from './elementAddress.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';
import { lanesOf } from './iteration.ts';

/** So many vectors are copied without a loop, or at once in one. */
const UNROLLED = 8;

/**
 * Code that copies `width` numbers from an address to `to` + `constant`; it may read up to 12 bytes more.
 *
 * @param to makes the code of the address, once for every use.
 */
export function copyRow(
  builder: FunctionBuilder,
  from: Variable,
  to: () => Expression,
  constant: number,
  width: number,
): Expression {
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
