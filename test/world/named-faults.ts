import type { FaultRule } from './faults.ts';
import { CLAUDE_FAULTS } from './claude-faults.ts';
import { NOTION_FAULTS } from './notion-faults.ts';

export interface NamedFault {
  readonly service: 'claude' | 'notion';
  readonly rule: FaultRule;
  /** What it is like, in a line. */
  readonly note: string;
}

/** Every failure that the facts know, by name. */
export const NAMED_FAULTS: Readonly<Record<string, NamedFault>> = { ...CLAUDE_FAULTS, ...NOTION_FAULTS };
