import { Workbench } from '../../components/workbench/workbench.tsx';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';
import { createWorkbenchDesk } from '../../lib/wiring/workbench-desk.ts';

const desk = createWorkbenchDesk();

mountSurface(desk, <Workbench desk={desk} />, 'workbench');
