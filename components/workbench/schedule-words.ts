import type { Schedule } from '../../lib/jobs/schedule.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `Every Monday at 09:00 (Europe/Berlin)`. */
export function ruleWords({ rule, zone }: Pick<Schedule, 'rule' | 'zone'>): string {
  const at = `at ${clockWords(rule.minute)} (${zone})`;
  switch (rule.every) {
    case 'day':
      return `Every day ${at}`;
    case 'weekdays':
      return `Monday to Friday ${at}`;
    case 'week':
      return `Every ${WEEKDAYS[rule.weekday - 1] ?? 'week'} ${at}`;
    case 'month':
      return `On day ${rule.day} of the month, or its last, ${at}`;
  }
}

/** `09:05` */
export const clockWords = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Reads `9:05`; `undefined` for what no clock shows. */
export function readClock(text: string): number | undefined {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])];
  return found === null || hour > 23 || minute > 59 ? undefined : hour * 60 + minute;
}
