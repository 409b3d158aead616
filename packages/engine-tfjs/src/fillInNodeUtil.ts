import util from 'node:util';

/**
 * Puts back the functions of `node:util` that tfjs-node 4.22.0 calls and Node 23 and later lack.
 *
 * See https://github.com/tensorflow/tfjs/issues/8609. `isArray` still exists there, but warns when called.
 */
export function fillInNodeUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
