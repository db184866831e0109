import { describe, expect, it } from 'vitest';

import { ANNOUNCE_EVERY, Announcing } from '../../components/kit/announcing.ts';

/** Time that is turned by hand; says when each announcement came. */
function stage(): { announcing: Announcing; said: { at: number; words: string }[]; pass: (ms: number) => void } {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const said: { at: number; words: string }[] = [];
  const announcing = new Announcing({
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    say: (words) => said.push({ at: now, words }),
  });
  const pass = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at)[0];
      if (!next) break;
      timers = timers.filter((one) => one !== next);
      now = next.at;
      next.run();
    }
    now = until;
  };
  return { announcing, said, pass };
}

const TEXT =
  'The launch moves to 14 October. The price is 3.50 dollars a seat. Ayumi leads support!\nWho answers on the weekend? 最後の文です。それで終わり';

describe('reading a growing answer out', () => {
  it('says whole sentences only, never twice, at most once in two seconds, and the end once', () => {
    const { announcing, said, pass } = stage();
    for (let end = 1; end <= TEXT.length; end += 1) {
      announcing.hear(TEXT.slice(0, end));
      pass(60);
    }
    announcing.complete('Answer complete, 3 sources', true);
    pass(60_000);

    expect(said.map(({ words }) => words).join(' ')).toBe(`${TEXT.replaceAll('\n', ' ')} Answer complete, 3 sources`);
    const pauses = said.slice(1).map(({ at }, index) => at - (said[index]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(ANNOUNCE_EVERY);
    const cut = said.filter(({ words }) => !/[.!?。]$|それで終わり$|sources$/u.test(words));
    expect(cut).toEqual([]);
    expect(said.filter(({ words }) => words.startsWith('Answer complete'))).toHaveLength(1);
  });

  it('does not take the point of a number for the end of a sentence', () => {
    const { announcing, said, pass } = stage();
    announcing.hear('The price is 3.');
    pass(5000);
    expect(said).toEqual([]);
    announcing.hear('The price is 3.50 dollars. And');
    pass(5000);
    expect(said.map(({ words }) => words)).toEqual(['The price is 3.50 dollars.']);
  });

  it('says only the end where only the end is wanted', () => {
    const { announcing, said, pass } = stage();
    announcing.hear('One. Two. ');
    announcing.stop();
    announcing.complete('Answer complete, 1 source', false);
    pass(10_000);
    expect(said.map(({ words }) => words)).toEqual(['Answer complete, 1 source']);
  });

  it('begins anew with another answer', () => {
    const { announcing, said, pass } = stage();
    announcing.hear('First answer. ');
    pass(5000);
    announcing.hear('Other words. ');
    pass(5000);
    expect(said.map(({ words }) => words)).toEqual(['First answer.', 'Other words.']);
  });

  it('falls silent when it is stopped', () => {
    const { announcing, said, pass } = stage();
    announcing.hear('One. Two. ');
    announcing.stop();
    pass(10_000);
    expect(said).toEqual([]);
  });
});
