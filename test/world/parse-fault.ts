import type { JsonObject } from './exchange.ts';
import type { FaultRule } from './faults.ts';

const NEEDS: Readonly<Record<FaultRule['action'], readonly string[]>> = {
  status: ['status'],
  reset: [],
  refuse: [],
  'slow-headers': ['delayMs'],
  stall: [],
  drip: ['bytes', 'delayMs'],
  cut: [],
  break: [],
  'error-event': ['afterEvents', 'type', 'message'],
  'split-utf8': [],
  'broken-utf8': [],
  'unnamed-events': [],
  'unknown-event': [],
  'stop-reason': ['stopReason'],
  'commit-then-503': [],
  'commit-then-504': [],
  'commit-then-reset': [],
  late: ['afterMs', 'answer'],
  'clock-jump': ['milliseconds'],
  'expire-token': [],
  unshare: [],
  truncate: ['blocks'],
};

/** A rule that came as JSON. Throws when its action is unknown or lacks what it needs. */
export function parseFaultRule(body: JsonObject): FaultRule {
  if (!isRule(body)) throw new Error(`Not a fault rule: ${JSON.stringify(body)}`);
  return body;
}

function isRule(body: JsonObject): body is JsonObject & FaultRule {
  const action = Object.entries(NEEDS).find(([name]) => name === body['action']);
  return action !== undefined && action[1].every((field) => body[field] !== undefined);
}
