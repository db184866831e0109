import type { BrowserContext, Worker } from 'playwright-core';

const PRINT_UNCAUGHT = `
  self.addEventListener('error', (event) => console.error('Uncaught', event.error?.stack ?? event.message));
  self.addEventListener('unhandledrejection', (event) => console.error('Uncaught in a promise', event.reason?.stack ?? event.reason));
`;

/** What the extension's own code throws or prints as an error, wherever it runs. */
export function collectErrors(context: BrowserContext, origin: string): string[] {
  const errors: string[] = [];
  const watchWorker = (worker: Worker): void => {
    if (!worker.url().startsWith(origin)) return;
    // the worker's own uncaught errors reach no listener of Playwright's, so they are printed
    worker.evaluate(PRINT_UNCAUGHT).catch(() => undefined); // it may die first
    worker.on('console', (message) => {
      if (message.type() === 'error') errors.push(`background: ${message.text()}`);
    });
  };
  context.serviceWorkers().forEach(watchWorker);
  context.on('serviceworker', watchWorker);
  context.on('console', (message) => {
    if (message.type() === 'error' && message.location().url.startsWith(origin)) {
      errors.push(`${message.location().url}: ${message.text()}`);
    }
  });
  context.on('weberror', (webError) => {
    const error = webError.error();
    const page = webError.page()?.url() ?? '';
    if (page.startsWith(origin) || (error.stack ?? '').includes(origin)) {
      errors.push(`${page}: ${error.stack ?? error.message}`);
    }
  });
  return errors;
}
