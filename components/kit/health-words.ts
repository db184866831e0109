import { isOutage } from '../../lib/activity/shown-by.ts';
import type { StatusFault, StatusPage } from '../../lib/activity/status-report.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { isTransient } from '../../lib/base/failure.ts';
import type { HealthLine } from '../../lib/messages/desk.ts';
import { modelName } from '../../lib/models/model-name.ts';
import { ago, lasting } from './age.ts';
import { counted } from './amount.ts';
import { moment, took } from './moment.ts';

/** How a service is, in a few words after its name. */
export function stateWords({ state, since, evidence }: HealthLine, now: number): string {
  const lasts = since === undefined ? '' : ` for ${lasting(now - since)}`;
  switch (state) {
    case 'fine':
      return 'fine';
    case 'slow':
      return `slower than usual${lasts}`;
    case 'shaky':
      return `answering, but not every time${lasts}`;
    case 'trouble':
      return `in trouble${lasts}`;
    case 'unknown':
      return evidence === undefined ? 'not asked yet' : `not asked for ${lasting(now - evidence.lastAt)}`;
  }
}

/** What is behind it, and what happens next with what the status page says; empty where there is nothing to tell. */
export function healthDetails(line: HealthLine, now: number): { readonly why: string; readonly next: string } {
  if (line.state === 'fine') return { why: '', next: present([againstFine(line)]) };
  const slow = line.state === 'slow';
  return {
    why: present(slow ? [paceWords(line)] : [causeWords(line), evidenceWords(line, now)]),
    next: present([nextWords(line, now), statusWords(line)]),
  };
}

const present = (words: readonly (string | undefined)[]): string => words.filter((one) => one !== undefined).join(' ');

/** A provider as a whole is told of by the model that was asked there last. */
function causeWords({ state, failure, name, of }: HealthLine): string | undefined {
  if (failure === undefined || state === 'unknown') return undefined;
  const { model } = failure;
  const asked = model !== undefined && of?.startsWith('provider:') === true;
  return describeFailure(failure, asked ? modelName(model) : name).cause;
}

function evidenceWords({ evidence }: HealthLine, now: number): string | undefined {
  if (evidence === undefined || evidence.failed === 0) return undefined;
  const { failed, of, lastAt } = evidence;
  if (of === 1) return `The last call failed, ${ago(lastAt, now)}.`;
  return `${failed} of the last ${counted(of, 'call')} failed; the last call was ${ago(lastAt, now)}.`;
}

const paceWords = ({ pace }: HealthLine): string | undefined =>
  pace === undefined
    ? undefined
    : `Answers now begin after ${took(pace.latelyMs)}; here it is usually ${took(pace.usualMs)}.`;

function nextWords({ state, failure, until }: HealthLine, now: number): string | undefined {
  if (state !== 'trouble') return undefined;
  if (until !== undefined && until > now) return `Left alone until ${moment(until, now)}, then asked again.`;
  return failure !== undefined && isTransient(failure.code) ? 'The next request asks it again.' : undefined;
}

/** What only the person can mend has a button, by the label of its next step. */
export function remedyOf({ state, failure, name }: HealthLine): string | undefined {
  if (state !== 'trouble' || failure === undefined || isTransient(failure.code)) return undefined;
  const { next } = describeFailure(failure, name);
  return next.step === 'options' || next.step === 'unlock' ? next.label : undefined;
}

const PAGES: Readonly<Record<StatusPage, string>> = { claude: 'Claude’s status page', notion: 'Notion’s status page' };

const FAULTS: Readonly<Record<StatusFault, string>> = {
  unreachable: 'it cannot be reached',
  refused: 'it refused to answer',
  'too-slow': 'it took too long',
  'too-large': 'it sent far too much',
  'not-json': 'it sent something else',
  'unknown-form': 'it has another form than expected',
};

function statusWords({ status, failure, evidence }: HealthLine): string | undefined {
  if (status === undefined) return undefined;
  const page = PAGES[status.page];
  switch (status.says) {
    case 'trouble':
      return `${page} tells of it too: “${status.words ?? 'trouble'}”.`;
    case 'nothing':
      return status.fault === undefined ? undefined : `${page} told nothing: ${FAULTS[status.fault]}.`;
    case 'well':
      if (failure !== undefined && !isOutage(failure.code)) return undefined;
      return evidence === undefined || evidence.failed === 0
        ? `${page} says that all is well.`
        : `${page} says that all is well; here ${evidence.failed} of ${counted(evidence.of, 'call')} failed.`;
  }
}

const againstFine = ({ status }: HealthLine): string | undefined =>
  status?.says === 'trouble'
    ? `${PAGES[status.page]} tells of “${status.words ?? 'trouble'}”; here it answers.`
    : undefined;
