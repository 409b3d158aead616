import type { BarSeriesOption, CustomSeriesOption, EChartsOption } from 'echarts';
import { formatFractionSpread, NO_SPREAD } from '../numbers.ts';
import type { LayerSparsity, PageModel } from '../report/pageModel.ts';
import type { Spread } from '../reportData.ts';
import { axisBase, tickPercent } from './axes.ts';
import { line, tooltip } from './chart.ts';
import { configurationName, type Selection, selected, slotColor } from './selection.ts';
import { chartBase, type Theme } from './theme.ts';

/** With more bars than this there is no room for a number above each. */
const MOST_LABELLED = 16;
const BAR_GAP = '12%';
const GROUP_GAP = '28%';
const WIDEST_BAR = 40;

/** The share of exact zeros in each layer: a group of bars for each layer, a bar for each selected configuration. */
export function layerChart(
  model: PageModel,
  { sparsity, target }: { readonly sparsity: LayerSparsity; readonly target: 'weights' | 'activations' },
  selection: Selection,
  theme: Theme,
): EChartsOption {
  const groups = selected(selection).map(({ configuration, slot }) => ({
    name: configurationName(model.configurations[configuration]),
    color: slotColor(theme, slot),
    spreads: sparsity[target][configuration] ?? [],
  }));
  const labelled = groups.length * sparsity.layers.length <= MOST_LABELLED;
  const base = chartBase(theme);
  return {
    ...base,
    xAxis: {
      ...axisBase(theme, ''),
      type: 'category',
      data: [...sparsity.layers],
      splitLine: { show: false },
      axisLabel: {
        color: theme.text,
        fontSize: 12,
        lineHeight: 15,
        interval: 0,
        formatter: (name: string) => name.replace(' (', '\n('),
      },
    },
    yAxis: {
      ...axisBase(theme, ''),
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.25,
      axisLine: { show: false },
      axisLabel: { color: theme.muted, fontSize: 11, formatter: tickPercent },
    },
    tooltip: {
      ...base.tooltip,
      trigger: 'axis',
      axisPointer: { type: 'shadow', z: -1, shadowStyle: { color: theme.rule, opacity: 0.35 } },
      formatter: (hovered) => {
        const first = Array.isArray(hovered) ? hovered[0] : hovered;
        const layer = first?.dataIndex ?? 0;
        const lines = groups.map(({ name, color, spreads }) => ({
          name,
          color,
          value: formatFractionSpread(spreads[layer] ?? NO_SPREAD),
        }));
        return tooltip(`${sparsity.layers[layer] ?? ''}: zero ${target}`, lines);
      },
    },
    series: groups.flatMap(({ color, spreads }, position) => [
      bars(spreads, color, labelled, theme),
      deviations(spreads, position, groups.length, theme),
    ]),
  };
}

function bars(spreads: readonly Spread[], color: string, labelled: boolean, theme: Theme): BarSeriesOption {
  return {
    type: 'bar',
    data: spreads.map(({ mean }) => mean ?? '-'),
    barGap: BAR_GAP,
    barCategoryGap: GROUP_GAP,
    barMaxWidth: WIDEST_BAR,
    itemStyle: { color, borderRadius: [2, 2, 0, 0] },
    label: {
      show: true,
      position: 'top',
      distance: labelled ? 6 : 2,
      color: theme.text,
      fontSize: 10,
      formatter: ({ value }) => barLabel(value, labelled),
    },
    labelLayout: { hideOverlap: true },
    emphasis: { disabled: true },
  };
}

/** The number above a bar. A bar of height zero always has one, so that it does not look missing. */
function barLabel(value: unknown, labelled: boolean): string {
  if (typeof value !== 'number') return '';
  if (labelled) return tickPercent(Number(value.toFixed(3)));
  return value === 0 ? '0' : '';
}

/** Error bars of one standard deviation. `position` is that of the configuration in its group of `count` bars. */
function deviations(spreads: readonly Spread[], position: number, count: number, theme: Theme): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 4,
    tooltip: { show: false },
    data: spreads.flatMap(({ mean, sd }, layer) => (mean === null || !sd ? [] : [[layer, mean, sd]])),
    renderItem: (_, api) => {
      const layer = Number(api.value(0));
      const [mean, sd] = [Number(api.value(1)), Number(api.value(2))];
      const layout = api.barLayout({ count, barGap: BAR_GAP, barCategoryGap: GROUP_GAP, barMaxWidth: WIDEST_BAR });
      const shift = layout?.[position]?.offsetCenter ?? 0;
      const [x = 0, low = 0] = api.coord([layer, Math.max(0, mean - sd)]);
      const high = api.coord([layer, Math.min(1, mean + sd)])[1] ?? 0;
      return line([x + shift, low], [x + shift, high], theme.text);
    },
  };
}
