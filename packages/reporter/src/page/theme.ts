import type { EChartsOption } from 'echarts';

/** The colours and the font of the page, for the charts. */
export interface Theme {
  readonly text: string;
  readonly muted: string;
  readonly rule: string;
  readonly paper: string;
  readonly accent: string;
  /** For configurations that are not selected. */
  readonly faint: string;
  /** One colour for each configuration that can be selected at once. */
  readonly series: readonly string[];
  /** Of negative weights: the strongest, and just below zero. */
  readonly negative: readonly [string, string];
  /** Of positive weights: just above zero, and the strongest. */
  readonly positive: readonly [string, string];
  /** Of weights that are exactly zero. */
  readonly zero: string;
  readonly font: string;
}

/** Reads the theme in force (light, dark or print) from the custom properties of the style sheet. */
export function readTheme(root: Element): Theme {
  const style = getComputedStyle(root);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color('text'),
    muted: color('muted'),
    rule: color('rule'),
    paper: color('paper'),
    accent: color('accent'),
    faint: color('faint'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => color(`series-${slot}`)),
    negative: [color('negative'), color('negative-pale')],
    positive: [color('positive-pale'), color('positive')],
    zero: color('zero'),
    font: style.getPropertyValue('--font').trim(),
  };
}

/** Options that all charts share: no animation, the font of the page, the style of tooltips. */
export function chartBase(theme: Theme) {
  return {
    animation: false,
    textStyle: { fontFamily: theme.font, color: theme.text },
    grid: { left: 8, right: 18, top: 14, bottom: 30, containLabel: true },
    tooltip: {
      confine: true,
      backgroundColor: theme.paper,
      borderColor: theme.rule,
      padding: [8, 10],
      textStyle: { color: theme.text, fontFamily: theme.font, fontSize: 12 },
      extraCssText: 'box-shadow: 0 2px 12px rgb(0 0 0 / 12%); max-width: min(26rem, 80vw); white-space: normal;',
    },
  } satisfies EChartsOption;
}
