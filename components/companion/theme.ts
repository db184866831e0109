/** Whether Notion shows itself dark: by its own class, not by the system's setting. */
export function notionIsDark(page: Document): boolean {
  const inner = page.querySelector('#notion-app > .notion-app-inner');
  if (inner?.classList.contains('notion-dark-theme')) return true;
  if (inner?.classList.contains('notion-light-theme')) return false;
  return page.body.classList.contains('dark');
}

/**
 * Keeps the theme of our host the same as Notion's: as an attribute, and as the colour scheme that our tokens follow.
 * Watches the class of the body alone, never a subtree.
 */
export function followTheme(page: Document, host: HTMLElement): () => void {
  const set = (): void => {
    const theme = notionIsDark(page) ? 'dark' : 'light';
    host.dataset['theme'] = theme;
    host.style.setProperty('color-scheme', theme, 'important');
  };
  const watcher = new MutationObserver(set);
  watcher.observe(page.body, { attributes: true, attributeFilter: ['class'] });
  set();
  return () => watcher.disconnect();
}
