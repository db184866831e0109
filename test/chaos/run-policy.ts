import { playPolicy } from './policy/play-policy.ts';

const COUNT = 2_000;
const TOLD_EVERY = 500;

/** Seeded afternoons of failing providers and changing rules. Prints every request that was forbidden. Returns how many were. */
export async function runPolicy(seed: number, count = COUNT): Promise<number> {
  const began = performance.now();
  const sum = { wrong: 0, sent: 0, held: 0, stoodIn: 0 };
  for (let at = seed; at < seed + count; at += 1) {
    const { wrong, sent, held, stoodIn } = await playPolicy(at);
    for (const words of wrong) console.log(`WRONG ${words}`);
    sum.wrong += wrong.length;
    sum.sent += sent;
    sum.held += held;
    sum.stoodIn += stoodIn;
    if ((at - seed + 1) % TOLD_EVERY === 0) console.log(`policy: ${at - seed + 1} of ${count}, ${sum.wrong} wrong`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `policy: ${sum.wrong} forbidden requests of ${sum.sent} in ${count} runs; ${sum.held} jobs held back in words, ${sum.stoodIn} answers by another model, ${seconds} s`,
  );
  return sum.wrong;
}
