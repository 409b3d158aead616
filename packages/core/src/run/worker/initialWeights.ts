import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import type { LayerWeights } from '../../plugin/engine.ts';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import { objectSchema } from '../../sweepfile/jsonSchema.ts';
import { render } from '../../sweepfile/messages/messages.ts';
import { schemaProblems } from '../../sweepfile/schemaProblems.ts';

interface WeightsFile {
  readonly layers: readonly { readonly kernel: readonly (readonly number[])[]; readonly bias: readonly number[] }[];
}

const NUMBERS = { type: 'array', items: { type: 'number' } };
const LAYER = objectSchema({ kernel: { type: 'array', minItems: 1, items: NUMBERS }, bias: NUMBERS }, [
  'kernel',
  'bias',
]);
const SCHEMA = { ...objectSchema({ layers: { type: 'array', items: LAYER } }, ['layers']), additionalProperties: true };

/**
 * Reads initial weights from a JSON file: `{ "layers": [{ "kernel": [[...]], "bias": [...] }] }`, the kernel with a row per
 * input. The engine checks whether the layers fit its network.
 *
 * @throws SparsweepError `invalid-data` when the file cannot be read, is not JSON, or has another form.
 */
export async function readInitialWeights(path: string, folder: string): Promise<readonly LayerWeights[]> {
  const file = resolve(folder, path);
  const parsed = await readJson(file);
  const validate = new Ajv({ verbose: true, allErrors: false }).compile<WeightsFile>(SCHEMA);
  if (!validate(parsed)) {
    const [problem] = schemaProblems(validate.errors ?? []);
    const reason = problem === undefined ? 'it is not valid' : render(problem).message;
    throw new SparsweepError('invalid-data', `model.initialWeights: ${file}: ${reason}`);
  }
  return parsed.layers.map(({ kernel, bias }, layer) => {
    const units = bias.length;
    const odd = kernel.findIndex((row) => row.length !== units);
    if (odd !== -1) {
      const found = `row ${odd} of the kernel of layer ${layer} has ${kernel[odd]?.length} numbers, and its bias ${units}`;
      throw new SparsweepError('invalid-data', `model.initialWeights: ${file}: ${found}; they must agree`);
    }
    return { inputs: kernel.length, units, kernel: Float32Array.from(kernel.flat()), bias: Float32Array.from(bias) };
  });
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (thrown) {
    throw new SparsweepError('invalid-data', `model.initialWeights: ${file} cannot be read: ${messageOf(thrown)}`);
  }
}
