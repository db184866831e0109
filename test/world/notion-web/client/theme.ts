export type Theme = 'light' | 'dark' | 'system';

const DARK = matchMedia('(prefers-color-scheme: dark)');

/** Puts the theme on the document and keeps it there; the wish comes from the address, else from the last visit. */
export class ThemeSwitch {
  readonly #inner: Element;
  #wish: Theme;

  constructor(inner: Element) {
    this.#inner = inner;
    this.#wish = themeOf(new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme'));
    DARK.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  /** Ctrl+Shift+L: from what is seen to the other. */
  toggle(): void {
    this.#wish = this.#isDark() ? 'light' : 'dark';
    localStorage.setItem('theme', this.#wish);
    this.#apply();
  }

  #isDark(): boolean {
    return this.#wish === 'system' ? DARK.matches : this.#wish === 'dark';
  }

  #apply(): void {
    const dark = this.#isDark();
    document.body.classList.toggle('dark', dark);
    this.#inner.classList.toggle('notion-dark-theme', dark);
    this.#inner.classList.toggle('notion-light-theme', !dark);
  }
}

function themeOf(text: string | null): Theme {
  return text === 'light' || text === 'dark' ? text : 'system';
}
