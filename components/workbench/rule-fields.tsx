import { useState } from 'preact/hooks';
import type { VNode } from 'preact';

import type { ScheduleRule } from '../../lib/jobs/schedule.ts';
import { Field } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { clockWords, readClock, WEEKDAYS } from './schedule-words.ts';

const EVERY: readonly { readonly value: ScheduleRule['every']; readonly label: string }[] = [
  { value: 'day', label: 'Every day' },
  { value: 'weekdays', label: 'Monday to Friday' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
];

const NINE = 9 * 60;

/** When something runs, as a person chooses it; no rule while the time is none. */
export function useRule(): { readonly rule: ScheduleRule | undefined; readonly fields: VNode } {
  const [every, setEvery] = useState<ScheduleRule['every']>('week');
  const [weekday, setWeekday] = useState('1');
  const [day, setDay] = useState('1');
  const [clock, setClock] = useState(clockWords(NINE));
  const minute = readClock(clock);
  return {
    rule: minute === undefined ? undefined : ruleOf(every, minute, Number(weekday), Number(day)),
    fields: (
      <>
        <Select label="When" value={every} choices={EVERY} onChange={setEvery} />
        {every === 'week' && (
          <Select
            label="On"
            value={weekday}
            choices={WEEKDAYS.map((label, at) => ({ value: String(at + 1), label }))}
            onChange={setWeekday}
          />
        )}
        {every === 'month' && (
          <Select
            label="On day"
            value={day}
            choices={Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))}
            onChange={setDay}
            help="In shorter months their last day."
          />
        )}
        <Field label="At" value={clock} onChange={setClock} help="Hours and minutes, such as 09:00." />
      </>
    ),
  };
}

function ruleOf(every: ScheduleRule['every'], minute: number, weekday: number, day: number): ScheduleRule {
  switch (every) {
    case 'week':
      return { every, weekday, minute };
    case 'month':
      return { every, day, minute };
    case 'day':
    case 'weekdays':
      return { every, minute };
  }
}
