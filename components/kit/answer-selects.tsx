import type { AnswerLength } from '../../lib/settings/settings.ts';
import { Select } from './select.tsx';
import type { Choice } from './select.tsx';

/** Languages offered by name; any other that is set stays and is shown by its own name. */
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'tr',
  'ru',
  'uk',
  'ar',
  'he',
  'hi',
  'ja',
  'ko',
  'zh',
];

export function LanguageSelect({
  value,
  onChange,
  bare = false,
}: {
  readonly value: string;
  readonly onChange: (language: string) => void;
  readonly bare?: boolean;
}) {
  const tags = value === 'page' || LANGUAGES.includes(value) ? LANGUAGES : [value, ...LANGUAGES];
  const choices = [
    { value: 'page', label: 'Language of the page' },
    ...tags.map((tag) => ({ value: tag, label: languageName(tag) })),
  ];
  return <Select label="Language" value={value} choices={choices} onChange={onChange} bare={bare} />;
}

const LENGTHS: readonly Choice<AnswerLength>[] = [
  { value: 'short', label: 'Short' },
  { value: 'medium', label: 'Medium' },
  { value: 'long', label: 'Long' },
];

export function LengthSelect({
  value,
  onChange,
  bare = false,
}: {
  readonly value: AnswerLength;
  readonly onChange: (length: AnswerLength) => void;
  readonly bare?: boolean;
}) {
  return <Select label="Length" value={value} choices={LENGTHS} onChange={onChange} bare={bare} />;
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
