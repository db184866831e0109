import type { PageTarget } from '../../lib/jobs/job.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { CLASS_CHOICES } from '../kit/class-words.ts';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';

const AROUND = 'around';

/** Says of what class the open page is, with everything in it. */
export function PageClass({
  desk,
  page,
  settings,
}: {
  readonly desk: Desk;
  readonly page: PageTarget;
  readonly settings: Pick<Settings, 'classes'>;
}) {
  const ask = useAsk();
  const { classes } = desk;
  if (classes === undefined) return null;
  const said = settings.classes.find(({ id }) => id === page.pageId);
  return (
    <Select
      label="Class of this page"
      value={said?.dataClass ?? AROUND}
      choices={[{ value: AROUND, label: 'As what is around it' }, ...CLASS_CHOICES]}
      onChange={(dataClass) =>
        ask(() =>
          dataClass === AROUND
            ? classes.unsay(page.pageId)
            : classes.say({ ...(said ?? { of: 'page', id: page.pageId, title: page.title }), dataClass }),
        )
      }
    />
  );
}
