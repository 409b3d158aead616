import type { HostileSweep } from './hostileSweep.ts';
import { nesting } from './nesting.ts';
import { longTexts, oddNumbers, oddTexts } from './places.ts';
import { plugins } from './plugins.ts';
import { searches } from './searches.ts';
import { sizes } from './sizes.ts';
import { yamlFeatures } from './yamlFeatures.ts';

/** What hostile sweep files abuse. */
export const HOSTILE_GROUPS = [
  'nesting',
  'sizes',
  'yamlFeatures',
  'searches',
  'plugins',
  'oddTexts',
  'longTexts',
  'oddNumbers',
] as const;

/** One of the kinds of hostile sweep file. */
export type HostileGroup = (typeof HOSTILE_GROUPS)[number];

const GROUPS = { nesting, sizes, yamlFeatures, searches, plugins, oddTexts, longTexts, oddNumbers };

/** Sweep files that attack the parser, each in one way. */
export function hostileSweeps(group: HostileGroup): readonly HostileSweep[] {
  return GROUPS[group]();
}
