import type { TrailStep } from '../../lib/jobs/answer.ts';
import type { Classed } from '../../lib/policy/class-of.ts';
import type { DataClass } from '../../lib/settings/provider.ts';
import type { Choice } from './select.tsx';

/** A class with why it is so, as it goes on in a sentence: `restricted, as set for “Handbook”`. */
export function classWords({ dataClass, because }: Classed): string {
  switch (because.is) {
    case 'unsaid':
      return dataClass;
    case 'said':
      return `${dataClass}, as set for ${placeWords(because)}`;
    case 'unplaced':
      return `${dataClass}, because where it stands in Notion is not known`;
    case 'found':
      return `${dataClass}, because of what was found in the text`;
  }
}

function placeWords({ of, title }: Extract<Classed['because'], { is: 'said' }>): string {
  if (of === 'workspace') return `all of ${title}`;
  return title === '' ? `an untitled ${of}` : `“${title}”`;
}

/** The classes to choose among. */
export const CLASS_CHOICES: readonly Choice<DataClass>[] = [
  { value: 'public', label: 'Public' },
  { value: 'internal', label: 'Internal' },
  { value: 'restricted', label: 'Restricted' },
];

/** Said where models that could have answered were held back. */
export const HELD_BACK = 'Not sent: this page holds text your policy keeps from other providers.';

/** Whether a trail tells of models that were held back by the class of what they would have been sent. */
export const isHeldBack = (trail: readonly TrailStep[]): boolean =>
  trail.some(({ outcome }) => typeof outcome === 'object' && outcome.code === 'policy-class');
