import type { Migration } from 'kysely/migration';
import { initial } from './001-initial.ts';
import { stopReason } from './002-stop-reason.ts';
import { resume } from './003-resume.ts';
import { scores } from './004-scores.ts';

/**
 * The migrations of the schema by name, in the order in which they are applied.
 *
 * Stores record them by name, so a released migration is never edited or renamed.
 */
export const MIGRATIONS: Record<string, Migration> = {
  '001-initial': initial,
  '002-stop-reason': stopReason,
  '003-resume': resume,
  '004-scores': scores,
};
