import { configDefaults, defineConfig } from 'vitest/config';
import { SkipReasons } from './test/support/skipReasons.ts';

/** Tests that take long by nature: `npm run test:long`. */
const LONG = '**/*.long.test.ts';

/** Tests that start processes or browsers, fake timers, or change what is global to their process. */
const REAL = [
  'test/**/*.test.ts',
  'packages/{cli,engine-tfjs,executor-*,dashboard,create-*,sparsweep}/{src,test}/**/*.test.ts',
  'packages/core/src/{process,run,store}/**/*.test.ts',
  'packages/*/{src,test}/**/*.{browser,process}.test.ts',
  // Needs TensorFlow.js as it is before anything has chosen a backend.
  'packages/*/{src,test}/**/*Backend.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/support/globalSetup.ts'],
    reporters: ['default', new SkipReasons()],
    // By default one core is left idle, which is half of a machine with two.
    maxWorkers: '100%',
    // Real processes, databases and browsers on a busy machine take their time; a hang is still found.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['packages/*/{src,test}/**/*.test.ts', 'bench/src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...REAL, LONG],
          // Half of the time of these tests would be imports, so files share the modules of their worker.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'real', include: REAL, exclude: [...configDefaults.exclude, LONG] },
      },
      {
        extends: true,
        test: { name: 'long', include: [LONG], testTimeout: 900_000 },
      },
    ],
  },
});
