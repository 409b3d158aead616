import { parseSweepDocument } from './sweepDocument.ts';

/** The question that a stored sweep file asks, if it says. */
export function sweepQuestion(yaml: string): string | undefined {
  const parsed = parseSweepDocument(yaml);
  if ('problems' in parsed) return undefined;
  const { question } = parsed.document.data;
  return typeof question === 'string' ? question : undefined;
}
