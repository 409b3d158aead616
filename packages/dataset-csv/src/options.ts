import { type OptionsOf, Type } from '@sparsweep/core/plugin';

/** The options of the CSV dataset. */
export const csvOptions = Type.Object({
  path: Type.String({ minLength: 1, description: 'The file, relative to the folder of the sweep file.' }),
  target: Type.Union([Type.String({ minLength: 1 }), Type.Integer({ minimum: 0 }), Type.Null()], {
    default: null,
    description:
      'The column that holds the class: its name or, in a file without a header, its number from 0. ' +
      'null: the last column.',
  }),
  header: Type.Boolean({ default: true, description: 'Whether the first line holds the names of the columns.' }),
  delimiter: Type.String({
    default: ',',
    pattern: '^[^"\\r\\n]$',
    description: 'The one character between fields, such as "," or ";" or "\\t".',
  }),
});

/** The options with their defaults filled in. */
export type CsvOptions = OptionsOf<typeof csvOptions>;
