import { ApproveWindow } from '../../components/outbox/approve-window.tsx';
import { asOutboxId } from '../../lib/base/ids.ts';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';
import { createPageDesk } from '../../lib/wiring/page-desk.ts';

const desk = createPageDesk();
const wanted = new URL(location.href).searchParams.get('entry');

mountSurface(desk, <ApproveWindow desk={desk} wanted={wanted === null ? undefined : asOutboxId(wanted)} />);
