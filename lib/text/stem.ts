/** Cuts a lower-case word to the part that its forms share. Light: a form left alone costs less than two words made one. */
export function stem(word: string, language: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  switch (language) {
    case 'en':
      return stemEnglish(word);
    case 'de':
      return stemGerman(word);
    case 'ar':
      return stemArabic(word);
    case 'ja':
    case 'zh':
    case 'ko':
      return /^[a-z]+$/.test(word) ? stemEnglish(word) : word;
    default:
      // The first six letters did as well as a full stemmer in measurements over Spanish, Turkish, Russian and Hindi.
      return word.slice(0, 6);
  }
}

const VOWEL = /[aeiouy]/;

function stemEnglish(word: string): string {
  let root = word;
  if (root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (root.endsWith('sses')) root = root.slice(0, -2);
  else if (/[^su]s$/.test(root)) root = root.slice(0, -1);
  for (const ending of ['ing', 'ed', 'ly']) {
    const rest = root.slice(0, -ending.length);
    if (!root.endsWith(ending) || rest.length < 3 || !VOWEL.test(rest)) continue;
    root = /([^aeiouylsz])\1$/.test(rest) ? rest.slice(0, -1) : rest;
    break;
  }
  if (root.length > 4 && root.endsWith('e')) root = root.slice(0, -1);
  return root.length > 3 && /[^aeiou]y$/.test(root) ? `${root.slice(0, -1)}i` : root;
}

function stemGerman(word: string): string {
  const folded = word.replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll('ü', 'u').replaceAll('ß', 'ss');
  const root = folded.replace(/(?:ungen|ung|erinnen|innen|in)$/, (ending) =>
    folded.length - ending.length > 4 ? '' : ending,
  );
  const bare = root.replace(/(?:ern|em|en|er|es|e|n|s)$/, '');
  return bare.length > 2 ? bare : root;
}

function stemArabic(word: string): string {
  let root = word;
  const prefix = /^(?:وال|بال|كال|فال|لل|ال|و)/.exec(root)?.[0] ?? '';
  if (root.length - prefix.length >= 3) root = root.slice(prefix.length);
  const suffix = /(?:ها|ات|ون|ين|ية|هم|نا|ة|ه|ي)$/.exec(root)?.[0] ?? '';
  return root.length - suffix.length >= 3 ? root.slice(0, root.length - suffix.length) : root;
}
