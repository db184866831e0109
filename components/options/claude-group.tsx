import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import { KeyGroup } from './key-group.tsx';
import { passphraseFor } from './key-mode-choice.tsx';
import type { Keeping } from './key-mode-choice.tsx';

/** The Claude key. */
export function ClaudeGroup({
  desk,
  connections,
  keeping,
}: {
  readonly desk: OptionsDesk;
  readonly connections: Connections;
  readonly keeping: Keeping;
}) {
  const { state, ending } = connections.claude;
  return (
    <KeyGroup
      desk={desk}
      connections={connections}
      keeping={keeping}
      title="Claude"
      state={stateWords(state, ending)}
      field={{
        label: 'Claude API key',
        placeholder: ending === undefined ? 'sk-ant-…' : `Replace …${ending}`,
        help: 'From platform.claude.com, under API keys. A key of its own workspace with a spend limit is best.',
        missing: 'Paste a Claude API key first.',
      }}
      saving={{ words: 'Saving…', act: (key) => desk.saveClaude(key, keeping.mode, passphraseFor(keeping)) }}
      testing={{ words: 'Asking Claude which models the key may use…', act: () => desk.testClaude() }}
      removing={state === 'missing' ? undefined : { question: 'Remove this key?', act: () => desk.forgetClaude() }}
    />
  );
}

function stateWords(state: Connections['claude']['state'], ending: string | undefined): string {
  if (state === 'missing') return 'No key yet';
  const named = ending === undefined ? '' : `, key …${ending}`;
  return state === 'locked' ? `Locked${named}` : `Connected${named}`;
}
