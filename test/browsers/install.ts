import { BROWSER_KINDS, findBrowser, NoBrowser } from './find-browser.ts';

/** `node test/browsers/install.ts`: makes sure that both browsers are there and prints their paths. Quick when they are. */
try {
  for (const kind of BROWSER_KINDS) console.log(`${kind}: ${findBrowser(kind)}`);
} catch (error) {
  if (!(error instanceof NoBrowser)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
