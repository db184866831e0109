import { Dexie } from 'dexie';
import type { EntityTable, Table, Version } from 'dexie';
import type { ActivityHead } from '../../activity/activity-store.ts';
import type { Chained } from '../../activity/chain.ts';
import type { DayRow } from '../../activity/day.ts';
import type { Incident } from '../../activity/incident.ts';
import type { ServiceRecord } from '../../activity/service-record.ts';
import type { StatusLook } from '../../activity/status-report.ts';
import type { Conversation, Message } from '../../chat/conversation.ts';
import type { Prompt } from '../../chat/prompt.ts';
import type { FillRow, FillRun } from '../../autofill/fill-run.ts';
import type { KeptFill } from '../../autofill/kept-fill.ts';
import type { GapCheck } from '../../gaps/gap-check.ts';
import type { Answer } from '../../jobs/answer.ts';
import type { Job, Step } from '../../jobs/job.ts';
import type { Schedule, ScheduleSlot } from '../../jobs/schedule.ts';
import type { Connections } from '../../messages/desk.ts';
import type { Drill, DrillReport } from '../../messages/drill-desk.ts';
import type { KeptSearches } from '../../messages/search-desk.ts';
import type { Published } from '../../messages/outbox-desk.ts';
import type { OutboxEntry } from '../../outbox/entry.ts';
import type { StandingApproval } from '../../outbox/standing-approval.ts';
import type { ModelFacts } from '../../models/answer-event.ts';
import type { ReportRun, SavedReport } from '../../report/saved-report.ts';
import type { Breaker } from '../../resilience/breaker.ts';
import type { Hold, SpendingRow } from '../../policy/spending-row.ts';
import type { Managed } from '../../settings/managed.ts';
import type { Settings } from '../../settings/settings.ts';

export interface Draft {
  readonly key: string;
  readonly text: string;
  readonly updatedAt: number;
}

/** One named value each: the settings, what is known of the services, and the connections without their keys. */
export type Meta =
  | { readonly key: 'settings'; readonly value: Settings }
  | { readonly key: 'managed'; readonly value: Managed }
  | { readonly key: 'connections'; readonly value: Connections }
  | { readonly key: 'models'; readonly value: readonly ModelFacts[]; readonly at?: number }
  | { readonly key: 'digest'; readonly value: { readonly dismissedAt: number } }
  | { readonly key: 'published'; readonly value: Published }
  | { readonly key: 'searches'; readonly value: KeptSearches }
  | { readonly key: 'drill'; readonly value: Drill }
  | { readonly key: 'retention'; readonly value: { readonly ranAt: number } }
  | { readonly key: 'activity'; readonly value: ActivityHead }
  | { readonly key: 'drill-reports'; readonly value: readonly DrillReport[] };

/**
 * What a person said, was told, or has under way. Strict durability, never evicted.
 * Content is never an index key, secrets are never here. Versions state only what changed and are frozen once released.
 */
export class WordsDatabase extends Dexie {
  declare readonly jobs: EntityTable<Job, 'id'>;
  declare readonly steps: Table<Step, string>;
  declare readonly answers: EntityTable<Answer, 'id'>;
  declare readonly drafts: Table<Draft, string>;
  declare readonly conversations: EntityTable<Conversation, 'id'>;
  declare readonly messages: EntityTable<Message, 'id'>;
  declare readonly meta: Table<Meta, string>;
  declare readonly breakers: EntityTable<Breaker, 'key'>;
  declare readonly services: EntityTable<ServiceRecord, 'service'>;
  declare readonly incidents: EntityTable<Incident, 'id'>;
  declare readonly days: EntityTable<DayRow, 'key'>;
  declare readonly looks: EntityTable<StatusLook, 'page'>;
  declare readonly outbox: EntityTable<OutboxEntry, 'id'>;
  declare readonly fillRuns: EntityTable<FillRun, 'id'>;
  declare readonly fillRows: EntityTable<FillRow, 'id'>;
  declare readonly keptFills: EntityTable<KeptFill, 'id'>;
  declare readonly gapChecks: EntityTable<GapCheck, 'id'>;
  declare readonly approvals: EntityTable<StandingApproval, 'id'>;
  declare readonly prompts: EntityTable<Prompt, 'id'>;
  declare readonly reports: EntityTable<SavedReport, 'id'>;
  declare readonly reportRuns: EntityTable<ReportRun, 'id'>;
  declare readonly schedules: EntityTable<Schedule, 'id'>;
  declare readonly slots: EntityTable<ScheduleSlot, 'id'>;
  declare readonly activity: EntityTable<Chained, 'n'>;
  declare readonly spending: EntityTable<SpendingRow, 'key'>;
  declare readonly holds: EntityTable<Hold, 'id'>;

  private readonly upTo: number;

  /** @param upTo the version to stop at, for rows of an older backup: opened without it, they are brought up to date */
  constructor(name = 'words', upTo = Number.POSITIVE_INFINITY) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.upTo = upTo;
    this.version(1).stores({
      jobs: 'id, state, createdAt, [input.target.pageId+createdAt]',
      steps: 'key, usedAt',
      answers: 'id, questionKey, updatedAt, jobId',
      drafts: 'key',
      conversations: 'id, updatedAt',
      messages: 'id, conversationId',
      meta: 'key',
    });
    this.version(2)
      .stores({
        jobs: 'id, state, createdAt, [input.target.pageId+createdAt], waited.ranAt',
        breakers: 'key',
        services: 'service',
        incidents: 'id, startedAt',
        days: 'key, day',
        looks: 'page',
      })
      // What earlier versions knew of services has another form, and the next call tells it anew.
      .upgrade((rows) => rows.table('meta').where('key').startsWith('health:').delete());
    this.version(3).stores({
      outbox: 'id, state, updatedAt',
      approvals: 'id',
      prompts: 'id',
      reports: 'id, updatedAt',
      reportRuns: 'id, report',
      schedules: 'id',
      slots: 'id, schedule',
      gapChecks: 'id',
      fillRuns: 'id, state, createdAt',
      fillRows: 'id, run',
    });
    this.version(4).stores({
      activity: 'n, kind, host, page',
      keptFills: 'id',
      spending: 'key, day',
      holds: 'id',
    });
  }

  /** Versions past the last one that is wanted are told to a database that nobody opens. */
  override version(number: number): Version {
    return number > this.upTo ? new Dexie('unopened').version(number) : super.version(number);
  }
}
