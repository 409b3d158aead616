/** The words of a searched value's path, outermost first: what its name can be made of. */
export type PathWords = readonly string[];

/** Words that say how a value is searched or scheduled, not what it is: they never name a parameter alone. */
const FORM_WORD = /^(from|to|start|end|steps|values\[\d+\])$/;

/**
 * Names for searched values that were given none: the shortest end of each one's path that no other value shares.
 *
 * @param paths the words of each value's path.
 * @param taken names that the file gives to others.
 */
export function parameterNames(paths: readonly PathWords[], taken: readonly string[]): readonly string[] {
  const candidates = paths.map(nameCandidates);
  const uses = new Map<string, number>(taken.map((name) => [name, 1]));
  for (const name of candidates.flatMap((names) => [...new Set(names)])) uses.set(name, (uses.get(name) ?? 0) + 1);
  return candidates.map((names) => names.find((name) => uses.get(name) === 1) ?? names.at(-1) ?? '');
}

/** From the last word that says what the value is, without and with its index, to the whole path. */
function nameCandidates(words: PathWords): readonly string[] {
  const shortest = words.findLastIndex((word) => !FORM_WORD.test(word));
  const tails = words.slice(0, shortest + 1).map((_, start) => words.slice(start).join('.'));
  const [word = '', ...form] = words.slice(Math.max(0, shortest));
  return [[word.replace(/\[\d+\]$/, ''), ...form].join('.'), ...tails.toReversed()];
}
