import browser from 'webextension-polyfill';

/** The browser's extension API, the same in Chrome and Firefox: imported here once, for the background and our pages. */
export const extension = browser;
