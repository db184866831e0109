import { find } from './selectors.ts';

export type Theme = 'light' | 'dark';

/** The theme that Notion shows, whatever the system prefers. */
export function readTheme(document: Document): Theme {
  const inner = find(document, 'inner');
  if (inner?.classList.contains('notion-dark-theme') === true) return 'dark';
  if (inner?.classList.contains('notion-light-theme') === true) return 'light';
  return document.body.classList.contains('dark') ? 'dark' : 'light';
}

/** Tells the theme now and whenever it changes. Watches the class of two elements, nothing below them. */
export function watchTheme(document: Document, show: (theme: Theme) => void, signal: AbortSignal): void {
  let shown = readTheme(document);
  show(shown);
  const observer = new MutationObserver(() => {
    const theme = readTheme(document);
    if (theme === shown) return;
    shown = theme;
    show(theme);
  });
  const watched: MutationObserverInit = { attributes: true, attributeFilter: ['class'] };
  observer.observe(document.body, watched);
  const inner = find(document, 'inner');
  if (inner !== undefined) observer.observe(inner, watched);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
