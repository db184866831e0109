/** So long a chat that was taken away can be brought back, in milliseconds. Then it is off the disk. */
export const REGRET_MS = 30_000;
