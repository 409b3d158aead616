import type { JsonObject, JsonValue } from '@sparsweep/core/plugin';
import type { ReportData } from '../src/reportData.ts';

/** Text that runs a script in any place of a page that fails to escape it. */
export const HOSTILE =
  '"><img src=x onerror="hostile=1"></title></style></textarea></script><script>hostile=1</script><!-- \' & \u2028\u202e\u0007';

/** The report with hostile text in every field that a user or a library writes. */
export function hostileReport(data: ReportData): ReportData {
  const parametersOf = (parameters: JsonObject) => ({
    ...hostileObject(parameters),
    extra: { use: HOSTILE, [HOSTILE]: 1 },
  });
  return {
    ...data,
    question: HOSTILE,
    sweep: {
      ...data.sweep,
      name: HOSTILE,
      specYaml: `name: ${HOSTILE}\n${data.sweep.specYaml}`,
      specHash: HOSTILE,
      environment: hostileObject(data.sweep.environment),
      createdAt: HOSTILE,
      finishedAt: HOSTILE,
    },
    results: data.results.map((row, index) => ({
      ...row,
      parameters: parametersOf(row.parameters),
      status: index === 1 ? 'failed' : row.status,
      error: index === 1 ? `${HOSTILE}\nsecond line` : row.error,
    })),
    configurations: data.configurations.map((row) => ({ ...row, parameters: parametersOf(row.parameters) })),
  };
}

function hostileObject(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${key}${HOSTILE}`, hostileValue(value)]));
}

function hostileValue(value: JsonValue): JsonValue {
  return typeof value === 'string' ? `${value}${HOSTILE}` : value;
}
