import { Failure } from '../base/failure.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import type { Usage } from '../models/answer-event.ts';
import { undated } from '../models/model-name.ts';
import { costOf } from '../models/prices.ts';
import type { Route } from '../models/route.ts';
import { budgetDay, monthOf, periodEnd } from '../policy/budget-period.ts';
import { nearWords, overWords } from '../policy/budget-words.ts';
import { capsOn, maySpend, nearCap } from '../policy/budget.ts';
import type { CapState, Estimate } from '../policy/budget.ts';
import { tokensIn } from '../policy/spending-row.ts';
import type { Hold, Spender, Spent } from '../policy/spending-row.ts';
import type { SpendingStore } from '../policy/spending-store.ts';
import type { Settings } from '../settings/settings.ts';
import { isOnThisComputer } from './is-on-this-computer.ts';
import { createLedger } from './spending-ledger.ts';
import { addUsage } from './tally.ts';

/** For whom a request is made. */
export interface Bill extends Spender {
  /** It may use what is kept for urgent requests. */
  readonly urgent?: boolean;
}

export interface SpendingPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly chance: Pick<Chance, 'id'>;
  readonly log: Log;
  readonly store: SpendingStore;
  /** This life of the worker: what another one left open is booked as far as it had come. */
  readonly life: string;
  settings(): Promise<Pick<Settings, 'budget' | 'prices' | 'providers'>>;
  /** IANA name of the zone that the person's clocks show. */
  zone(): string;
}

/** One request that may be sent. What it comes to is told as it is known, and once at its end. */
export interface Payment {
  /** It has come so far. */
  sofar(used: () => Usage): void;
  /** It has ended; nothing is booked where nothing was used. Later calls say nothing. */
  end(used: Usage, told: { readonly model?: string | undefined; readonly estimated?: boolean }): void;
}

/** Many requests that are sent together and answered much later, at a price of their own. */
export interface Lot {
  readonly id: string;
  /** What is paid of the price, from 0 to 1. */
  readonly price: number;
}

export interface Spending {
  /**
   * Decides about one request and holds back what it may cost at most. Nothing of it waits for the disk.
   * @throws Failure `budget-spent` with the time until the period ends, or `price-unknown`; nothing was sent then
   */
  begin(route: Route, bill: Bill, most: Usage): Promise<Payment>;
  /** The same for many at once; resolves when it is on the disk, where it outlives the worker. */
  beginLot(route: Route, bill: Bill, most: readonly Usage[], lot: Lot): Promise<void>;
  /** What a lot came to. Books once, however often it is told; without answers nothing; `unknown`: what it asked. */
  endLot(lot: Lot, used: readonly { readonly model: string; readonly usage: Usage }[] | 'unknown'): Promise<void>;
  /** Why the cheapest model should go first, as a clause; `undefined` while there is plenty. */
  near(bill: Bill): Promise<string | undefined>;
  /** Resolves once everything that was told is on the disk. */
  settled(): Promise<void>;
}

/** An estimate may be short by so much: others are let in only beside a hold that bears it. */
const HELD_MORE = 1.25;
/** A long answer is noted on the way no more often: a worker that dies loses so much of it at most. */
const SOFAR_MS = 1_000;

/**
 * Keeps the ledger and the caps. It is the only writer of both, and decides about one request at a time, so that ten at
 * once cannot each believe that there is room for all of them.
 */
