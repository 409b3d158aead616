import { at } from '@sparsweep/core/plugin';
import { lengthAt } from '../graph/dim.ts';
import type { Body, MatmulKernel, Step, View } from '../schedule/kernel.ts';
import { renderDotProducts } from './dotProducts.ts';
import { Epilogue } from './epilogue.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { columnsInPlace, columnsOfPanel, leftRows } from './matmulOperands.ts';
import { matmulTile, overColumns, overRows, type TileVariables } from './matmulTile.ts';
import { type PackVariables, packPanel, panelBytes } from './packPanel.ts';
import { BYTES, LANES } from './vectors.ts';

/** Rows of a tile: with two vectors of columns, eight sums and their operands fit the 16 vector registers of x64. */
const TILE_ROWS = 4;
const TILE_VECTORS = 2;

/** Vectors of a tile of a product with one row: as many independent sums as other tiles have. */
const ROW_VECTORS = 8;

/**
 * Right matrices of more bytes are packed. Measured: panels are 3% slower for matrices that the first cache (32 or 48
 * KiB) holds, 3 to 5% faster from 100 KB on, and twice as fast for 2.5 MB.
 */
const PACK_BYTES = 32 * 1024;

/** Packing a panel pays off when it serves so many tiles. */
const PACK_TILES = 4;

/** The memory that a product may use while it runs. */
export interface MatmulMemory {
  /** The most rows of a batch. */
  readonly capacity: number;
  /** The address of `matmulScratchBytes(kernel, capacity)` bytes, divisible by 16. */
  readonly scratch: number;
}

/** Bytes of scratch memory that the code of a product needs. */
export function matmulScratchBytes(kernel: MatmulKernel, capacity: number): number {
  const product = asRow(kernel);
  if (!isPacked(product, capacity)) return 0;
  return panelBytes(LANES * tileVectors(product), lengthAt(product.depth, capacity));
}

/**
 * Renders a product. Tiles are eight columns wide and four rows high; their sums stay in registers from the first step of
 * depth to the epilogue. The columns of a tile are first packed in scratch memory where they are not neighbours, or where
 * the right matrix is so large that its rows would not stay in the cache.
 *
 * Bits: every element is summed over depth from 0 upwards, starting at 0, each product and each sum rounded to float32
 * (no fused multiply-add), whatever its tile; for products of one row with columns that lie along the depth, see
 * `renderDotProducts`.
 */
export function renderMatmul(scope: KernelScope, kernel: MatmulKernel, memory: MatmulMemory): Expression {
  const product = asRow(kernel);
  const epilogue = new Epilogue(scope, product.epilogue);
  const code = isDotProducts(product)
    ? renderDotProducts(scope, product, epilogue)
    : renderTiles(scope, product, epilogue, memory);
  return scope.builder.block([epilogue.prepare, code]);
}

function renderTiles(
  scope: KernelScope,
  kernel: MatmulKernel,
  epilogue: Epilogue,
  { capacity, scratch }: MatmulMemory,
): Expression {
  const { depth, columns } = kernel;
  const variables = variablesOf(scope, kernel);
  const packed = isPacked(kernel, capacity);
  const { row, column } = variables;
  return overColumns({ scope, count: columns, counter: column }, tileVectors(kernel), (vectors, lastLanes) => {
    const right = packed
      ? columnsOfPanel(scope, scratch, vectors, variables.right)
      : columnsInPlace(scope, kernel.right, variables.right);
    const tiles = overRows({ scope, count: kernel.rows, counter: row }, TILE_ROWS, (height) => {
      const left = leftRows(scope, kernel.left, variables.left.slice(0, height));
      return matmulTile({ scope, height, vectors, lastLanes, depth, left, right, variables, epilogue });
    });
    if (!packed) return tiles;
    const panel = { scope, view: kernel.right, depth, columns, column, address: scratch, vectors, variables };
    return scope.builder.block([packPanel(panel), tiles]);
  });
}

/** Whether the kernel is the product of one row with columns that lie along the depth, as the row does. */
function isDotProducts({ rows, columns, left, right }: MatmulKernel): boolean {
  const areNeighbours = at(right.strides, 1) === 1 && columns !== 1;
  return rows === 1 && at(left.strides, 1) === 1 && at(right.strides, 0) === 1 && !areNeighbours;
}

function isPacked(kernel: MatmulKernel, capacity: number): boolean {
  if (isDotProducts(kernel)) return false;
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

/**
 * The product as it is rendered. A product with a single column, [rows, depth] . [depth, 1], becomes the product with a
 * single row, [1, depth] . [depth, rows], that yields the same numbers, so that vectors run along the row. Its epilogue is
 * transposed, too.
 */
function asRow(kernel: MatmulKernel): MatmulKernel {
  if (kernel.columns !== 1 || kernel.rows === 1) return kernel;
  return {
    ...kernel,
    rows: 1,
    columns: kernel.rows,
    left: transposed(kernel.right),
    right: transposed(kernel.left),
    epilogue: transposedBody(kernel.epilogue),
  };
}

function transposedBody({ steps, stores }: Body): Body {
  return {
    steps: steps.map(transposedStep),
    stores: stores.map((store) => ({ ...store, view: transposed(store.view) })),
  };
}

function transposedStep(step: Step): Step {
  if (step.kind === 'load') return { ...step, view: transposed(step.view) };
  if (step.kind === 'position') return { ...step, axis: 1 - step.axis };
  return step;
}

function transposed(view: View): View {
  return { ...view, strides: [...view.strides].reverse() };
}
