import { useEffect, useState } from 'preact/hooks';

import type { PageId } from '../../lib/base/ids.ts';
import type { SearchFilters } from '../../lib/fulltext/text-query.ts';
import type { FilterChoice, SearchChoices, SearchDesk } from '../../lib/messages/search-desk.ts';
import { count } from './amount.ts';
import { KIND_WORDS, SPANS, anyTime, chipsOf, editedWithin, isChosen, toggled } from './filter-state.ts';
import { useAsk } from './handing.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';
import type { MenuItem } from './menu.tsx';

/** More in one menu nobody reads: the words of the search narrow it down. */
const MOST_ITEMS = 60;

/** The menus while they are open, and the filters that hold. */
export function Narrowing({
  desk,
  open,
  filters,
  onChange,
}: {
  readonly desk: SearchDesk;
  readonly open: boolean;
  readonly filters: SearchFilters | undefined;
  readonly onChange: (filters: SearchFilters | undefined) => void;
}) {
  const choices = useChoices(desk, open || filters !== undefined, filters?.databases);
  return (
    <>
      {open && <FilterMenus filters={filters ?? {}} choices={choices} onChange={onChange} />}
      {filters && <FilterChips filters={filters} choices={choices} onChange={onChange} />}
    </>
  );
}

/** What a search can be narrowed to, looked up when it is wanted, and again for other databases. */
function useChoices(
  desk: SearchDesk,
  wanted: boolean,
  databases: readonly PageId[] | undefined = [],
): SearchChoices | undefined {
  const ask = useAsk();
  const [choices, setChoices] = useState<SearchChoices>();
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    ask(async () => {
      const found = await desk.searchChoices(databases);
      if (current) setChoices(found);
    });
    return () => {
      current = false;
    };
  }, [desk, wanted, databases.join()]);
  return choices;
}

interface FilterProps {
  readonly filters: SearchFilters;
  readonly choices: SearchChoices | undefined;
  readonly onChange: (filters: SearchFilters | undefined) => void;
}

/** What a search can be narrowed to, one menu a filter. A filter with nothing to choose from is not there. */
function FilterMenus({ filters, choices, onChange }: FilterProps) {
  if (!choices) return <p class="second small">Looking up what there is to choose from…</p>;
  const { connections, kinds, databases, people, properties } = choices;
  const now = Date.now();
  const edited: readonly MenuItem[] = [
    ...SPANS.map(({ label, days }) => ({
      key: label,
      label,
      onChoose: () => onChange(editedWithin(filters, days, now)),
    })),
    { key: 'any', label: 'Any time', onChoose: () => onChange(anyTime(filters)) },
  ];
  const item = <Value,>(choice: FilterChoice<Value>, chosen: boolean, onChoose: () => void): MenuItem => ({
    key: JSON.stringify(choice.value),
    label: choice.label === '' ? 'Untitled' : choice.label,
    note: count(choice.pages),
    chosen,
    onChoose,
  });
  const workspaces = connections.map((one) =>
    item(one, isChosen(filters, 'connections', one.value), () => onChange(toggled(filters, 'connections', one.value))),
  );
  const types = kinds.map((one) =>
    item({ ...one, label: KIND_WORDS[one.value] }, isChosen(filters, 'kinds', one.value), () =>
      onChange(toggled(filters, 'kinds', one.value)),
    ),
  );
  const bases = databases.map((one: FilterChoice<PageId>) =>
    item(one, isChosen(filters, 'databases', one.value), () => onChange(toggled(filters, 'databases', one.value))),
  );
  const persons = people.map((one) =>
    item(one, isChosen(filters, 'people', one.value), () => onChange(toggled(filters, 'people', one.value))),
  );
  const values = properties.map((one) =>
    item(one, isChosen(filters, 'properties', one.value), () => onChange(toggled(filters, 'properties', one.value))),
  );
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div class="filters" role="group" aria-label="Filters">
      {workspaces.length > 1 && <FilterMenu words="Workspace" items={workspaces} />}
      {types.length > 1 && <FilterMenu words="Type" items={types} />}
      {bases.length > 0 && <FilterMenu words="Database" items={bases} />}
      {values.length > 0 && <FilterMenu words="Property" items={values} />}
      {persons.length > 0 && <FilterMenu words="Person" items={persons} />}
      <FilterMenu words="Edited" items={edited} />
    </div>
  );
}

function FilterMenu({ words, items }: { readonly words: string; readonly items: readonly MenuItem[] }) {
  return <Menu tone="quiet" label={words} words={words} items={items.slice(0, MOST_ITEMS)} />;
}

/** The filters that hold now; a press takes one away. */
function FilterChips({ filters, choices, onChange }: FilterProps) {
  const chips = chipsOf(filters, choices);
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label="Filters that hold">
      {chips.map(({ key, label, without }) => (
        <li key={key}>
          <button type="button" class="chip" aria-label={`Remove filter ${label}`} onClick={() => onChange(without)}>
            <span dir="auto">{label}</span>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
