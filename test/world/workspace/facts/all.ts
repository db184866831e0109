import type { PlantedFact } from '../../model.ts';
import { FERNWAY, pageId, TIDEWATER } from '../ids.ts';
import { CLIENT_FACTS } from './client.ts';
import { ENGLISH_FACTS } from './english.ts';
import { LANGUAGE_FACTS } from './languages.ts';
import type { FactLine } from './line.ts';
import { LONG_FACTS } from './long.ts';

/** In the workspace of Fernway. */
export const FACTS: readonly PlantedFact[] = [...ENGLISH_FACTS, ...LANGUAGE_FACTS, ...LONG_FACTS].map(planted(FERNWAY));

/** In the small workspace, for questions that must not be answered from the wrong one. */
export const TIDEWATER_FACTS: readonly PlantedFact[] = CLIENT_FACTS.map(planted(TIDEWATER));

function planted(workspace: string): (line: FactLine) => PlantedFact {
  return ([key, path, blockText, question, answer]) => ({
    key,
    pageId: pageId(path, workspace),
    blockText,
    question,
    answer,
  });
}
