import { useState } from 'preact/hooks';

import type { JobInput, PageTarget, Particulars } from '../../lib/jobs/job.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { MoreForm } from './act-more.tsx';
import { Menu } from './menu.tsx';

const AT_ONCE = [
  ['summarize', 'Summarize'],
  ['brief', 'Brief'],
  ['tasks', 'Tasks'],
  ['wiki', 'Wiki entry'],
] as const;

/** Every action on the page in front, in one menu: beside a conversation there is no room for a row of buttons. */
export function ActMenu({
  target,
  settings,
  onStart,
}: {
  readonly target: PageTarget;
  readonly settings: Settings;
  readonly onStart: (input: JobInput) => void;
}) {
  const [filled, setFilled] = useState<'document' | 'write'>();
  const { length, language } = settings;
  const start = (action: JobInput['action'], particulars?: Particulars): void => {
    setFilled(undefined);
    onStart({ action, target, length, ...(particulars && { particulars }) });
  };
  return (
    <>
      <Menu
        label="Act on this page"
        words="Act on this page"
        items={[
          ...AT_ONCE.map(([key, label]) => ({ key, label, onChoose: () => start(key) })),
          { key: 'document', label: 'Document', onChoose: () => setFilled('document') },
          { key: 'write', label: 'Write', onChoose: () => setFilled('write') },
        ]}
      />
      {filled && (
        <MoreForm
          which={filled}
          language={language}
          onStart={(particulars) => start(filled, particulars)}
          onClose={() => setFilled(undefined)}
        />
      )}
    </>
  );
}
