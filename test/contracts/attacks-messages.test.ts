import { describe, expect, it } from 'vitest';
import { SHAPES } from '../../lib/messages/protocol.ts';
import type { MessageName } from '../../lib/messages/protocol.ts';
import { tryOddMessages } from '../chaos/attacks/try-messages.ts';
import { EVERY_MESSAGE } from '../e2e/every-message.ts';

const NAMES = Object.keys(SHAPES) as MessageName[];
/** One in so many stands in the gate; every one is played by the attack suites. */
const ONE_IN = 25;

describe('messages of the protocol', () => {
  it('all stand in the suite, each with a body that fits: a new one is attacked, too', () => {
    expect(Object.keys(EVERY_MESSAGE).toSorted()).toEqual(NAMES.toSorted());
    expect(NAMES.filter((name) => !SHAPES[name](EVERY_MESSAGE[name]).fits)).toEqual([]);
  });

  it('are refused or handled whole, however odd their bodies', async () => {
    const [tally] = await tryOddMessages(NAMES.filter((_, at) => at % ONE_IN === 0));
    expect(tally?.succeeded).toEqual([]);
    expect(tally?.tried).toBeGreaterThan(250);
  });
});
