import { type Dim, multiply } from '../graph/dim.ts';
import { BYTES, LANES } from './elementAddress.ts';
import type { Expression } from './functionBuilder.ts';
import type { Lanes } from './iteration.ts';
import type { KernelScope } from './kernelScope.ts';
import type { Address } from './pointers.ts';

/**
 * Code of the four elements from an address on that lie `stride` apart. With a stride of 1 it may read past the last of
 * the lanes that count; with others it does not.
 */
export function loadVector(scope: KernelScope, { pointer, constant }: Address, stride: Dim, lanes: Lanes): Expression {
  const { v128 } = scope.builder.module;
  if (stride === 0) return v128.load32_splat(constant, BYTES, pointer());
  if (stride === 1) return v128.load(constant, BYTES, pointer());
  let vector = v128.load32_zero(constant, BYTES, pointer());
  for (let lane = 1; lane < (typeof lanes === 'number' ? lanes : LANES); lane++) {
    const moved = movedBy(scope, { pointer, constant }, stride, lane, lanes);
    vector = v128.load32_lane(moved.constant, BYTES, lane, moved.pointer(), vector);
  }
  return vector;
}

/** Code that stores the lanes of a vector that count; their elements lie `stride` apart. */
export function storeVector(
  scope: KernelScope,
  address: Address,
  stride: Dim,
  lanes: Lanes,
  value: { get(): Expression },
): Expression {
  const { block, i32, if: when, v128 } = moduleOf(scope);
  const { pointer, constant } = address;
  if (stride === 1 && typeof lanes === 'number') {
    if (lanes === 4) return v128.store(constant, BYTES, pointer(), value.get());
    if (lanes === 1) return v128.store32_lane(constant, BYTES, 0, pointer(), value.get());
    const two = v128.store64_lane(constant, BYTES, 0, pointer(), value.get());
    if (lanes === 2) return two;
    return block([two, v128.store32_lane(constant + 2 * BYTES, BYTES, 2, pointer(), value.get())]);
  }
  const stores = Array.from({ length: typeof lanes === 'number' ? lanes : LANES }, (_, lane) => {
    const moved = movedBy(scope, address, stride, lane, LANES);
    const store = v128.store32_lane(moved.constant, BYTES, lane, moved.pointer(), value.get());
    return typeof lanes === 'number' || lane === 0 ? store : when(i32.gt_s(lanes.get(), i32.const(lane)), store);
  });
  return block(stores);
}

/** The address of a lane; where it does not count, that of the first. */
function movedBy(scope: KernelScope, { pointer, constant }: Address, stride: Dim, lane: number, lanes: Lanes): Address {
  const { i32, select } = moduleOf(scope);
  if (typeof lanes === 'number' && typeof stride === 'number') {
    return { pointer, constant: constant + lane * stride * BYTES };
  }
  const distance = () => scope.builder.dim(multiply(stride, lane * BYTES), scope.rows);
  const moved = () => i32.add(pointer(), distance());
  if (typeof lanes === 'number') return { pointer: moved, constant };
  return { pointer: () => select(i32.gt_s(lanes.get(), i32.const(lane)), moved(), pointer()), constant };
}

function moduleOf({ builder }: KernelScope) {
  const { module } = builder;
  return {
    i32: module.i32,
    v128: module.v128,
    block: builder.block.bind(builder),
    if: module.if.bind(module),
    select: module.select.bind(module),
  };
}
