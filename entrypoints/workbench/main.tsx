import { Workbench } from '../../components/workbench/workbench.tsx';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';
import { createPageDesk } from '../../lib/wiring/page-desk.ts';

const desk = createPageDesk();

mountSurface(desk, <Workbench desk={desk} />);
