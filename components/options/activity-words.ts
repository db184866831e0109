import type { ActivityEntry, ActivityKind, ActivityOutcome } from '../../lib/activity/entry.ts';
import type { HostTotal } from '../../lib/activity/host-totals.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { count, counted } from '../kit/amount.ts';
import { modelName } from '../../lib/models/model-name.ts';

export const KIND_WORDS: Readonly<Record<ActivityKind, string>> = {
  read: 'Read',
  model: 'Model call',
  tool: 'Tool call',
  approval: 'Decision',
  write: 'Write',
  undo: 'Undo',
  policy: 'Policy',
  failure: 'Failed action',
  export: 'Export',
  traffic: 'Traffic',
  log: 'Log',
};

export const OUTCOME_WORDS: Readonly<Record<ActivityOutcome, string>> = {
  done: 'Done',
  failed: 'Failed',
  refused: 'Refused',
  stopped: 'Stopped',
  unsure: 'No clear answer',
};

/** What an act was, where its kind alone does not say it. */
const ACT_WORDS: Readonly<Record<string, string>> = {
  'read page': 'Read a page',
  'read content': 'Read the text of a page',
  'read block': 'Read a block',
  'read blocks': 'Read blocks',
  'read relation': 'Read a relation',
  'read database': 'Read a database',
  'read columns': 'Read columns',
  'read schema': 'Read columns',
  'read rows': 'Read rows',
  'read query': 'Queried a database',
  'read list': 'Listed pages',
  'read place': 'Looked where a block stands',
  'read titles': 'Searched titles',
  'read who': 'Asked whose token it is',
  'read values': 'Read properties',
  'read created': 'Looked for a new page',
  'read comments': 'Read comments',
  'read screen': 'Read the page on the screen',
  'model answer': 'Asked a model',
  'model count': 'Counted tokens',
  'model models': 'Listed models',
  'model batch': 'Asked in a batch',
  'approval write': 'Write approved',
  'approval tool': 'Tool call allowed',
  'approval standing': 'Standing approval given',
  'approval revoked': 'Standing approval taken back',
  'write create': 'Created a page',
  'write append': 'Appended blocks',
  'write values': 'Set properties',
  'write text': 'Replaced text',
  'write comment': 'Commented',
  'write delete': 'Deleted a block',
  'write trash': 'Moved to the trash, or out of it',
  'write change': 'Change written',
  'undo change': 'Change undone',
  'failure action': 'Action without a result',
  'export log': 'Exported this log',
  'export csv': 'Exported this log as CSV',
  'export chat': 'Exported a chat',
  'export backup': 'Made a backup',
  'export everything': 'Exported everything',
  'log cut': 'Old entries removed',
  'log gap': 'Entries that could not be kept',
};

/** An entry in a few words: `Asked a model: summarize`, `Policy: budget (daily-cap)`. */
export const actWords = (entry: ActivityEntry): string =>
  entry.rule === 'drill' && entry.kind !== 'policy' ? `${plainWords(entry)} (drill)` : plainWords(entry);

function plainWords(entry: ActivityEntry): string {
  const { kind, what, outcome, action, tool, rule, count: many } = entry;
  if (kind === 'approval' && outcome === 'refused')
    return what === 'tool' ? 'Tool call not allowed' : 'Change declined or stopped';
  if (kind === 'policy') return `Policy: ${what}${rule === undefined ? '' : ` (${rule})`}`;
  if (kind === 'traffic') return trafficWords(entry);
  const said = ACT_WORDS[`${kind} ${what}`] ?? `${KIND_WORDS[kind]}: ${what}`;
  const detail = tool?.replaceAll('_', ' ') ?? action;
  const amount = many === undefined || kind === 'model' ? '' : `: ${count(many)}`;
  return kind === 'tool' && detail !== undefined
    ? `Tool call: ${detail}`
    : `${said}${detail === undefined ? amount : `: ${detail}`}`;
}

const trafficWords = ({ requests = 0 }: ActivityEntry): string => `${counted(requests, 'request')} counted`;

/** The model, else the host. */
export const whereWords = ({ model, host }: ActivityEntry): string =>
  model === undefined ? (host ?? '') : modelName(model);

export const costWords = ({ microUsd }: ActivityEntry): string =>
  microUsd === undefined ? '' : dollars(microUsd / 1_000_000);

const WHY_WORDS: Readonly<Record<string, string>> = {
  read: 'reading',
  search: 'searching',
  write: 'writing',
  test: 'testing the connection',
  models: 'listing models',
  count: 'counting tokens',
  batch: 'batches',
  other: 'other questions',
};

/** Why a host was asked, the most frequent first: `reading 431, searching 12`. */
export const whyWords = ({ why }: HostTotal): string =>
  Object.entries(why)
    .toSorted(([, one], [, other]) => other - one)
    .map(([reason, times]) => `${WHY_WORDS[reason] ?? reason} ${count(times)}`)
    .join(', ');
