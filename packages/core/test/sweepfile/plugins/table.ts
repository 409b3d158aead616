import { defineDataset, Type } from '../../../src/plugin.ts';

/** A dataset with a required option. */
export default defineDataset({
  name: 'table',
  summary: 'Rows of a file.',
  options: Type.Object({ path: Type.String({ minLength: 1, description: 'The file.' }) }),
  load: () => ({ features: { rows: 0, columns: 0, values: new Float64Array() }, levels: [] }),
});
