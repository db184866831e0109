import type { PersonKey } from './people-rows.ts';
import type { ProjectKey } from './projects.ts';

type TaskStatus = 'Not started' | 'In progress' | 'Blocked' | 'Done';
type TaskTag = 'hardware' | 'firmware' | 'app' | 'web' | 'test' | 'docs' | 'supply' | 'legal' | 'people' | 'launch';

/** A task as it is written down; hours are the estimate. */
export type TaskLine = readonly [
  title: string,
  assignee: PersonKey,
  status: TaskStatus,
  priority: 'High' | 'Medium' | 'Low',
  due: string | null,
  hours: number,
  tags: readonly TaskTag[],
  extra?: { readonly notes?: string; readonly link?: string; readonly body?: string; readonly also?: PersonKey },
];

export type TaskLines = readonly (readonly [project: ProjectKey | null, lines: readonly TaskLine[]])[];
