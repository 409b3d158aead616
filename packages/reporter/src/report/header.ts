import { isJsonObject, type JsonObject, type JsonValue, visibleText } from '@sparsweep/core/plugin';
import type { ReportData, SweepRow } from '../reportData.ts';
import { type Html, html } from './html.ts';

/** The name of the sweep, its question, its status, and what is needed to run it again. */
export function headerSection({ sweep, question }: ReportData): Html {
  return html`<header>
<p class="kind">Sweep report</p>
<h1>${visibleText(sweep.name)}</h1>
${question === undefined ? null : html`<p class="question">${question}</p>`}
<p class="facts">${statusText(sweep)}</p>
<details><summary>Sweep file</summary><pre><code>${sweep.specYaml}</code></pre>
<p class="note">SHA-256 <code>${sweep.specHash}</code></p></details>
<details><summary>Environment</summary><dl class="environment">${flatten(sweep.environment).map(entry)}</dl></details>
</header>`;
}

function statusText({ status, createdAt, finishedAt }: SweepRow): Html {
  const began = html`began <time datetime="${createdAt}">${formatTime(createdAt)}</time>`;
  if (finishedAt === null) return html`${capitalized(status)}; ${began}`;
  const duration = formatDuration(createdAt, finishedAt);
  return html`${capitalized(status)}; ${began}${duration === null ? null : html`, took ${duration}`}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function entry([name, value]: readonly [string, string]): Html {
  return html`<dt>${name}</dt><dd>${value}</dd>\n`;
}

/** The values of nested objects by path: `git.commit`. */
function flatten(values: JsonObject, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(values).flatMap(([name, value]) =>
    isJsonObject(value) ? flatten(value, `${path}${name}.`) : [[visibleText(path + name), textOf(value)] as const],
  );
}

function textOf(value: JsonValue): string {
  return visibleText(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Formats an ISO 8601 time as `2026-11-23 08:15 UTC`; returns any other text unchanged. */
export function formatTime(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso);
  return parts === null ? iso : `${parts[1]} ${parts[2]} UTC`;
}

/** The time between two ISO 8601 times in its two largest units: `3 min 20 s`. Null for invalid or reversed times. */
export function formatDuration(from: string, to: string): string | null {
  const milliseconds = Date.parse(to) - Date.parse(from);
  if (!(milliseconds >= 0)) return null;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return `${milliseconds} ms`;
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
