import { Reader } from '../../components/reader/reader.tsx';
import { mountSurface } from '../../lib/wiring/mount-surface.tsx';
import { createReaderDesk } from '../../lib/wiring/reader-desk.ts';

const desk = createReaderDesk();

mountSurface(desk, <Reader desk={desk} search={location.search} hash={location.hash} />, 'reader');
