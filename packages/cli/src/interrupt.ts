/**
 * Turns Ctrl-C into a signal: the first one aborts the signal and calls `onFirst`, the second calls `onSecond`.
 * SIGTERM counts as Ctrl-C.
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
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return stopping.signal;
}
