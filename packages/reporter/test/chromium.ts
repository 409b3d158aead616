import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

/** Why browser tests cannot run here; null if they can. */
export const whyNoChromium = existsSync(EXECUTABLE)
  ? null
  : `${EXECUTABLE} is missing: install it with "apt-get install chromium"`;

/** Launches the installed browser without its background network traffic. */
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
