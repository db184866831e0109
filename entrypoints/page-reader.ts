import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readPageHere } from '../lib/wiring/page-reader.ts';

export default defineUnlistedScript(() => readPageHere());
