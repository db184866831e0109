import { Options } from '../../components/options/options.tsx';
import { createDataDesk } from '../../lib/wiring/data-desk.ts';
import { createPageDesk } from '../../lib/wiring/page-desk.ts';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';

const desk = { ...createPageDesk(), data: createDataDesk() };

mountSurface(desk, <Options desk={desk} />);
