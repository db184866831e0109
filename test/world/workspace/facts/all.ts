import type { PlantedFact } from '../../model.ts';
import { pageId } from '../ids.ts';
import { ENGLISH_FACTS } from './english.ts';
import { LANGUAGE_FACTS } from './languages.ts';
import { LONG_FACTS } from './long.ts';

export const FACTS: readonly PlantedFact[] = [...ENGLISH_FACTS, ...LANGUAGE_FACTS, ...LONG_FACTS].map(
  ([key, path, blockText, question, answer]) => ({ key, pageId: pageId(path), blockText, question, answer }),
);
