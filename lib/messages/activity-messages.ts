import { ACTS } from '../activity/entry.ts';
import { nothing, oneOf } from '../base/shape.ts';

export const ACTIVITY_SHAPES = {
  'activity.state': nothing,
  'activity.note-export': oneOf(...ACTS.export),
} as const;
