/** Tells when the browser comes online. A background that sleeps hears nothing of it: an alarm looks as well. */
export function watchOnline(back: () => void): void {
  globalThis.addEventListener('online', back);
}
