import { useMemo, useState } from 'preact/hooks';

import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { findPrivate, rulesOf } from '../../lib/policy/redaction/find-private.ts';
import { troubleOf } from '../../lib/policy/redaction/own-pattern.ts';
import type { PatternTrouble } from '../../lib/policy/redaction/own-pattern.ts';
import type { OwnPattern, RedactionSettings, RedactMode } from '../../lib/settings/redaction.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';

const MODES: readonly Choice<RedactMode>[] = [
  { value: 'off', label: 'Send as it stands' },
  { value: 'warn', label: 'Send, and say what was found' },
  { value: 'placeholders', label: 'Send placeholders, and put the values back' },
  { value: 'block', label: 'Send nothing' },
];

const TROUBLE: Readonly<Record<PatternTrouble, string>> = {
  'too-short': 'At least three signs besides ? and * are needed.',
  'too-long': 'At most 80 signs.',
  'two-stars': 'Only one * in a pattern.',
};

const HELP = '# is a digit, ? a letter or digit, one * up to 40 characters of a word. For example PRJ-####.';

/** What happens to secrets and personal data before a model is asked, with a field to try it out. */
export function RedactionChoices({
  desk,
  redaction,
}: {
  readonly desk: OptionsDesk;
  readonly redaction: RedactionSettings;
}) {
  const ask = useAsk();
  const change = (changed: Partial<RedactionSettings>): void =>
    ask(() => desk.changeSettings({ redaction: { ...redaction, ...changed } }));
  return (
    <>
      <h3>Secrets and personal data</h3>
      <p class="help">
        Every text is looked through on this device before any model is asked, whichever asks. Placeholders such as
        ⟦EMAIL_1⟧ are replaced by their values again in answers and in what is written. Names of people are not found.
      </p>
      <Select
        label="Keys, tokens and passwords"
        value={redaction.secrets}
        choices={MODES}
        onChange={(secrets) => change({ secrets })}
      />
      <Select
        label="Personal data"
        value={redaction.personal}
        choices={MODES}
        help="E-mail addresses, phone, account, card and identity numbers, IP addresses, dates of birth, and your own patterns."
        onChange={(personal) => change({ personal })}
      />
      <OwnPatterns own={redaction.own} onChange={(own) => change({ own })} />
      <TryOut redaction={redaction} />
    </>
  );
}

function OwnPatterns({
  own,
  onChange,
}: {
  readonly own: readonly OwnPattern[];
  readonly onChange: (own: readonly OwnPattern[]) => void;
}) {
  const [pattern, setPattern] = useState('');
  const trouble = pattern.trim() === '' ? undefined : troubleOf(pattern);
  const isUsable = pattern.trim() !== '' && trouble === undefined;
  return (
    <>
      {own.length > 0 && (
        <ul class="own-patterns" aria-label="Own patterns">
          {own.map((one, at) => (
            <li key={one.pattern} class="row between">
              <code dir="auto">{one.pattern}</code>
              <Button
                icon="close"
                tone="quiet"
                label={`Remove ${one.pattern}`}
                onClick={() => onChange(own.filter((_one, other) => other !== at))}
              />
            </li>
          ))}
        </ul>
      )}
      <Field
        label="Own pattern"
        value={pattern}
        help={trouble === undefined ? HELP : TROUBLE[trouble]}
        onChange={setPattern}
      />
      <div class="row">
        <Button
          disabled={!isUsable}
          onClick={() => {
            onChange([...own.filter((one) => one.pattern !== pattern.trim()), { name: '', pattern: pattern.trim() }]);
            setPattern('');
          }}
        >
          Add pattern
        </Button>
      </div>
    </>
  );
}

/** Nothing that is typed here is kept or sent. */
function TryOut({ redaction }: { readonly redaction: RedactionSettings }) {
  const [text, setText] = useState('');
  const rules = useMemo(() => rulesOf({ ...redaction, secrets: 'warn', personal: 'warn' }), [redaction]);
  const found = findPrivate(text, rules);
  const words = found.map(({ start, end, label }) => `${label}: ${text.slice(start, end)}`);
  return (
    <>
      <Field label="Try it out" value={text} help="Nothing of it is kept or sent." onChange={setText} />
      {text !== '' && (
        <output dir="auto">{words.length === 0 ? 'Nothing private was found.' : words.join(' · ')}</output>
      )}
    </>
  );
}
