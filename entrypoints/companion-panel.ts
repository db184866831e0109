import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startCompanionPanel } from '../lib/wiring/companion-panel.ts';

export default defineUnlistedScript(() => startCompanionPanel());
