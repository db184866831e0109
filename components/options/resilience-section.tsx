import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { Fallback, Reliance, Remedy } from '../../lib/messages/inventory.ts';
import { count, counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { useWatch } from '../kit/use-watch.ts';
import type { Mend } from './drill-report.tsx';
import { REMEDY_WORDS } from './remedy-words.ts';

const COLUMNS: readonly (readonly [Fallback, string])[] = [
  ['model', 'Another model'],
  ['provider', 'Another provider'],
  ['copy', 'A copy here'],
  ['model-free', 'Without a model'],
];

const ACTIONS = {
  summarize: 'Summarize',
  brief: 'Brief',
  tasks: 'Tasks',
  wiki: 'Wiki',
  document: 'Document',
  write: 'Write',
  report: 'Report',
  ask: 'Ask this page',
  'ask-pages': 'Ask across pages',
  chat: 'Chat',
  gaps: 'Gaps',
  compact: 'Summary of a chat',
} as const;

/** What the person relies on, what stands in for each, and what closes the gaps. */
export function ResilienceSection({ desk, onMend }: { readonly desk: OptionsDesk; readonly onMend: Mend }) {
  const inventory = useWatch<readonly Reliance[]>((show) => desk.watchInventory(show), [desk]);
  if (inventory === undefined) return <p class="second">Looking through what you use…</p>;
  const gaps = gapsIn(inventory);
  return (
    <>
      <p>
        What you used in the last 30 days and what you connected, and what stands in for it when its service is away.
      </p>
      {gaps.length === 0 ? (
        <p class="second">Everything here has something that stands in for it.</p>
      ) : (
        <ul class="gaps" aria-label="Gaps">
          {gaps.map(({ key, remedy, words }) => (
            <li key={key}>
              <span>{words}</span>
              <Button onClick={() => onMend(remedy)}>{REMEDY_WORDS[remedy.kind]}</Button>
            </li>
          ))}
        </ul>
      )}
      {inventory.length > 0 && (
        <ScrollTable label="What you rely on">
          <table class="reliances">
            <thead>
              <tr>
                <th scope="col">You rely on</th>
                {COLUMNS.map(([fallback, name]) => (
                  <th key={fallback} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {inventory.map((reliance) => (
                <tr key={nameOf(reliance)}>
                  <th scope="row">
                    <span dir="auto">{nameOf(reliance)}</span>
                    <span class="second small"> {moreOf(reliance)}</span>
                  </th>
                  {COLUMNS.map(([fallback]) => (
                    <td key={fallback}>{yesOrNo(reliance.fallbacks[fallback])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollTable>
      )}
    </>
  );
}

const yesOrNo = (has: boolean | undefined) =>
  has === undefined ? <span class="second">–</span> : has ? 'yes' : <strong>no</strong>;

function nameOf({ what }: Reliance): string {
  switch (what.kind) {
    case 'action':
      return ACTIONS[what.action];
    case 'page':
      return what.title === '' ? 'Untitled' : what.title;
    case 'claude':
      return 'Claude';
    case 'notion':
      return what.workspace === '' ? 'Notion' : `Notion: ${what.workspace}`;
  }
}

function moreOf({ what }: Reliance): string {
  switch (what.kind) {
    case 'action':
      return counted(what.uses, 'time');
    case 'page':
      return what.pinned ? 'pinned' : '';
    case 'claude':
      return '';
    case 'notion':
      return what.known > 0 ? `${count(what.mirrored)} of ${counted(what.known, 'page')} here` : '';
  }
}

/** Each gap once, however many things it touches. */
function gapsIn(
  inventory: readonly Reliance[],
): readonly { readonly key: string; readonly remedy: Remedy; readonly words: string }[] {
  const gaps = inventory.flatMap((reliance) =>
    reliance.remedies.map((remedy) => ({ key: JSON.stringify(remedy), remedy, words: gapWords(remedy, reliance) })),
  );
  return [...new Map(gaps.map((gap) => [gap.key, gap])).values()];
}

function gapWords({ kind }: Remedy, reliance: Reliance): string {
  switch (kind) {
    case 'connect-claude':
      return 'No model is connected: every result is made without one.';
    case 'connect-notion':
      return 'No workspace is connected: only pages that you visited can be read when Notion is away.';
    case 'add-provider':
      return 'When all of Claude is down, no model answers.';
    case 'add-model':
      return 'When the model you ask first is down, no other model of the same provider is asked.';
    case 'allow-built-in':
      return 'The browser’s own model may not answer.';
    case 'sync':
      return `${nameOf(reliance)} is not all copied to this device.`;
    case 'read-page':
      return `“${nameOf(reliance)}” cannot be read when Notion is away.`;
  }
}
