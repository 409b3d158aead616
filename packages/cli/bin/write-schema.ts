/** Writes the published JSON Schema of sweep files into the core package: `npm run schema`. */
import { writeFile } from 'node:fs/promises';
import { publishedSchema } from '../src/catalog.ts';

await writeFile(new URL('../../core/schema/sweep.schema.json', import.meta.url), await publishedSchema());
