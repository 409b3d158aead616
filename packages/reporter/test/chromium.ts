import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

/** Why tests that need a browser cannot run here; null where they can. */
export const whyNoChromium = existsSync(EXECUTABLE)
  ? null
  : `${EXECUTABLE} is missing: install it with "apt-get install chromium"`;

/** The browser of the machine, without what it would do on its own accord over the network. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
