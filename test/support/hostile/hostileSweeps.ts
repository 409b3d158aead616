import type { HostileSweep } from './hostileSweep.ts';
import { nesting } from './nesting.ts';
import { longTexts, oddNumbers, oddTexts } from './places.ts';
import { plugins } from './plugins.ts';
import { searches } from './searches.ts';
import { sizes } from './sizes.ts';
import { yamlFeatures } from './yamlFeatures.ts';

/** Groups of hostile sweep files, by what they abuse. */
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

/** The name of a group. */
export type HostileGroup = (typeof HOSTILE_GROUPS)[number];

const GROUPS = { nesting, sizes, yamlFeatures, searches, plugins, oddTexts, longTexts, oddNumbers };

/** The hostile sweep files of a group. */
export function hostileSweeps(group: HostileGroup): readonly HostileSweep[] {
  return GROUPS[group]();
}
