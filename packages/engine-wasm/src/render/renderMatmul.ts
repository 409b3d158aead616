import { at } from '@sparsweep/core/plugin';
import { lengthAt } from '../graph/dim.ts';
import type { MatmulKernel } from '../schedule/kernel.ts';
import { type DotVariables, dotProducts } from './dotProducts.ts';
import { BYTES, LANES } from './elementAddress.ts';
import type { EpilogueRenderer } from './epilogue.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { columnsInPlace, columnsOfPanel, leftRows } from './matmulOperands.ts';
import { matmulTile, type TileVariables } from './matmulTile.ts';
import { type PackVariables, packPanel, panelBytes } from './packPanel.ts';
import { overColumns, overRows } from './tileLoops.ts';

/** Rows of a tile: with two vectors of columns, eight sums and what feeds them fit the 16 vector registers of x64. */
const TILE_ROWS = 4;
const TILE_VECTORS = 2;

/** Vectors of a tile of a product with one row: as many sums in flight as other tiles have. */
const ROW_VECTORS = 8;

/**
 * Right matrices of more bytes are packed. Measured: panels are 3% slower for matrices that the first cache (32 or 48
 * KiB) holds, 3 to 5% faster from 100 KB on, and twice as fast for 2.5 MB.
 */
const PACK_BYTES = 32 * 1024;

/** Packing a panel must serve so many tiles to be worth it. */
const PACK_TILES = 4;

/**
 * Bytes of memory, from an address divisible by 16 on, that the code of a kernel uses for itself: `scratch` of
 * `renderMatmul`.
 *
 * @param capacity most rows of a batch.
 */
export function matmulScratchBytes(kernel: MatmulKernel, capacity: number): number {
  if (!isPacked(kernel, capacity)) return 0;
  return panelBytes(LANES * tileVectors(kernel), lengthAt(kernel.depth, capacity));
}

/**
 * The code of a product. The columns are taken in panels of eight, the rows in fours: the sums of such a tile stay in
 * registers from the first step of depth to the epilogue. A panel is first brought together in `scratch` where its
 * columns do not lie side by side, or where the right matrix is so large that its rows would not stay in the cache.
 *
 * Bits: every element is summed over depth from 0 upwards, starting at 0, each product and each sum rounded to float32
 * (no fused multiply-add), whatever tile it is in; see `dotProducts` for products of one row with columns that lie along
 * the depth.
 *
 * @param kernel as `asRow` gives it.
 * @param epilogue of that kernel.
 * @param capacity most rows of a batch.
 * @param scratch address of `matmulScratchBytes(kernel, capacity)` bytes.
 */
export function renderMatmul(
  scope: KernelScope,
  kernel: MatmulKernel,
  epilogue: EpilogueRenderer,
  capacity: number,
  scratch: number,
): Expression {
  if (isDots(kernel)) return renderDots(scope, kernel, epilogue);
  const variables = variablesOf(scope, kernel);
  const packed = isPacked(kernel, capacity);
  return overColumns(scope, kernel.columns, tileVectors(kernel), variables.column, (vectors, lastLanes) => {
    const panel = { address: scratch, vectors };
    const right = packed
      ? columnsOfPanel(scope, scratch, vectors, variables.right)
      : columnsInPlace(scope, kernel.right, variables.right);
    const tiles = overRows(scope, kernel.rows, TILE_ROWS, variables.row, (height) => {
      const left = leftRows(scope, kernel.left, variables.left.slice(0, height));
      return matmulTile(scope, { height, vectors, lastLanes }, kernel.depth, left, right, variables, epilogue);
    });
    if (!packed) return tiles;
    const size = [kernel.depth, kernel.columns] as const;
    return scope.builder.block([packPanel(scope, kernel.right, size, variables.column, panel, variables), tiles]);
  });
}

/** Whether the kernel is one row times columns that lie along the depth, as the row does. */
function isDots({ rows, columns, left, right }: MatmulKernel): boolean {
  const sideBySide = at(right.strides, 1) === 1 && columns !== 1;
  return rows === 1 && at(left.strides, 1) === 1 && at(right.strides, 0) === 1 && !sideBySide;
}

function isPacked(kernel: MatmulKernel, capacity: number): boolean {
  if (isDots(kernel)) return false;
  if (at(kernel.right.strides, 1) !== 1) return true;
  const bytes = BYTES * lengthAt(kernel.columns, capacity) * lengthAt(kernel.depth, capacity);
  return lengthAt(kernel.rows, capacity) >= PACK_TILES * TILE_ROWS && bytes > PACK_BYTES;
}

function tileVectors({ rows }: MatmulKernel): number {
  return rows === 1 ? ROW_VECTORS : TILE_VECTORS;
}

type Variables = TileVariables & PackVariables & { readonly left: readonly Variable[]; readonly right: Variable };

function variablesOf({ builder }: KernelScope, kernel: MatmulKernel): Variables {
  const { i32, v128 } = builder.binaryen;
  const several = (count: number, type: number) => Array.from({ length: count }, () => builder.local(type));
  const vectors = tileVectors(kernel);
  return {
    row: builder.local(i32),
    column: builder.local(i32),
    depthIndex: builder.local(i32),
    left: several(TILE_ROWS, i32),
    right: builder.local(i32),
    from: several(LANES, i32),
    to: builder.local(i32),
    sums: several(Math.max(TILE_ROWS * TILE_VECTORS, vectors), v128),
    columns: several(vectors, v128),
    factor: builder.local(v128),
    quads: several(LANES, v128),
  };
}

function renderDots(scope: KernelScope, kernel: MatmulKernel, epilogue: EpilogueRenderer): Expression {
  const { builder } = scope;
  const { i32, v128 } = builder.binaryen;
  const several = (type: number) => Array.from({ length: LANES }, () => builder.local(type));
  const variables: DotVariables = {
    row: builder.local(i32),
    column: builder.local(i32),
    depthIndex: builder.local(i32),
    left: builder.local(i32),
    right: several(i32),
    sums: several(v128),
    factor: builder.local(v128),
    total: builder.local(v128),
  };
  return overColumns(scope, kernel.columns, 1, variables.column, (_, lanes) =>
    dotProducts(scope, kernel, lanes, variables, epilogue),
  );
}
