/** What was written, and what might have been. */
interface Unknown {
  readonly written: string;
  readonly allowed: readonly string[];
}

/** What is wrong in an expression, and where in its text. */
export class ExpressionError extends Error {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** What is allowed, what was probably meant. */
  readonly notes: readonly string[];
  /** Something that is not known, and what is: the nearest of it may have been meant. */
  readonly unknown: Unknown | undefined;

  constructor(
    message: string,
    { start, end }: { readonly start: number; readonly end: number },
    notes: readonly string[] = [],
    unknown?: Unknown,
  ) {
    super(message);
    this.name = 'ExpressionFlaw';
    this.start = start;
    this.end = end;
    this.notes = notes;
    this.unknown = unknown;
  }
}
