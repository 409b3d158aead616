import { defineConfig } from 'vitest/config';
import { SkipReasons } from './test/support/skipReasons.ts';

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'test/**/*.test.ts', 'bench/src/**/*.test.ts'],
    globalSetup: ['test/support/globalSetup.ts'],
    reporters: ['default', new SkipReasons()],
    // Real processes, databases and browsers on a busy machine take their time; a hang is still found.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
