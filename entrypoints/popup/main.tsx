import { Popup } from '../../components/popup/popup.tsx';
import { createPageDesk } from '../../lib/wiring/page-desk.ts';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';

const MOST_RECENT = 5;
const desk = createPageDesk();

mountSurface(
  desk,
  <Popup
    desk={desk}
    watchRecent={(show) => desk.recent(MOST_RECENT, show)}
    watchSyncs={desk.watchSyncs}
    copies={desk}
  />,
);
