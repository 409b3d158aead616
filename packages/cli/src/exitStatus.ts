/** What the command's exit status says. */
export const ExitStatus = {
  /** All trials finished. */
  finished: 0,
  /** Some trials failed. */
  someFailed: 1,
  /** Bad input; nothing was run. */
  badInput: 2,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;
