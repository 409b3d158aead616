import { type Dim, multiply } from '../graph/dim.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { Address } from './pointers.ts';
import { BYTES, LANES, type Lanes } from './vectors.ts';

/** Elements in memory that are the lanes of a vector. */
interface VectorPlace {
  /** The address of the first lane. */
  readonly address: Address;
  /** The distance between lanes, in elements. */
  readonly stride: Dim;
  readonly lanes: Lanes;
}

/** Loads a vector. With a stride of 1 the code may read past the last lane in use; with others it does not. */
export function loadVector(scope: KernelScope, place: VectorPlace): Expression {
  const { v128 } = scope.builder.module;
  const { stride, lanes } = place;
  const { pointer, constant } = place.address;
  if (stride === 0) return v128.load32_splat(constant, BYTES, pointer());
  if (stride === 1) return v128.load(constant, BYTES, pointer());
  let vector = v128.load32_zero(constant, BYTES, pointer());
  for (let lane = 1; lane < (typeof lanes === 'number' ? lanes : LANES); lane++) {
    const moved = laneAddress(scope, place, lane);
    vector = v128.load32_lane(moved.constant, BYTES, lane, moved.pointer(), vector);
  }
  return vector;
}

/** Stores the lanes in use of a vector. */
export function storeVector(scope: KernelScope, place: VectorPlace, value: { get(): Expression }): Expression {
  const { block, i32, if: when, v128 } = moduleOf(scope);
  const { stride, lanes } = place;
  const { pointer, constant } = place.address;
  if (stride === 1 && typeof lanes === 'number') {
    if (lanes === 4) return v128.store(constant, BYTES, pointer(), value.get());
    if (lanes === 1) return v128.store32_lane(constant, BYTES, 0, pointer(), value.get());
    const two = v128.store64_lane(constant, BYTES, 0, pointer(), value.get());
    if (lanes === 2) return two;
    return block([two, v128.store32_lane(constant + 2 * BYTES, BYTES, 2, pointer(), value.get())]);
  }
  const stores = Array.from({ length: typeof lanes === 'number' ? lanes : LANES }, (_, lane) => {
    const moved = laneAddress(scope, { ...place, lanes: LANES }, lane);
    const store = v128.store32_lane(moved.constant, BYTES, lane, moved.pointer(), value.get());
    return typeof lanes === 'number' || lane === 0 ? store : when(i32.gt_s(lanes.get(), i32.const(lane)), store);
  });
  return block(stores);
}

/** The address of a lane; for a lane that is not in use, that of the first. */
function laneAddress(scope: KernelScope, { address, stride, lanes }: VectorPlace, lane: number): Address {
  const { i32, select } = moduleOf(scope);
  const { pointer, constant } = address;
  if (typeof lanes === 'number' && typeof stride === 'number') {
    return { pointer, constant: constant + lane * stride * BYTES };
  }
  const distance = () => scope.length(multiply(stride, lane * BYTES));
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
