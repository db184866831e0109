/** What a test may ask of a browser. Both drivers keep this contract, so one test text runs in Chromium and in Firefox. */

export type BrowserKind = 'chromium' | 'firefox';

export type ColorScheme = 'light' | 'dark';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** JSON that can cross between a test and a page. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An accessible name: a string must match whole (runs of white space count as one space), a pattern anywhere. */
export type Name = string | RegExp;

export interface FindOptions {
  /** `companion`: only inside a closed shadow root. `page`: only outside of one. Both when left out. */
  readonly within?: 'companion' | 'page';
  /** Milliseconds to wait before giving up; 10,000 when left out. */
  readonly timeoutMs?: number;
}

/** One node of the tree that a screen reader walks, closed shadow roots included. Roles are ARIA roles in both browsers. */
export interface AccessibleNode {
  readonly role: string;
  readonly name: string;
  readonly value: string;
  /** Of `checked`, `disabled`, `expanded`, `collapsed`, `focused`, `pressed`, `selected`. */
  readonly states: readonly string[];
  /** Names the DOM node for the driver that read the tree; means nothing to another. */
  readonly handle: string;
  readonly children: readonly AccessibleNode[];
}

/** An element found by role and name. Should the page render it anew, the next action looks it up again. */
export interface Node {
  readonly role: string;
  readonly name: string;
  /** Waits until the element is enabled, holds still and is not covered, then presses the mouse in its middle. */
  click(): Promise<void>;
  /** Moves the mouse over the element's middle. */
  hover(): Promise<void>;
  /** Clicks, moves the caret to the end and types with real key events. A line break is the Enter key. */
  type(text: string): Promise<void>;
  /** Like `type`, but what stood there before is replaced. */
  fill(text: string): Promise<void>;
  /** Puts the keyboard focus on the element without the mouse. */
  focus(): Promise<void>;
  /** Chooses the option with this label in a select element. */
  select(label: string): Promise<void>;
  /** The words that a screen reader would find in it; of a field, its value. */
  text(): Promise<string>;
  attribute(name: string): Promise<string | null>;
  /** The states of `AccessibleNode` that hold now. */
  states(): Promise<readonly string[]>;
  /** Whether it is still there. */
  exists(): Promise<boolean>;
  box(): Promise<{ x: number; y: number; width: number; height: number }>;
  /** Runs `function (…args) {…}` with the element as `this`, beside the page's own world. */
  call(source: string, ...args: Json[]): Promise<unknown>;
  /** Finds below this element. */
  find(role: string, name?: Name, options?: FindOptions): Promise<Node>;
  findAll(role: string, name?: Name): Promise<Node[]>;
  waitGone(role: string, name?: Name, options?: FindOptions): Promise<void>;
  /** Waits until the text of this element matches, and returns it. */
  waitText(expected: Name, options?: { timeoutMs?: number }): Promise<string>;
}

export interface Tab {
  /** Waits until an element with this role and name exists. Times out with the accessible tree in the message. */
  find(role: string, name?: Name, options?: FindOptions): Promise<Node>;
  /** What is there now, in document order. */
  findAll(role: string, name?: Name, options?: Pick<FindOptions, 'within'>): Promise<Node[]>;
  /** Waits until no such element is left. */
  waitGone(role: string, name?: Name, options?: FindOptions): Promise<void>;
  /** Waits until the answer is neither `undefined` nor `false`, and returns it. `what` names the wait in the error. */
  waitFor<Value>(
    what: string,
    check: () => Promise<Value | undefined | false>,
    options?: { timeoutMs?: number },
  ): Promise<Value>;
  /** Presses keys together: `Enter`, `Alt+Shift+U`, `Control+A`. */
  press(keys: string): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
  /** Role and name of what has the keyboard focus, closed shadow roots included. */
  focused(): Promise<{ role: string; name: string } | undefined>;
  clickAt(x: number, y: number): Promise<void>;
  /** Turns the mouse wheel in the middle of the viewport. */
  scroll(deltaY: number): Promise<void>;
  url(): Promise<string>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Runs a function's source, for example `(n) => document.title + n`, in the page's own world. Awaits a promise. */
  evaluate(source: string, ...args: Json[]): Promise<unknown>;
  screenshot(path: string): Promise<void>;
  /** The accessible tree in compact lines, for people. */
  axTree(): Promise<string>;
  accessibleTree(): Promise<AccessibleNode>;
  setColorScheme(scheme: ColorScheme): Promise<void>;
  setViewport(viewport: Viewport): Promise<void>;
  /** The id that the extension's own `tabs` API gives this tab. */
  extensionTabId(): Promise<number>;
  /** Makes it the active tab. */
  activate(): Promise<void>;
  close(): Promise<void>;
}

export interface Browser {
  readonly kind: BrowserKind;
  readonly version: string;
  /** Chromium: the 32 letters. Firefox: the host of `moz-extension://`, which changes with each profile. */
  readonly extensionId: string;
  /** The folder of the profile; hand it to the next launch to come back to what this browser stored. */
  readonly profile: string;
  open(url: string): Promise<Tab>;
  /** Opens `popup.html`, `options.html`, `sidepanel.html?…` of the extension in a tab. */
  openExtensionPage(path: string): Promise<Tab>;
  /** Waits for a tab that somebody else opened, by its whole address or a pattern. */
  waitForTab(url: Name, options?: { timeoutMs?: number }): Promise<Tab>;
  tabs(): Promise<Tab[]>;
  /** Ends the extension's background; resolves when it is dead. The next event starts it again. */
  killBackground(): Promise<void>;
  backgroundRunning(): Promise<boolean>;
  /** Disables and enables the extension, as an update does: open pages keep their orphaned content scripts. */
  reloadExtension(): Promise<void>;
  /** From now on the extension's request for these hosts is answered yes without a prompt. Firefox answers every request so. */
  allowHosts(origins: readonly string[]): Promise<void>;
  /** Grants optional hosts (`https://example.org/*`) as if the person had said yes. */
  grantHosts(origins: readonly string[]): Promise<void>;
  /** Takes hosts away as the person can in the browser's settings. Chromium takes all hosts when one of them is required. */
  revokeHosts(origins: readonly string[]): Promise<void>;
  /** What a copy left on the clipboard; `html` is empty when it was plain text alone. */
  clipboard(): Promise<{ text: string; html: string }>;
  /** Uncaught errors of the extension's own code since launch; in Chromium what it prints with `console.error` too. */
  errors(): Promise<readonly string[]>;
  /** Kills every process of the browser at once; the profile stays for a relaunch. */
  kill(): Promise<void>;
  /** Closes the browser and removes the profile if the launch made it. Safe to call twice. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** The folder of the built extension. */
  readonly extension: string;
  /** A profile folder to use and keep; a fresh one that is removed at the end when left out. */
  readonly profile?: string;
  /** Without a window; true when left out. */
  readonly headless?: boolean;
  /** 1280×800 when left out. */
  readonly viewport?: Viewport;
  /** `light` when left out. */
  readonly colorScheme?: ColorScheme;
}
