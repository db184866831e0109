import type { Answer } from '../jobs/answer.ts';
import { undated } from '../models/model-name.ts';
import type { Route } from '../models/route.ts';
import type { Work } from './work.ts';

/** Answers to the very question, asked of the same model over the same sources, whoever wrote them; newest first. */
export const keptAnswers = ({ known, blank, asked }: Pick<Work, 'known' | 'blank' | 'asked'>): readonly Answer[] =>
  known.filter(({ provenance }) => provenance.sources === blank.provenance.sources && provenance.asked === asked.model);

/** The newest of them that this route wrote. */
export const keptBy = (work: Pick<Work, 'known' | 'blank' | 'asked'>, route: Route): Answer | undefined =>
  keptAnswers(work).find(({ provenance: { provider, trail, answeredBy } }) => {
    const writer = trail.findLast(({ outcome }) => outcome === 'answered')?.model ?? answeredBy;
    return provider === route.provider && writer !== undefined && undated(writer) === undated(route.model);
  });
