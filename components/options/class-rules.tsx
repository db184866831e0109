import { useId, useState } from 'preact/hooks';

import type { ConnectionId } from '../../lib/base/ids.ts';
import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import type { SearchHit } from '../../lib/messages/search-desk.ts';
import type { Exclusion } from '../../lib/mirror/sync-view.ts';
import type { ClassRule } from '../../lib/settings/class-rule.ts';
import type { DataClass } from '../../lib/settings/provider.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { CLASS_CHOICES } from '../kit/class-words.ts';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { Icon } from '../kit/icon.tsx';
import { Select } from '../kit/select.tsx';
import { exclusionOfLink } from './exclusion-of-link.ts';
import { useFound } from './use-found.ts';

interface ClassRulesProps {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly connections: Connections;
}

/** What is said of workspaces, databases and pages: everything in them is of the same class, until something nearer says otherwise. */
export function ClassRules({ desk, settings, connections }: ClassRulesProps) {
  const known = new Set(connections.notion.map(({ id }) => id));
  const elsewhere = settings.classes.filter((rule) => rule.of !== 'workspace' && !isIn(rule, known));
  return (
    <>
      <h3>Data classes</h3>
      <p class="help">
        Every page is internal unless you say otherwise. What you say of a workspace, a database or a page holds for
        everything in it, until something nearer says otherwise. A request counts as the closest of all pages in it.
      </p>
      {connections.notion.map(({ id, workspace }) => (
        <fieldset key={id} class="classes" aria-label={`Classes in ${workspace}`}>
          <WorkspaceClass desk={desk} settings={settings} connection={id} workspace={workspace} />
          <RuleList desk={desk} rules={settings.classes.filter((rule) => isIn(rule, new Set([id])))} />
          <AddRule desk={desk} connection={id} rules={settings.classes} />
        </fieldset>
      ))}
      {(known.size === 0 || elsewhere.length > 0) && (
        <fieldset class="classes" aria-label="Classes of other pages">
          <RuleList desk={desk} rules={elsewhere} />
          {known.size === 0 && <AddRule desk={desk} rules={settings.classes} />}
        </fieldset>
      )}
    </>
  );
}

const isIn = (rule: ClassRule, known: ReadonlySet<ConnectionId>): boolean =>
  rule.of !== 'workspace' && rule.connection !== undefined && known.has(rule.connection);

function WorkspaceClass({
  desk,
  settings,
  connection,
  workspace,
}: Omit<ClassRulesProps, 'connections'> & { readonly connection: ConnectionId; readonly workspace: string }) {
  const ask = useAsk();
  const said = settings.classes.find(({ id }) => id === connection);
  return (
    <Select
      label={`All of ${workspace}`}
      value={said?.dataClass ?? 'internal'}
      choices={CLASS_CHOICES}
      onChange={(dataClass) =>
        ask(() =>
          dataClass === 'internal'
            ? desk.classes.unsay(connection)
            : desk.classes.say({ of: 'workspace', id: connection, title: workspace, dataClass }),
        )
      }
    />
  );
}

function RuleList({ desk, rules }: { readonly desk: OptionsDesk; readonly rules: readonly ClassRule[] }) {
  const ask = useAsk();
  if (rules.length === 0) return null;
  return (
    <ul class="left-out" aria-label="Classes">
      {rules.map((rule) => (
        <li key={rule.id} class="row between">
          <span dir="auto">
            <Icon name={rule.of === 'database' ? 'table' : 'page'} /> {nameOf(rule)}
          </span>
          <span class="row tight">
            <Select
              bare
              label={`Class of ${nameOf(rule)}`}
              value={rule.dataClass}
              choices={CLASS_CHOICES}
              onChange={(dataClass) => ask(() => desk.classes.say({ ...rule, dataClass }))}
            />
            <Button
              tone="quiet"
              icon="close"
              label={`As what is around it: ${nameOf(rule)}`}
              onClick={() => ask(() => desk.classes.unsay(rule.id))}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** By its link, or by words of its title. */
function AddRule({
  desk,
  connection,
  rules,
}: {
  readonly desk: OptionsDesk;
  readonly connection?: ConnectionId;
  readonly rules: readonly ClassRule[];
}) {
  const ask = useAsk();
  const id = useId();
  const [text, setText] = useState('');
  const [dataClass, setDataClass] = useState<DataClass>('restricted');
  const linked = exclusionOfLink(text);
  const found = useFound(desk, connection, linked === undefined ? text.trim() : '');
  const offered = (linked ? [linked] : found.map(placeOf)).filter(
    (one) => !rules.some((rule) => rule.id === one.id && rule.dataClass === dataClass),
  );
  const say = ({ kind, ...place }: Exclusion): void =>
    ask(async () => {
      await desk.classes.say({ of: kind, ...place, dataClass, ...(connection === undefined ? {} : { connection }) });
      setText('');
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const [only, more] = offered;
        if (only && !more) say(only);
      }}
    >
      <div class="fields">
        <Field
          id={id}
          label="Page or database of another class"
          placeholder="Its link, or words of its title"
          value={text}
          onChange={setText}
        />
        <Select label="Its class" value={dataClass} choices={CLASS_CHOICES} onChange={setDataClass} />
      </div>
      {offered.length > 0 && (
        <ul class="left-out" aria-label="Found">
          {offered.map((one) => (
            <li key={one.id} class="row between">
              <span dir="auto">
                <Icon name={one.kind === 'database' ? 'table' : 'page'} /> {nameOf(one)}
              </span>
              <Button label={`Set as ${dataClass}: ${nameOf(one)}`} onClick={() => say(one)}>
                Set as {dataClass}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

const nameOf = ({ title }: { readonly title: string }): string => (title === '' ? 'Untitled' : title);

const placeOf = ({ pageId, title, kind }: SearchHit): Exclusion => ({
  id: pageId,
  title,
  kind: kind === 'database' ? 'database' : 'page',
});
