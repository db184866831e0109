import browser from 'webextension-polyfill';
import type { Runtime } from 'webextension-polyfill';

/** The browser's extension API, the same in Chrome and Firefox: imported here once, for the background and our pages. */
export const extension = browser;

/** What the browser stamps on a message: who sent it, from where. */
export type StampedSender = Runtime.MessageSender;
export type Port = Runtime.Port;
