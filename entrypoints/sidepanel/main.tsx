import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { createPageDesk } from '../../lib/wiring/page-desk.ts';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';

const desk = createPageDesk();

mountSurface(desk, <SidePanel desk={desk} />);
