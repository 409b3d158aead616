import { execFileSync } from 'node:child_process';

/**
 * Whether the `sqlite3` program is here; says so where it is not, for tests that need it are then left out.
 *
 * @throws Error where it is not and `CI=true`: there it must be.
 */
export function hasSqlite3(): boolean {
  try {
    execFileSync('sqlite3', ['--version']);
    return true;
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    console.warn('The sqlite3 program is missing: what needs it is not tested (Debian: apt-get install sqlite3).');
    return false;
  }
}
