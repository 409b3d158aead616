import { execFileSync } from 'node:child_process';

/**
 * Whether the `sqlite3` program is installed. Prints a warning if not, because tests that need it are then skipped.
 *
 * @throws Error if it is not installed and `CI=true`.
 */
export function hasSqlite3(): boolean {
  try {
    execFileSync('sqlite3', ['--version']);
    return true;
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    console.warn('The sqlite3 program is missing: tests that need it are skipped (Debian: apt-get install sqlite3).');
    return false;
  }
}
