/**
 * Turns Ctrl-C into a signal: the first one calls `onFirst` and aborts the signal, the second calls `onSecond`.
 * SIGTERM counts as Ctrl-C.
 */
export function stopOnInterrupt(onFirst: () => void, onSecond: () => void): AbortSignal {
  const stopping = new AbortController();
  const interrupt = (): void => {
    if (stopping.signal.aborted) {
      onSecond();
    } else {
      onFirst();
      stopping.abort();
    }
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return stopping.signal;
}
