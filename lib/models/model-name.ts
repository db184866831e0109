const DATE = /-\d{8}$/;

/** The id without the day of its release: `claude-haiku-4-5-20251001` is `claude-haiku-4-5`. */
export function undated(id: string): string {
  return id.replace(DATE, '');
}

/** A Claude id as people say it: `claude-sonnet-5-5` is `Claude Sonnet 5.5`. Ids of any other form stay as they are. */
export function modelName(id: string): string {
  if (id === 'browser-model') return 'Browser’s own model';
  if (!/^claude(-[a-z0-9]+)+$/.test(id)) return id;
  const words: string[] = [];
  for (const part of undated(id).split('-')) {
    const before = words.at(-1);
    if (/^\d+$/.test(part) && before !== undefined && /^\d+$/.test(before))
      words[words.length - 1] = `${before}.${part}`;
    else words.push(part.charAt(0).toUpperCase() + part.slice(1));
  }
  return words.join(' ');
}
