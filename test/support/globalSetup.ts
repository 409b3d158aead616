import { requirePackage } from './debianPackages.ts';

/** Runs once before all tests: gets the programs that some of them run, where that is possible. */
export default function setup(): void {
  requirePackage('sqlite3');
  requirePackage('chromium');
  requirePackage('tmux');
}
