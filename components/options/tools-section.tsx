import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { choiceOf, isReadTool, READ_TOOLS, WRITE_TOOLS } from '../../lib/settings/tool-choice.ts';
import type { ToolChoice, ToolName } from '../../lib/settings/tool-choice.ts';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';
import './tools-section.css';

/** What each tool does, as the label of its choice. */
const LABELS: Readonly<Record<ToolName, string>> = {
  search: 'Search your pages',
  read_page: 'Read a page',
  query_database: 'Query a database',
  append: 'Add text to a page',
  create_page: 'Create a page',
  create_row: 'Create a row',
  update_properties: 'Set properties',
  replace_text: 'Change text',
  comment: 'Comment',
};

const READ: readonly Choice<ToolChoice>[] = [
  { value: 'allow', label: 'Allow' },
  { value: 'ask', label: 'Ask' },
  { value: 'off', label: 'Off' },
];
/** A write always waits for the person. */
const WRITE: readonly Choice<ToolChoice>[] = READ.filter(({ value }) => value !== 'allow');

/** What a model may do in a conversation, tool by tool. */
export function ToolsSection({ desk, settings }: { readonly desk: OptionsDesk; readonly settings: Settings }) {
  const ask = useAsk();
  const set = (name: ToolName, choice: ToolChoice): void => {
    const change = isReadTool(name) ? { [name]: choice } : { [name]: choice === 'off' ? 'off' : 'ask' };
    ask(() => desk.changeSettings({ tools: { ...settings.tools, ...change } }));
  };
  return (
    <fieldset class="tools">
      <legend>Tools in chat</legend>
      <p class="second">
        Reading runs by itself unless you say otherwise. A change is never made by itself: it stands under the reply
        until you approve it.
      </p>
      {[...READ_TOOLS, ...WRITE_TOOLS].map((name) => (
        <Select
          key={name}
          label={LABELS[name]}
          // The switch above turns all writing off; what each stands at is kept.
          value={choiceOf(name, settings.tools, true)}
          choices={isReadTool(name) ? READ : WRITE}
          onChange={(choice) => set(name, choice)}
        />
      ))}
    </fieldset>
  );
}
