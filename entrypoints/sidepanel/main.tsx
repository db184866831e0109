import { ApproveWindow } from '../../components/outbox/approve-window.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { createPageDesk } from '../../lib/wiring/page-desk.ts';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';

const desk = createPageDesk();

// Approvals stay: without them nothing could be written at all.
mountSurface(desk, <SidePanel desk={desk} />, 'side-panel', <ApproveWindow desk={desk} wanted={undefined} />);
