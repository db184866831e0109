import { ACTS, OUTCOMES } from '../../lib/activity/entry.ts';
import type { ActivityKind, ActivityOutcome } from '../../lib/activity/entry.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import { pageIn } from '../../lib/mirror/address.ts';
import type { LogQuery } from '../../lib/activity/find-entries.ts';
import { Field } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';
import { KIND_WORDS, OUTCOME_WORDS } from './activity-words.ts';

const DAY_MS = 24 * 60 * 60_000;
const KINDS: readonly Choice<ActivityKind | ''>[] = [
  { value: '', label: 'Every kind' },
  ...(Object.keys(ACTS) as ActivityKind[]).map((value) => ({ value, label: KIND_WORDS[value] })),
];
const ENDS: readonly Choice<ActivityOutcome | ''>[] = [
  { value: '', label: 'Every outcome' },
  ...OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
];
const PERIODS: readonly Choice<'' | '1' | '7' | '30'>[] = [
  { value: '', label: 'All of it' },
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
];

/** What narrows the log down. */
export function ActivityFilters({
  query,
  now,
  onChange,
}: {
  readonly query: LogQuery;
  readonly now: number;
  readonly onChange: (query: LogQuery) => void;
}) {
  const set = (change: { readonly [Name in keyof LogQuery]: LogQuery[Name] | '' | undefined }): void => {
    const all = Object.entries({ ...query, ...change });
    onChange(Object.fromEntries(all.filter(([, value]) => value !== '' && value !== undefined)));
  };
  const page = query.page;
  const days = query.from === undefined ? undefined : Math.round((now - query.from) / DAY_MS);
  return (
    <search class="fields" aria-label="Filter the activity log">
      <Field
        label="Search the log"
        value={page ?? query.words ?? ''}
        placeholder="Model, action, code or page link"
        onChange={(words) => {
          const found = parsePageId(words.trim()) ?? pageIn(words.trim());
          set(found === undefined ? { words, page: undefined } : { page: found, words: undefined });
        }}
      />
      <Select label="Kind" value={query.kind ?? ''} choices={KINDS} onChange={(kind) => set({ kind })} />
      <Select label="Outcome" value={query.outcome ?? ''} choices={ENDS} onChange={(outcome) => set({ outcome })} />
      <Select
        label="Time"
        value={PERIODS.find(({ value }) => value === String(days))?.value ?? ''}
        choices={PERIODS}
        onChange={(period) => set({ from: period === '' ? undefined : now - Number(period) * DAY_MS })}
      />
      <Field
        label="Host"
        value={query.host ?? ''}
        placeholder="api.notion.com"
        onChange={(host) => set({ host: host.trim().toLowerCase() })}
      />
    </search>
  );
}
