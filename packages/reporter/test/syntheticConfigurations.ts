import { spreadOf } from '../src/numbers.ts';
import type { ConfigurationRow, ResultRow } from '../src/reportData.ts';

/** The rows of the view `configurations` for these results: mean and standard deviation over the finished replicates. */
export function syntheticConfigurations(results: readonly ResultRow[]): readonly ConfigurationRow[] {
  const groups = Map.groupBy(results, ({ configurationIndex }) => configurationIndex);
  return [...groups].map(([configurationIndex, rows]) => {
    const finished = rows.filter(({ status }) => status === 'finished');
    return {
      configurationIndex,
      parameters: rows[0]?.parameters ?? {},
      trainAccuracy: spreadOf(finished.map((row) => row.trainAccuracy)),
      validationAccuracy: spreadOf(finished.map((row) => row.validationAccuracy)),
      testAccuracy: spreadOf(finished.map((row) => row.testAccuracy)),
      trainLoss: spreadOf(finished.map((row) => row.trainLoss)),
      validationLoss: spreadOf(finished.map((row) => row.validationLoss)),
      testLoss: spreadOf(finished.map((row) => row.testLoss)),
      zeroWeights: spreadOf(finished.map((row) => row.zeroWeights)),
      zeroActivations: spreadOf(finished.map((row) => row.zeroActivations)),
    };
  });
}
