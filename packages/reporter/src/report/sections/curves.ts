import { html } from '../html.ts';
import type { CurvePanel, PageModel } from '../pageModel.ts';
import { type Figure, figures } from './figure.ts';
import type { Section } from './section.ts';

/** Loss and accuracy over the epochs. */
export function curvesSection({ curves, configurations }: PageModel): Section | null {
  if (curves === null) return null;
  const { epochs, measured, panels } = curves;
  const thinned =
    epochs.length < measured ? ` Of ${measured} epochs, ${epochs.length} at even distances are shown.` : '';
  const single =
    configurations.length === 1
      ? ''
      : ' A line is the mean of a configuration, its band one standard deviation; faint lines are trials of the others.';
  const content = html`<p>Training values are means over the batches of an epoch, taken while the weights still move; validation is measured after
it.${single}${thinned}</p>
${figures(panels.map(figureOf))}`;
  return { id: 'curves', title: 'Training', content };
}

function figureOf({ metric, split }: CurvePanel, index: number): Figure {
  const title = `${split} ${metric}`;
  return { title, description: `Line chart of ${title} over the epochs.`, chart: 'curves', index };
}
