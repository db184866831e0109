import type { Settings } from './settings.ts';

/** How long a request may wait for service, in milliseconds. */
export const waitMs = ({ waitHours }: Pick<Settings, 'waitHours'>): number => waitHours * 60 * 60_000;
