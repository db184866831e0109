import { Options } from '../../components/options/options.tsx';
import { createPageDesk } from '../../lib/wiring/page-desk.ts';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';

const desk = createPageDesk();

mountSurface(desk, <Options desk={desk} />);
