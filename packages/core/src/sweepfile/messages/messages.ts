import type { Rendering } from './rendering.ts';
import { SEARCH_MESSAGES } from './searchMessages.ts';
import { TEXT_MESSAGES } from './textMessages.ts';
import { VALUE_MESSAGES } from './valueMessages.ts';

const CATALOG = { ...TEXT_MESSAGES, ...VALUE_MESSAGES, ...SEARCH_MESSAGES };

type Catalog = typeof CATALOG;

/** The stable name of a kind of problem. */
export type ProblemId = keyof Catalog;

/** What each kind of problem is made of. */
type ProblemData = { readonly [Id in ProblemId]: Parameters<Catalog[Id]>[0] };

/** What is wrong, as data. */
export type Message<Id extends ProblemId = ProblemId> = {
  [Each in Id]: { readonly id: Each; readonly data: ProblemData[Each] };
}[Id];

/** The rendering of every kind of problem: the one place where problems of sweep files get their words. */
export const MESSAGES: { readonly [Id in ProblemId]: (data: ProblemData[Id]) => Rendering } = CATALOG;

/** How a problem reads. */
export function render<Id extends ProblemId>(message: Message<Id>): Rendering {
  return MESSAGES[message.id](message.data);
}
