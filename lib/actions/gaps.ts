import { Failure } from '../base/failure.ts';
import { tellGaps } from '../gaps/tell-gaps.ts';
import type { GapCheck } from '../gaps/gap-check.ts';
import type { Action, Material } from './action.ts';

/** What a part of the copy of Notion lacks: found on this device, and told without a model. */
export const gaps: Action = {
  id: 'gaps',
  gather: 'nothing',
  plan() {
    throw new Failure('bug');
  },
  modelFree: (material) => ({ markdown: tellGaps(checkIn(material)), cited: [] }),
};

function checkIn({ gaps: check }: Material): GapCheck {
  if (check === undefined) throw new Failure('bug');
  return check;
}
