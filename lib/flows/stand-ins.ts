import { factsOf } from '../base/failure.ts';
import { asAnswerId } from '../base/ids.ts';
import type { StandIns } from '../jobs/advance.ts';
import type { Answer } from '../jobs/answer.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { changedSections } from '../text/changed-sections.ts';
import { citationsFor } from './citations-for.ts';
import type { Work } from './work.ts';

/** So long a person waits for the first word with nothing to read. */
const ALONE_MS = 8_000;

/** What stands in for an answer to one job. Each is shown where it can be had; that it cannot hides no failure. */
export interface StandInKeeper {
  /** Takes in what the job has read: from then on there is a result without a model. */
  prepared(work: Work): void;
  /** Kept once; later calls give the same. */
  all(): Promise<StandIns>;
  /** Puts them beside a running job that has no word to show after a while. Ends soon after the signal, and never fails. */
  besideSilence(tell: (standIns: StandIns) => Promise<void>, signal: AbortSignal): Promise<void>;
}

/** @param lastGood the newest good answer to the very question */
export function keepStandIns(
  { clock, log }: Pick<Work['ports'], 'clock' | 'log'>,
  lastGood: () => Promise<Answer | undefined>,
): StandInKeeper {
  const read = Promise.withResolvers<void>();
  let work: Work | undefined;
  let modelFree: Promise<Answer | undefined> | undefined;

  const orNothing = async <Found>(found: Promise<Found | undefined>): Promise<Found | undefined> =>
    found.catch((trouble: unknown) => {
      log.warn('nothing stands in', { code: factsOf(trouble).code });
      return undefined;
    });

  const all = async (): Promise<StandIns> => {
    const made = work;
    if (made !== undefined) modelFree ??= orNothing(keepModelFree(made));
    const [good, free] = await Promise.all([orNothing(lastGood()), modelFree]);
    return {
      ...(free === undefined ? {} : { modelFreeId: free.id }),
      ...(good === undefined ? {} : { lastGoodId: good.id }),
      ...(good === undefined || made === undefined
        ? {}
        : { lastGoodChanges: changedSections(good.sections, made.blank.sections) }),
    };
  };

  return {
    prepared(done) {
      work = done;
      read.resolve();
    },
    all,
    async besideSilence(tell, signal) {
      const put = async (): Promise<void> => {
        const found = signal.aborted ? {} : await all();
        if (!signal.aborted && Object.keys(found).length > 0) await tell(found);
      };
      try {
        await clock.sleep(ALONE_MS, signal);
        // A page that is still being read has no words of its own yet.
        if (work === undefined) {
          await put();
          await Promise.race([read.promise, aborted(signal)]);
        }
        await put();
      } catch (error) {
        if (!signal.aborted) log.warn('nothing stands beside', { code: factsOf(error).code });
      }
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The result without a model, in the row that an earlier try of the same job left for it. */
export async function keepModelFree(work: Work): Promise<Answer> {
  const { ports, job, blank, pages } = work;
  const { markdown, cited, data, notFound } = work.modelFree();
  const { answeredBy: _nobody, providerName: _nowhere, ...provenance } = blank.provenance;
  const judged = await work.judged.catch(() => undefined);
  const answer: Answer = {
    ...blank,
    id: job.modelFreeId ?? asAnswerId(ports.chance.id()),
    state: 'done',
    text: markdown,
    citations: citationsFor(pages, cited),
    updatedAt: ports.clock.now(),
    provenance: {
      ...provenance,
      provider: 'none',
      usage: NO_USAGE,
      ...(judged === undefined ? {} : { classed: judged.classed }),
    },
    ...(data === undefined ? {} : { data }),
    ...(notFound === true ? { notFound } : {}),
  };
  await ports.answers.put(answer);
  return answer;
}
