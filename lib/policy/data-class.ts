import type { DataClass } from '../settings/provider.ts';

/** From the freest to the closest. */
export const DATA_CLASSES = ['public', 'internal', 'restricted'] as const satisfies readonly DataClass[];

/** What nobody has said anything of. */
export const UNSAID: DataClass = 'internal';

/** The closer of two classes: one is raised by another and never lowered. */
export const raise = (dataClass: DataClass, to: DataClass): DataClass =>
  DATA_CLASSES.indexOf(to) > DATA_CLASSES.indexOf(dataClass) ? to : dataClass;

/** The closest of these classes and all that are freer. */
export const upTo = (classes: readonly DataClass[]): readonly DataClass[] =>
  DATA_CLASSES.slice(0, DATA_CLASSES.findLastIndex((one) => classes.includes(one)) + 1);
