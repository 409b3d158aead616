import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';

/** The words of a searched value's path, outermost first; its name is made of them. */
export type PathWords = readonly string[];

/** Words for how a value is searched or scheduled, which are never the whole name of a parameter. */
const FORM_WORD = /^(from|to|start|end|steps|values\[\d+\])$/;

/**
 * Names for searched values without a name of their own: the shortest unique end of each path.
 *
 * @param paths the words of each value's path.
 * @param taken names that the file gives to other values.
 */
export function parameterNames(paths: readonly PathWords[], taken: readonly string[]): readonly string[] {
  const candidates = paths.map(nameCandidates);
  const uses = new Map<string, number>(taken.map((name) => [name, 1]));
  for (const name of candidates.flatMap((names) => [...new Set(names)])) uses.set(name, (uses.get(name) ?? 0) + 1);
  return candidates.map((names) => names.find((name) => uses.get(name) === 1) ?? names.at(-1) ?? '');
}

/** Possible names, the shortest first: from the last word for the value, without and with its index, to the whole path. */
function nameCandidates(words: PathWords): readonly string[] {
  const shortest = words.findLastIndex((word) => !FORM_WORD.test(word));
  const tails = words.slice(0, shortest + 1).map((_, start) => words.slice(start).join('.'));
  const [word = '', ...form] = words.slice(Math.max(0, shortest));
  return [[word.replace(/\[\d+\]$/, ''), ...form].join('.'), ...tails.toReversed()];
}

/** A plugin, or a list of plugins, as one of a set of values. */
type PluginUses = readonly JsonObject[];

/** An option that distinguishes uses of the same plugins: of the plugin at a position in the list. */
interface Distinction {
  readonly position: number;
  readonly key: string;
}

/**
 * A unique label for each of a set of values, which results show: scalars as they are; plugins, and lists of plugins, by
 * name and by as many of their options as distinguish them; anything else as JSON.
 */
export function choiceLabels(values: readonly JsonValue[]): readonly JsonValue[] {
  const labels: JsonValue[] = values.map((value) =>
    isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value) : value,
  );
  const plugins = [...values.keys()].filter((index) => pluginUses(values[index]) !== undefined);
  for (const group of Map.groupBy(plugins, (index) => labelOf(pluginUses(values[index]) ?? [], [])).values()) {
    const distinct = distinctLabels(group.map((index) => pluginUses(values[index]) ?? []));
    group.forEach((index, i) => {
      labels[index] = distinct[i] ?? null;
    });
  }
  // A text can be equal to the label of a plugin.
  const counts = new Map<JsonValue, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.map((label, i) => (counts.get(label) === 1 ? label : JSON.stringify(values[i])));
}

function pluginUses(value: JsonValue | undefined): PluginUses | undefined {
  const items = Array.isArray(value) ? value : [value];
  const uses = items.filter(isJsonObject).filter(({ use }) => typeof use === 'string');
  return uses.length === items.length ? uses : undefined;
}

/** A label with more options is harder to read than a number. */
const MOST_DISTINCTIONS = 20;

/** Labels for uses of the same plugins: with the fewest options that distinguish them, or numbered. */
function distinctLabels(group: readonly PluginUses[]): readonly string[] {
  const distinctions = distinctionsOf(group);
  for (let shown = 0; shown <= Math.min(distinctions.length, MOST_DISTINCTIONS); shown++) {
    const labels = group.map((uses) => labelOf(uses, distinctions.slice(0, shown)));
    if (new Set(labels).size === group.length) return labels;
  }
  return group.map((uses, i) => `${labelOf(uses, [])} #${i + 1}`);
}

/** The options in which the uses of a group differ, in the order of their first use. */
function distinctionsOf(group: readonly PluginUses[]): readonly Distinction[] {
  const positions = group[0]?.map((_, position) => position) ?? [];
  return positions.flatMap((position) => {
    const uses = group.map((members) => members[position] ?? {});
    const keys = new Set(uses.flatMap(Object.keys));
    return [...keys].filter((key) => uses.some((use) => use[key] !== uses[0]?.[key])).map((key) => ({ position, key }));
  });
}

function labelOf(uses: PluginUses, shown: readonly Distinction[]): string {
  const parts = uses.map((use, position) => {
    const options = shown
      .filter((distinction) => distinction.position === position)
      .flatMap(({ key }) => {
        const option = use[key];
        return option === undefined || typeof option === 'object' ? [] : [`${key}=${option}`];
      });
    return options.length === 0 ? String(use.use) : `${use.use}(${options.join(', ')})`;
  });
  return parts.length === 0 ? 'none' : parts.join(' + ');
}
