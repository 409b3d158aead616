import type { PageConfiguration, PageModel } from '../report/pageModel.ts';
import type { Theme } from './theme.ts';

/**
 * The coloured configurations: the index of each, and the slot of its colour. A configuration keeps its slot for as
 * long as it is selected.
 */
export type Selection = ReadonlyMap<number, number>;

/** Selects configurations and gives them the slots from 0 on. */
export function selectionOf(configurations: readonly number[]): Selection {
  return new Map(configurations.map((configuration, slot) => [configuration, slot]));
}

/**
 * Removes a configuration from the selection, or adds it at the lowest free slot below `slots`. Returns the selection
 * unchanged if no slot is free.
 */
export function toggled(selection: Selection, configuration: number, slots: number): Selection {
  const changed = new Map(selection);
  if (changed.delete(configuration)) return changed;
  const taken = new Set(selection.values());
  const free = Array.from({ length: slots }, (_, slot) => slot).find((slot) => !taken.has(slot));
  return free === undefined ? selection : changed.set(configuration, free);
}

/** The selected configurations in the order of the table, each with its slot. */
export function selected(selection: Selection): readonly { readonly configuration: number; readonly slot: number }[] {
  return [...selection]
    .map(([configuration, slot]) => ({ configuration, slot }))
    .sort((a, b) => a.configuration - b.configuration);
}

/** The colour of a slot. */
export function slotColor(theme: Theme, slot: number): string {
  return theme.series[slot] ?? theme.text;
}

/** The name of a configuration in legends and tooltips. */
export function configurationName(configuration: PageConfiguration | undefined): string {
  if (configuration === undefined) return '';
  const { number, label } = configuration;
  return label === '' ? `configuration ${number}` : `${number}: ${label}`;
}

/** Calls `choose` with the new selection when a check box in the table of configurations changes. */
export function listenToCheckBoxes(
  current: () => Selection,
  slots: number,
  choose: (selection: Selection) => void,
): void {
  for (const box of checkBoxes()) {
    box.addEventListener('change', () => choose(toggled(current(), Number(box.value), slots)));
  }
}

/** Shows the selection in the check boxes. While every colour is taken, the other boxes are disabled. */
export function updateCheckBoxes(selection: Selection, slots: number, theme: Theme): void {
  for (const box of checkBoxes()) {
    const slot = selection.get(Number(box.value));
    box.checked = slot !== undefined;
    box.disabled = slot === undefined && selection.size >= slots;
    box.style.accentColor = slot === undefined ? '' : slotColor(theme, slot);
  }
}

function checkBoxes(): readonly HTMLInputElement[] {
  return [...document.querySelectorAll('input[data-configuration]')].filter((box) => box instanceof HTMLInputElement);
}

/** Fills every legend of the page with the selected configurations. */
export function drawLegends(model: PageModel, selection: Selection, theme: Theme): void {
  for (const legend of document.querySelectorAll('[data-legend]')) {
    legend.replaceChildren(
      ...selected(selection).map(({ configuration, slot }) =>
        legendItem(configurationName(model.configurations[configuration]), slot, slotColor(theme, slot)),
      ),
    );
  }
}

function legendItem(name: string, slot: number, color: string): HTMLElement {
  const item = document.createElement('li');
  const swatch = document.createElement('span');
  swatch.className = slot < 4 ? 'swatch' : 'swatch dashed';
  swatch.style.setProperty('--color', color);
  item.title = name;
  const text = document.createElement('span');
  text.textContent = name;
  item.append(swatch, text);
  return item;
}
