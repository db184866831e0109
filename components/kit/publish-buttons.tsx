import { useState } from 'preact/hooks';

import type { PageId } from '../../lib/base/ids.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { PublishDesk, PublishPlace } from '../../lib/messages/outbox-desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useSay } from './announcer.tsx';
import { Button } from './button.tsx';
import { useAsk } from './handing.ts';
import type { Connected } from './mended.ts';
import { Menu } from './menu.tsx';

/** So many of the cited pages are offered where an answer is about none in particular. */
const MOST_PAGES = 5;

const ASKED = 'Waits for your approval';

/** Proposes a whole answer for Notion: into the page that it is about by its button, elsewhere by its menu. */
export function PublishButtons({ desk, answer }: { readonly desk: PublishDesk; readonly answer: Answer }) {
  const ask = useAsk();
  const say = useSay();
  const [asked, setAsked] = useState(false);
  const pages = pagesOf(answer);
  const [first] = pages;
  if (first === undefined) return null;
  // What opens for it has to be opened in the press itself, so nothing is awaited before.
  const publish = (place?: PublishPlace): void =>
    ask(async () => {
      await desk.publish(answer.id, place);
      setAsked(true);
      say(ASKED);
    });
  const own = answer.pageId !== undefined;
  const places = pages.flatMap(({ id, title }) => [
    { key: `${id} append`, label: `At the end of “${title}”`, onChoose: () => publish({ page: id, as: 'append' }) },
    {
      key: `${id} under`,
      label: `As a new page under “${title}”`,
      onChoose: () => publish({ page: id, as: 'under' }),
    },
  ]);
  return (
    <>
      <span class="split">
        {own && (
          <Button icon="out" onClick={() => publish()}>
            Publish to Notion
          </Button>
        )}
        {own ? (
          <Menu label="Where to publish" items={places} />
        ) : (
          <Menu label="Publish to Notion" words="Publish to Notion" items={places} />
        )}
      </span>
      {asked && <span class="second small">{ASKED}</span>}
    </>
  );
}

/** An answer that may be published: whole, with somewhere to write it, and writing not switched off. */
export function wholeFor(
  answer: Answer | undefined,
  { notion }: Connected,
  settings: Settings | undefined,
): Answer | undefined {
  const may = notion === 'connected' && settings?.writes === true;
  return may && answer?.state === 'done' && answer.notFound !== true ? answer : undefined;
}

/** Whether an answer is about a page, or cites one, that it can be written into. */
export const hasPlace = (answer: Answer): boolean => pagesOf(answer).length > 0;

/** The page that an answer is about, else the pages that it cites. */
function pagesOf({ pageId, pageTitle, citations }: Answer): readonly { readonly id: PageId; readonly title: string }[] {
  if (pageId !== undefined) return [{ id: pageId, title: pageTitle }];
  const cited = new Map(citations.map(({ pageId: id, title }) => [id, { id, title }]));
  return [...cited.values()].slice(0, MOST_PAGES);
}
