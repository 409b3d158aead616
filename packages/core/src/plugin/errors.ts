/** Stable error codes for programs to test. */
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
 * An error for the user. Its message names the place, the value, what is allowed and the fix.
 *
 * Any other error is a bug of this program or of a plugin and keeps its stack.
 */
export class SparsweepError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SparsweepError';
    this.code = code;
  }
}

/** The message of a thrown value, without its stack. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
