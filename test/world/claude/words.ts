const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'word' });
const SENTENCES = new Intl.Segmenter(undefined, { granularity: 'sentence' });

const COMMON = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no not of on or ' +
    'our she he so that the their them then there these they this those to under was we were what when where which who whom whose ' +
    'why will with would you your about after all also any before more most much many new only other over some such than up page ' +
    'say says said tell please der die das und ist sind ein eine einen einem einer für von mit im in auf den dem des zu zum zur was ' +
    'wer wie wo wann warum welche welcher welches nicht auch es wir ihr sie bei nach aus oder als les des une est dans pour の は が ' +
    'を に で と も から まで です ます した する いる ある か 何 في من على إلى ما هو هي هل أن عن التي الذي'
  ).split(' '),
);

/** The words that carry meaning, of any script, without case and accents and plural s. */
export function contentWords(text: string): string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return [...SEGMENTER.segment(folded)].flatMap(({ segment, isWordLike }) => {
    if (!isWordLike || COMMON.has(segment) || COMMON.has(segment.normalize('NFC'))) return [];
    const short = segment.length < 2 && !/[\p{N}\p{Script=Han}]/u.test(segment);
    return short ? [] : [/^[a-z]{5,}s$/.test(segment) ? segment.slice(0, -1) : segment];
  });
}

/** Sentences with where they begin and end in `text`, in UTF-16 units. */
export function sentencesOf(text: string): { readonly text: string; readonly start: number; readonly end: number }[] {
  return [...SENTENCES.segment(text)]
    .map(({ segment, index }) => ({ text: segment, start: index, end: index + segment.length }))
    .filter((sentence) => sentence.text.trim() !== '');
}

/** Text without the marks of Markdown and of Notion's tags. */
export function plain(text: string): string {
  return text
    .replaceAll(/<br\s*\/?>/g, ' ')
    .replaceAll(/<mention-date start="([^"]*)"[^>]*>/g, '$1')
    .replaceAll(/<\/?[a-z][\w-]*(?:\s[^<>]*)?\/?>/gi, '')
    .replaceAll(/\s*\{(?:\s*(?:color|toggle)="[^"]*")+\s*\}/g, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\s*(?:#{1,6}\s+|>\s?|[-*]\s+(?:\[[ xX]\]\s+)?|\d+\.\s+)/gm, '')
    .replaceAll(/(\*\*|~~|`|(?<!\w)\*|\*(?!\w))/g, '')
    .replaceAll(/\\([\\*~`$[\]<>{}|^])/g, '$1')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}