export function createSpending(ports: SpendingPorts): Spending {
  const { clock, chance, life } = ports;
  const ledger = createLedger(ports);

  const today = (): string => budgetDay(clock.now(), ports.zone());

  /** Sums of money where all of it has a price, else of tokens. */
  const estimate = (model: string, most: readonly Usage[], { prices }: Pick<Settings, 'prices'>): Estimate => {
    const costs = most.map((usage) => costOf(model, usage, prices));
    return costs.every((cost) => cost !== undefined)
      ? { unit: 'usd', amount: sum(costs) }
      : { unit: 'tokens', amount: sum(most.map(tokensIn)) };
  };

  const refuse = (model: string, code: 'budget-spent' | 'price-unknown', cap: CapState, reserve: number): never => {
    const now = clock.now();
    throw new Failure({
      code,
      model,
      unsent: true,
      ...(code === 'price-unknown'
        ? {}
        : {
            detail: overWords(cap, (cap.limit * reserve) / 100),
            retryAfterMs: periodEnd(now, ports.zone(), cap.period) - now,
          }),
    });
  };

  const admit = async (
    { provider, model }: Route,
    bill: Bill,
    most: readonly Usage[],
    price: number,
    named: Pick<Hold, 'id' | 'lasting'>,
  ): Promise<{ readonly hold: Hold; readonly free: boolean; readonly prices: Settings['prices'] }> => {
    const settings = await ports.settings();
    const day = today();
    await ledger.open(monthOf(day));
    // From here to the end nothing waits: of two that ask at once the second sees what is held back for the first.
    const { budget, prices, providers } = settings;
    const free = isOnThisComputer(provider, providers);
    const { unit, amount } = estimate(model, most, settings);
    const asked = { unit, amount: amount * price };
    const verdict = free
      ? ({ type: 'send' } as const)
      : maySpend(capsOn(budget, bill, day, ledger.book()), asked, budget, bill.urgent === true);
    if (verdict.type !== 'send') {
      const kept = bill.urgent === true ? 0 : budget.reserve;
      return refuse(model, verdict.type === 'over' ? 'budget-spent' : 'price-unknown', verdict.cap, kept);
    }
    const { action, workspace } = bill;
    const begun = most.map((usage) => ({ ...usage, outputTokens: 0 }));
    const soFar: Spent = {
      day,
      action,
      workspace,
      provider,
      model: undated(model),
      requests: most.length,
      estimated: most.length,
      ...begun.reduce(addUsage, NO_USAGE),
      ...paid(estimate(model, begun, settings), free, price),
    };
    const hold: Hold = {
      ...named,
      life,
      day,
      usd: unit === 'usd' && !free ? asked.amount * HELD_MORE : 0,
      tokens: unit === 'tokens' && !free ? asked.amount * HELD_MORE : 0,
      soFar,
    };
    ledger.hold(hold);
    return { hold, free, prices };
  };

  return {
    async begin(route, bill, most) {
      const { hold, free, prices } = await admit(route, bill, [most], 1, { id: chance.id() });
      let notedAt = clock.now();
      let isOver = false;
      const spentBy = (used: Usage, model: string, estimated: boolean): Spent => {
        const cost = costOf(model, used, prices) ?? costOf(route.model, used, prices);
        const counted: Estimate =
          cost === undefined ? { unit: 'tokens', amount: tokensIn(used) } : { unit: 'usd', amount: cost };
        return {
          ...hold.soFar,
          ...used,
          ...paid(counted, free && cost === undefined, 1),
          model: undated(model),
          estimated: estimated ? 1 : 0,
        };
      };
      return {
        sofar(used) {
          const now = clock.now();
          // A clock that was set back is no reason to note nothing for as long.
          if (isOver || (now >= notedAt && now - notedAt < SOFAR_MS)) return;
          notedAt = now;
          ledger.hold({ ...hold, soFar: spentBy(used(), route.model, true) });
        },
        end(used, { model = route.model, estimated = false }) {
          if (isOver) return;
          isOver = true;
          ledger.settle(hold.id, tokensIn(used) === 0 ? [] : [spentBy(used, model, estimated)], false);
        },
      };
    },

    async beginLot(route, bill, most, { id, price }) {
      await admit(route, bill, most, price, { id, lasting: true });
      await ledger.settled();
    },

    async endLot({ id, price }, used) {
      const { prices } = await ports.settings();
      await ledger.open(monthOf(today()));
      const hold = ledger.held(id);
      if (hold === undefined) return;
      const answered = used === 'unknown' ? [] : used;
      const spent = answered.map(({ model, usage }): Spent => {
        const cost = costOf(model, usage, prices) ?? costOf(hold.soFar.model, usage, prices);
        const counted: Estimate =
          cost === undefined ? { unit: 'tokens', amount: tokensIn(usage) } : { unit: 'usd', amount: cost };
        return {
          ...hold.soFar,
          ...usage,
          ...paid(counted, false, price),
          model: undated(model),
          requests: 1,
          estimated: 0,
        };
      });
      ledger.settle(id, used === 'unknown' ? [hold.soFar] : spent, true);
      await ledger.settled();
    },

    async near(bill) {
      const { budget } = await ports.settings();
      const day = today();
      await ledger.open(monthOf(day));
      const cap = nearCap(
        capsOn(budget, bill, day, ledger.book()).filter(({ unit }) => unit === 'usd'),
        budget,
      );
      return cap === undefined || bill.urgent === true ? undefined : nearWords(cap);
    },

    settled: ledger.settled,
  };
}

/** What a count comes to in the ledger. What runs on this computer costs nothing, and is no unknown price. */
function paid({ unit, amount }: Estimate, free: boolean, price: number): Pick<Spent, 'usd' | 'unpricedTokens'> {
  if (free) return { usd: 0, unpricedTokens: 0 };
  return unit === 'usd' ? { usd: amount * price, unpricedTokens: 0 } : { usd: 0, unpricedTokens: amount };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
