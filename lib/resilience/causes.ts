import type { FailureCode } from '../base/failure.ts';

/** No connection came about: this device is offline, or the way to one service is closed. */
export function unreachable(service: 'claude' | 'notion', online: boolean): FailureCode {
  if (!online) return 'offline';
  return service === 'claude' ? 'claude-unreachable' : 'notion-unreachable';
}
