import stringWidth from 'string-width';

const ELLIPSIS = '…';

/** A line cut to at most `width` columns of a terminal, ending in an ellipsis where something is missing. */
export function fitWidth(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (stringWidth(kept + segment) > width - ELLIPSIS.length) break;
    kept += segment;
  }
  return kept + ELLIPSIS;
}
