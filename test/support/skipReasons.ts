import type { Reporter, TestModule } from 'vitest/node';

/** Prints, at the end of a test run, each skipped test with its reason and one line of counts. */
export class SkipReasons implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    for (const test of skipped) {
      const result = test.result();
      const reason = result.state === 'skipped' ? result.note : undefined;
      process.stdout.write(`skipped: ${test.fullName}: ${reason ?? 'no reason given'}\n`);
    }
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const passed = tests.length - skipped.length - failed;
    process.stdout.write(`\ntests: ${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }
}
