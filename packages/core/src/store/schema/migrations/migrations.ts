import type { Migration } from 'kysely/migration';
import { initial } from './001-initial.ts';
import { stopReason } from './002-stop-reason.ts';
import { resume } from './003-resume.ts';
import { scores } from './004-scores.ts';

/**
 * Every change of the schema by name, in the order of the names.
 *
 * One that was released is never edited: a store remembers by name which it has had.
 */
export const MIGRATIONS: Record<string, Migration> = {
  '001-initial': initial,
  '002-stop-reason': stopReason,
  '003-resume': resume,
  '004-scores': scores,
};
