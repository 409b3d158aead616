/** What is wrong in an expression, and where in its text. */
export class ExpressionFlaw extends Error {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** What is allowed, what was probably meant. */
  readonly notes: readonly string[];
  /** A name that is not known: the nearest ones may have been meant. */
  readonly unknown: string | undefined;

  constructor(
    message: string,
    { start, end }: { readonly start: number; readonly end: number },
    notes: readonly string[] = [],
    unknown?: string,
  ) {
    super(message);
    this.name = 'ExpressionFlaw';
    this.start = start;
    this.end = end;
    this.notes = notes;
    this.unknown = unknown;
  }
}
