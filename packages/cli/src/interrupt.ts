/**
 * Turns Ctrl-C into a signal: the first one aborts the signal and calls `onFirst`, the second calls `onSecond`.
 * SIGTERM counts as Ctrl-C, and so does SIGHUP, which comes when the terminal is closed.
 */
export function stopOnInterrupt(onFirst: () => void, onSecond: () => void): AbortSignal {
  const stopping = new AbortController();
  const interrupt = (): void => {
    if (stopping.signal.aborted) {
      onSecond();
    } else {
      // In this order, so that whoever is told has not been told too early: the workers know it by then.
      stopping.abort();
      onFirst();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return stopping.signal;
}
