import { type JsonObject, visibleText } from '@sparsweep/core/plugin';
import { formatValue } from '../tables/formatValue.ts';
import { parameterNames } from '../tables/parameterNames.ts';

/**
 * What tells each configuration from the others: `strength 0.01, units 64`. Parameters that are the same in all of them
 * are left out, and so is, for one configuration, a parameter that its branch does not have.
 */
export function configurationLabels(parameters: readonly JsonObject[]): readonly string[] {
  const names = parameterNames(parameters.map((values) => ({ parameters: values })));
  const telling = names.filter((name) => new Set(parameters.map((values) => JSON.stringify(values[name]))).size > 1);
  return parameters.map((values) =>
    telling
      .filter((name) => Object.hasOwn(values, name))
      .map((name) => visibleText(`${name} ${formatValue(values[name])}`))
      .join(', '),
  );
}
