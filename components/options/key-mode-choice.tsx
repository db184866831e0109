import { useId } from 'preact/hooks';

import type { Connections } from '../../lib/messages/desk.ts';
import type { KeyMode } from '../../lib/settings/settings.ts';
import { Field } from '../kit/field.tsx';

/** How keys are kept, as chosen on the page and not yet saved. */
export interface Keeping {
  readonly mode: KeyMode;
  readonly passphrase: string;
}

/** A shorter passphrase can be found by trying, so it is not taken. */
export const SHORTEST_PASSPHRASE = 12;

const MODES: readonly { readonly mode: KeyMode; readonly label: string; readonly help: string }[] = [
  {
    mode: 'session',
    label: 'Until the browser closes',
    help: 'Never written to the disk: nothing to find for whoever takes the disk or signs in after you. You enter keys again after a restart. Best on a shared computer.',
  },
  {
    mode: 'passphrase',
    label: 'Encrypted under a passphrase',
    help: 'Encrypted on the disk (AES-GCM under PBKDF2, 600,000 rounds), as strong as the passphrase: it holds against a stolen disk or a copied profile. It unlocks the keys once in each browser session and is stored nowhere.',
  },
  {
    mode: 'clear',
    label: 'In the clear',
    help: 'Convenient, not protected: whoever can read this computer’s disk, a copy of your profile or its backup can read the keys.',
  },
];

/** The choice of how keys rest on this device. It holds for keys that are saved from now on. */
export function KeyModeChoice({
  connections,
  keeping,
  onChange,
}: {
  readonly connections: Connections;
  readonly keeping: Keeping;
  readonly onChange: (keeping: Keeping) => void;
}) {
  const id = useId();
  return (
    <fieldset class="keeping">
      <legend>How keys are kept on this device</legend>
      {MODES.map(({ mode, label, help }) => (
        <div key={mode} class="radio">
          <input
            type="radio"
            id={`${id}-${mode}`}
            name={id}
            value={mode}
            checked={keeping.mode === mode}
            disabled={!isAllowed(mode, connections)}
            aria-describedby={`${id}-${mode}-help`}
            onChange={() => onChange({ ...keeping, mode })}
          />
          <div>
            <label for={`${id}-${mode}`}>{label}</label>
            <p class="help" id={`${id}-${mode}-help`}>
              {isAllowed(mode, connections) ? help : 'Not allowed by your organization.'}
            </p>
          </div>
        </div>
      ))}
      <p class="help">
        No choice holds against malware that runs as you while the browser is open, or against a malicious update of an
        extension. Prefer keys that can do little: a Notion token limited to some pages, a Claude key with a spend
        limit.
      </p>
      {keeping.mode === 'passphrase' && passphraseState(connections) === 'none' && (
        <Field
          label="Passphrase"
          secret
          value={keeping.passphrase}
          onChange={(passphrase) => onChange({ ...keeping, passphrase })}
          help={`At least ${SHORTEST_PASSPHRASE} characters. It cannot be recovered: without it, keys are entered anew.`}
        />
      )}
    </fieldset>
  );
}

const isAllowed = (mode: KeyMode, { modes }: Connections): boolean => modes?.includes(mode) !== false;

/** Why a key cannot be saved this way yet; `undefined` when it can. */
export function keepingTrouble({ mode, passphrase }: Keeping, connections: Connections): string | undefined {
  if (!isAllowed(mode, connections)) return 'Your organization does not allow keys to be kept in this way.';
  const state = passphraseState(connections);
  if (mode !== 'passphrase' || state === 'open') return undefined;
  if (state === 'locked') return 'Unlock your keys first, or choose another way to keep this one.';
  if (passphrase.length >= SHORTEST_PASSPHRASE) return undefined;
  return `Choose a passphrase of at least ${SHORTEST_PASSPHRASE} characters first, or another way to keep the key.`;
}

/** The passphrase that goes along with a key; none where none was asked for. */
export function passphraseFor({ mode, passphrase }: Keeping): string | undefined {
  return mode === 'passphrase' && passphrase !== '' ? passphrase : undefined;
}

/** Whether a passphrase seals keys already, and whether it has been given in this browser session. */
function passphraseState({ mode, locked, claude, notion }: Connections): 'none' | 'open' | 'locked' {
  if (locked) return 'locked';
  return mode === 'passphrase' && (claude.state !== 'missing' || notion.length > 0) ? 'open' : 'none';
}
