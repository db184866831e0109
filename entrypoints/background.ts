import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from '../lib/wiring/background.ts';

export default defineBackground(() => startBackground());
