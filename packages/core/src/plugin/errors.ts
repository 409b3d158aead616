/** What went wrong, as a stable word that programs may test for. */
export type ErrorCode =
  | 'invalid-sweep'
  | 'invalid-option'
  | 'invalid-data'
  | 'unknown-plugin'
  | 'broken-plugin'
  | 'not-compilable'
  | 'not-found'
  | 'unusable-store'
  | 'held-sweep'
  | 'unavailable';

/**
 * An error meant for the user: its message names the place, the value, what is allowed and the fix.
 *
 * Everything else that is thrown is a defect of this program or of a plugin, and keeps its stack.
 */
export class SparsweepError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SparsweepError';
    this.code = code;
  }
}

/** The message of whatever was thrown, without its stack. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
