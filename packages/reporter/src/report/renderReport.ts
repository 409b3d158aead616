import { createHash } from 'node:crypto';
import { visibleText } from '@sparsweep/core/plugin';
import type { ReportData } from '../reportData.ts';
import { buildModel } from './buildModel.ts';
import { curvesSection } from './curves.ts';
import { headerSection } from './header.ts';
import { embeddedJson, type Html, html, trusted } from './html.ts';
import { layersSection } from './layers.ts';
import { chartLibrary, pageScript, pageStyle } from './pageScript.ts';
import { problemsSection, resultsSection } from './results.ts';
import { renderContents, renderSections } from './section.ts';
import { summarySection } from './summary.ts';
import { tradeOffSection } from './tradeOff.ts';
import { weightsSection } from './weights.ts';

/**
 * The report of a sweep as one self-contained HTML file: it opens from disk, makes no network requests, and supports
 * light and dark colours, narrow and wide screens, and paper. Sections without data are left out.
 *
 * Text in the data is never interpreted as markup. A content security policy allows only the two scripts of this package.
 */
export function renderReport(data: ReportData): string {
  const model = buildModel(data);
  const sections = [
    summarySection(data, model),
    resultsSection(data, model),
    tradeOffSection(model),
    layersSection(model),
    curvesSection(model),
    weightsSection(model),
    problemsSection(data),
  ].filter((section) => section !== null);
  const scripts = [chartLibrary(), pageScript()];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="sparsweep">
<title>${visibleText(data.sweep.name)}: sweep report</title>
<style>${trusted(pageStyle())}</style>
</head>
<body>
${headerSection(data)}
${renderContents(sections)}
<main>
<noscript><p class="notice">The tables are complete; the charts need JavaScript.</p></noscript>
${renderSections(sections)}</main>
<footer><p>Made by sparsweep. Charts by Apache ECharts.</p></footer>
<script type="application/json" id="data">${embeddedJson(model)}</script>
${scripts.map(inlineScript)}
</body>
</html>
`.text;
}

function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return `default-src 'none'; style-src 'unsafe-inline'; script-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'`;
}

function inlineScript(text: string): Html {
  return html`<script>${trusted(text)}</script>\n`;
}
