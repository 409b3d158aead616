/** An ISO 8601 time in UTC for people: `2026-11-23 08:15 UTC`; any other text as it is. */
export function formatTime(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso);
  return parts === null ? iso : `${parts[1]} ${parts[2]} UTC`;
}

/** The time between two ISO 8601 times, in its two largest units: `3 min 20 s`; null where there is none. */
export function formatDuration(from: string, to: string): string | null {
  const milliseconds = Date.parse(to) - Date.parse(from);
  if (!(milliseconds >= 0)) return null;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return `${milliseconds} ms`;
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
