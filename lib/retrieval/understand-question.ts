import { lazily } from '../base/lazily.ts';
import { STOP_WORDS } from '../text/stop-words.ts';

/** A question as searches. Made by rule, or by a model; what reads it cannot tell which. */
export interface Understood {
  /** What the question is about: its telling words alone. */
  readonly about: string;
  /** Further searches, each ranked by itself: the question as it stands, then other words for it. */
  readonly searches: readonly string[];
  /** When the pages meant were edited, in milliseconds since 1970, both inclusive: a preference and no filter. */
  readonly edited?: { readonly from: number; readonly to: number };
}

/** Words that ask and say nothing of what is asked about, beside the stop words of their language. */
const frame = lazily(
  () =>
    new Set(
      `according anybody anyone anything ask asked describe does explain find get give happen happened happens kindly know list look
   mean please remind say says search show someone something tell understand want whose
   gib bitte laut erkläre nenne sag sage suche welche welchem welchen welcher welches wieviel wieviele wozu zeig zeige
   combien donne explique montre quel quelle quelles quels
   أين كم كيف لماذا ماذا متى من هل
   cuál cuáles cuánta cuántas cuánto cuántos dime explica qué`.split(/\s+/),
    ),
);
/** What is asked for after "how": its answer is a number or a manner that the page writes otherwise. */
const measure = lazily(
  () =>
    new Set(
      `big deep early expensive far fast frequently heavy high large late long many much often old quickly small soon tall well wide
   groß häufig hoch lange oft schnell schwer teuer viel viele weit`.split(/\s+/),
    ),
);
const HOW = new Set(['how', 'wie']);
/** What closes a question where words are not spaced. */
const easternFrame = lazily(
  () =>
    /(?:は|が|を)?(?:何|なに|なん|いつ|どこ|だれ|誰|どの|どれ|どう|なぜ|いくつ|いくら)(?:ですか|でしたか|ますか|ましたか|です)?|(?:ですか|でしたか|ますか|ましたか|のか)(?=[。？?\s]|$)|(?:是)?(?:什么|什麼|哪里|哪裡|哪些|谁|誰|多少|怎么|怎麼|为什么|為什麼|吗|嗎|呢)/gu,
);

const DAY_MS = 86_400_000;
/** A follow-up with fewer telling words than this is about what was asked before. */
const FEW_WORDS = 3;
const LEANING =
  /\b(?:it|its|they|them|their|that|this|those|these|he|she|his|her|there|er|sie|es|ihre?|dort|dessen)\b/iu;

/**
 * Reads a question by rule: what only asks is dropped, names, figures and quoted words make a search of their own, and
 * "last week" becomes a preference for pages edited then.
 * @param now milliseconds since 1970, for words like "yesterday"
 * @param earlier the question that this one follows: its words count where this one leans on it
 */
export function understandQuestion(question: string, now: number, earlier?: string): Understood {
  const { rest, edited } = takeTime(question.normalize('NFC'), now);
  const own = tellingWords(rest);
  const before = earlier === undefined ? [] : tellingWords(earlier);
  const leans = before.length > 0 && (own.length < FEW_WORDS || LEANING.test(rest));
  const words = leans ? [...new Set([...own, ...before])] : own;
  const names = namesIn(rest, own);
  const about = words.join(' ');
  const searches = [plain(rest), names.join(' ')].filter((search) => search !== '' && search !== about);
  return {
    about,
    searches: [...new Set(searches)],
    ...(edited === undefined ? {} : { edited }),
  };
}

/** Signs that would steer a search mean nothing in a question. */
const plain = (question: string): string =>
  question
    .replaceAll(easternFrame(), ' ')
    .replaceAll(/["“”„«»＂]|(?<=^|\s)-/g, ' ')
    .trim();

const wordPattern = lazily(() => /[\p{L}\p{M}\p{N}]+(?:[-'’.:/_][\p{L}\p{M}\p{N}]+)*/gu);

/** The words that say what is asked about; all of them where none does. */
function tellingWords(text: string): readonly string[] {
  const words = text.replaceAll(easternFrame(), ' ').match(wordPattern()) ?? [];
  const telling = words.filter((word, at) => {
    const lower = word.toLowerCase();
    if (frame().has(lower) || isStop(lower)) return false;
    return !(measure().has(lower) && HOW.has((words[at - 1] ?? '').toLowerCase()));
  });
  return telling.length > 0 ? telling : words;
}

const stops = lazily(() => ['en', 'de', 'fr', 'es'].flatMap((language) => STOP_WORDS.get(language) ?? []));

/** Short words of one language may be names in another; nobody asks by them alone. */
const isStop = (word: string): boolean => stops().some((words) => words.has(word)) && !/\d/.test(word);

/** Quoted words, names inside a sentence, and what holds a digit. Nothing where they are all there is. */
function namesIn(text: string, telling: readonly string[]): readonly string[] {
  const quoted = [...text.matchAll(/["“„«「]([^"”“»」]{2,80})["”“»」]/gu)].map(([, words = '']) => words.trim());
  const kept = new Set(telling);
  const first = (text.match(wordPattern()) ?? [])[0];
  const named = telling.filter(
    (word) => /\d/.test(word) || (/^\p{Lu}/u.test(word) && word !== first && kept.has(word)),
  );
  const inQuotes = new Set(quoted.flatMap((words) => words.match(wordPattern()) ?? []));
  const alone = named.filter((word) => !inQuotes.has(word));
  if (quoted.length === 0 && alone.length >= telling.length) return [];
  return [...quoted.map((words) => `"${words}"`), ...alone];
}

const UNIT_DAYS = {
  day: 1,
  week: 7,
  month: 30,
  quarter: 91,
  year: 365,
  tag: 1,
  woche: 7,
  monat: 30,
  jahr: 365,
} as const;
const TIME =
  /\b(today|yesterday|heute|gestern)\b|\b(?:in the |over the )?(last|past|this|letzten?|letztes|vergangenen?|diesen?|dieses?)\s+(?:(\d{1,3})\s+)?(day|week|month|quarter|year|tag|woche|monat|jahr)(?:s|e|en)?\b/iu;

/** Takes the words for a recent time out of a question, as whole days. */
function takeTime(
  question: string,
  now: number,
): { readonly rest: string; readonly edited?: { readonly from: number; readonly to: number } } {
  const match = TIME.exec(question);
  if (match === null) return { rest: question };
  const rest = question.replace(match[0], ' ');
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const word = match[1]?.toLowerCase();
  if (word !== undefined) {
    const from = word === 'today' || word === 'heute' ? today : today - DAY_MS;
    return { rest, edited: { from, to: from + DAY_MS - 1 } };
  }
  const unit = unitOf(match[4] ?? 'week');
  // "Last week" may mean the days before this week or the last seven: both are in it.
  const spans =
    (Number(match[3] ?? 1) || 1) + (/^(?:this|dies)/i.test(match[2] ?? '') || match[3] !== undefined ? 0 : 1);
  return { rest, edited: { from: today - spans * unit * DAY_MS, to: today + DAY_MS - 1 } };
}

function unitOf(word: string): number {
  const lower = word.toLowerCase();
  for (const [name, days] of Object.entries(UNIT_DAYS)) if (lower.startsWith(name)) return days;
  return UNIT_DAYS.week;
}
