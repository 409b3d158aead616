import type { ErrorCode } from '../../plugin/errors.ts';
import type { ResultsOptions } from '../read/readResults.ts';

/** What a process that answers for a store is asked; it is asked once. */
export type StoreQuestion =
  | { readonly type: 'query'; readonly sql: string }
  | { readonly type: 'results'; readonly sweep: string; readonly options: ResultsOptions };

/** What it says: the answer, why there is none, or which defect it met. */
export type StoreReply<Answer> =
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'refusal'; readonly code: ErrorCode; readonly message: string }
  | { readonly type: 'defect'; readonly error: unknown };
